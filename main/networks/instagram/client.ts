import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import { createGraphClient, type GraphClient, type GraphClientTools } from '../graph-api/client.ts'
import { askForToken, createLongLivedTokens } from '../graph-api/long-lived.ts'
import type { Session } from '../network.ts'
import { places, version, type Places } from './places.ts'
import { accountSecret, type AccountSecret } from './secret.ts'

export type InstagramClient = GraphClient & {
  readonly places: Places
  secret(): Promise<Result<AccountSecret, NetworkFailure>>
  /** From now on nothing speaks with this sign-in here. */
  giveUp(): void
}

export const renewToken = (access: string, tools: Parameters<typeof askForToken>[3]): ReturnType<typeof askForToken> =>
  askForToken(places().instagram, '/refresh_access_token', { grant_type: 'ig_refresh_token', access_token: access }, tools)

/** Calls for one account, at the interface its sign-in belongs to. */
export function createClient({ secret: cell, http, now }: Pick<Session, 'secret' | 'http' | 'now'>): InstagramClient {
  const hosts = places()
  const tokens = createLongLivedTokens(cell, accountSecret, access => renewToken(access, { http, now }), now)
  let isOver = false
  const secret = async (): Promise<Result<AccountSecret, NetworkFailure>> => (isOver ? fail({ kind: 'needs-sign-in', detail: 'this sign-in was given up here' }) : await tokens.good())
  const voice: GraphClientTools['voice'] = async () => {
    const good = await secret()
    return good.ok ? ok({ token: good.value.access, appSecret: good.value.appSecret === '' ? null : good.value.appSecret }) : good
  }
  const common = { version, http, now, voice }
  const clients = { instagram: createGraphClient({ ...common, origin: hosts.instagram }), facebook: createGraphClient({ ...common, origin: hosts.graph }) }
  const person = createGraphClient({
    ...common, origin: hosts.graph,
    voice: async () => {
      const good = await secret()
      if (!good.ok) return good
      return good.value.personAccess === null ? voice() : ok({ token: good.value.personAccess, appSecret: good.value.appSecret === '' ? null : good.value.appSecret })
    },
  })
  const speaking = async (): Promise<GraphClient> => {
    const good = await secret()
    // Without a secret neither sends anything, and both say why.
    return clients[good.ok ? good.value.login : 'instagram']
  }
  /**
   * Since 23 May 2026 a Page's token is told of many a post and container that it does not exist (100/33) or is not for it (10), while it can still
   * publish it (https://github.com/gitroomhq/postiz-app/issues/1562): what the Page is refused the person asks for, before anything is believed gone.
   */
  const ask: GraphClient['ask'] = async (call, shape) => {
    const first = await (await speaking()).ask(call, shape)
    if (first.ok || (call.method ?? 'GET') !== 'GET' || (first.failure.kind !== 'missing' && first.failure.kind !== 'refused')) return first
    const good = await secret()
    if (!good.ok || good.value.personAccess === null) return first
    // The person's token ends after two months, the Page's does not: from then on only a new sign-in can tell what is there, and nothing but that ends the asking.
    return await person.ask(call, shape)
  }
  return {
    version, places: hosts, secret,
    giveUp: () => { isOver = true },
    send: async call => (await speaking()).send(call),
    ask,
    failureOfRead: async (outcome, call) => (await speaking()).failureOfRead(outcome, call),
    failureOfCommit: async (outcome, call) => (await speaking()).failureOfCommit(outcome, call),
  }
}
