import { z } from 'zod'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import type { Abilities, Limits } from '../../../preload/contract/networks.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Http } from '../../http/http.ts'
import type { Profile } from '../network.ts'
import type { Client } from './client.ts'
import { accountEntity } from './entities.ts'
import { abilitiesFrom, limitsFrom } from './limits.ts'
import { handleOf } from './format.ts'
import { safeUrl } from './safe-url.ts'
import { readInstance, type Instance } from './server.ts'

export type WhoAmI = { readonly profile: Profile; readonly abilities: Abilities; readonly limits: Limits; readonly expiresUtc: null }

/** Who the token speaks for, proven by the server, and what that server offers. `known` spares asking it again at sign-in. */
export async function readWhoAmI(client: Client, http: Http, known: Instance | null): Promise<Result<WhoAmI, NetworkFailure>> {
  const account = await client.ask({ path: '/api/v1/accounts/verify_credentials', scope: 'read:accounts' }, accountEntity)
  if (!account.ok) return account
  const secret = await client.secret()
  if (!secret.ok) return secret
  const asked = known ? null : await readInstance(client.origin, http)
  const instance = known ?? asked?.instance ?? null
  if (instance === null) {
    const detail = 'the server did not say what it offers'
    return fail(asked?.outcome.kind === 'not-sent' ? { kind: 'unreachable', detail } : { kind: 'server-trouble', detail })
  }
  const [hasConversations, hasSearch] = await Promise.all([
    exists(client, { path: '/api/v1/conversations', query: { limit: 1 } }),
    exists(client, { path: '/api/v2/search', query: { q: account.value.value.username || 'a', type: 'accounts', limit: 1 } }),
  ])
  const limits = limitsFrom(instance.entity)
  const { value } = account.value
  return ok({
    profile: {
      remoteId: value.id,
      handle: handleOf(value.acct, domainOf(instance, client.origin)),
      displayName: (value.display_name || value.username || value.acct).slice(0, 1000),
      profileUrl: safeUrl(value.url),
      avatarUrl: safeUrl(value.avatar ?? value.avatar_static),
    },
    abilities: abilitiesFrom(instance.entity, limits, secret.value.scopes, { answersV2: instance.answersV2, hasConversations, hasSearch }),
    limits,
    // Mastodon's tokens live until they are revoked.
    expiresUtc: null,
  })
}

/** The host in the server's handles, which need not be its web address. */
function domainOf({ entity }: Instance, origin: string): string {
  const told = entity.domain ?? (entity.uri?.includes('://') && URL.canParse(entity.uri) ? new URL(entity.uri).host : entity.uri)
  return told && z.string().regex(/^[\p{L}\p{N}.:-]{1,253}$/u).safeParse(told).success ? told.toLowerCase() : new URL(origin).host
}

/** Only a plain "no such thing" makes an ability lacking; trouble does not. */
async function exists(client: Client, call: Parameters<Client['send']>[0]): Promise<boolean> {
  const outcome = await client.send(call)
  return !(outcome.kind === 'answered' && [404, 405, 410, 501].includes(outcome.status))
}
