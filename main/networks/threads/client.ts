import { fail, ok } from '../../../preload/contract/result.ts'
import { createGraphClient, type GraphClient } from '../graph-api/client.ts'
import { askForToken, createLongLivedTokens, longLivedSecret, type LongLivedSecret } from '../graph-api/long-lived.ts'
import { hostsOf } from '../hosts.ts'
import type { Session } from '../network.ts'
import type { Tokens } from '../tokens.ts'
import { apiVersion } from './limits.ts'

/** `graph.threads.com` answers as well (…/threads/reference, 17 Oct 2025). */
export const graphOrigin = (): string => hostsOf('threads', { graph: 'https://graph.threads.net' }).graph

export const renewToken = (access: string, tools: Parameters<typeof askForToken>[3]): ReturnType<typeof askForToken> =>
  askForToken(graphOrigin(), '/refresh_access_token', { grant_type: 'th_refresh_token', access_token: access }, tools)

export type ThreadsClient = GraphClient & {
  readonly tokens: Tokens<LongLivedSecret>
  /** The network has no call by which a sign-in ends: from now on nothing speaks with this one here. */
  giveUp(): void
}

export function createClient({ secret, http, now }: Pick<Session, 'secret' | 'http' | 'now'>): ThreadsClient {
  const origin = graphOrigin()
  const tokens = createLongLivedTokens(secret, longLivedSecret, access => renewToken(access, { http, now }), now)
  let isOver = false
  const client = createGraphClient({
    origin, version: apiVersion.name, http, now,
    async voice() {
      if (isOver) return fail({ kind: 'needs-sign-in', detail: 'this sign-in was given up here' })
      const good = await tokens.good()
      return good.ok ? ok({ token: good.value.access, appSecret: null }) : good
    },
  })
  return { ...client, tokens, giveUp: () => { isOver = true } }
}
