import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import { createGraphClient } from '../graph-api/client.ts'
import { askForToken, youngEndsUtc, type LongLivedSecret } from '../graph-api/long-lived.ts'
import type { SignedIn, SignInOrder, SignInTools } from '../network.ts'
import { graphOrigin, renewToken } from './client.ts'
import { apiVersion, scopes } from './limits.ts'
import { readWhoAmI } from './who-am-i.ts'

const dayMs = 24 * 60 * 60_000

/**
 * With a token that the owner makes on the network's own pages for an own app. The consent page in a browser is no way for a program on a
 * computer: it comes back to registered https addresses only (…/threads/get-started/get-access-tokens-and-permissions, seen 27 Nov 2026).
 */
export async function signIn(order: SignInOrder, tools: SignInTools): Promise<Result<SignedIn>> {
  if (order.way !== 'token') return fail({ kind: 'bad-input', detail: `no such way: ${order.way}` })
  const pasted = order.token?.trim() ?? ''
  if (pasted === '' || /\s/u.test(pasted)) return fail({ kind: 'bad-input', detail: 'no token' })
  const given = await prove(pasted, tools)
  // What is no token at all was mistyped, not spent.
  if (!given.ok) return given.failure.kind === 'needs-sign-in' ? fail({ kind: 'bad-input', detail: given.failure.detail }) : given
  if (given.value.scopes?.includes(scopes.basic) === false) return fail({ kind: 'refused', reason: 'permission-missing', detail: `the token lacks ${scopes.basic}` })
  if (given.value.endsUtc === null) return await withoutFacts(pasted, given.value, tools)
  const appSecret = order.clientSecret?.trim() ?? ''
  const isShort = given.value.endsUtc - tools.now() < 2 * dayMs
  if (!isShort || appSecret === '') return ok(signedIn(pasted, given.value))
  // One that lives for an hour becomes one of sixty days, for whoever knows the app's secret, which is not kept.
  const long = await askForToken(graphOrigin(), '/access_token', { grant_type: 'th_exchange_token', client_secret: appSecret, access_token: pasted }, tools)
  if (!long.ok) return long.failure.kind === 'refused' ? fail({ kind: 'bad-input', detail: long.failure.detail }) : long
  const proven = await prove(long.value.access, tools)
  return proven.ok ? ok(signedIn(long.value.access, proven.value)) : proven
}

/** The network tells nothing of the token: renewed at once, its end is known. */
async function withoutFacts(token: string, proven: Proven, tools: SignInTools): Promise<Result<SignedIn>> {
  const renewed = await renewToken(token, tools)
  if (!renewed.ok && renewed.failure.kind !== 'refused') return renewed
  return ok(signedIn(renewed.ok ? renewed.value.access : token, { ...proven, endsUtc: renewed.ok ? renewed.value.expiresUtc : youngEndsUtc(tools.now()) }))
}

type Proven = Extract<Awaited<ReturnType<typeof readWhoAmI>>, { ok: true }>['value']

const prove = (token: string, { http, now }: SignInTools): ReturnType<typeof readWhoAmI> =>
  readWhoAmI(createGraphClient({ origin: graphOrigin(), version: apiVersion.name, http, now, voice: () => Promise.resolve(ok({ token, appSecret: null })) }), token)

function signedIn(token: string, { scopes: given, endsUtc, profile, abilities, limits }: Proven): SignedIn {
  const secret: LongLivedSecret = { access: token, refresh: token, expiresUtc: endsUtc, scopes: given === null ? null : [...given] }
  return { profile, abilities, limits, expiresUtc: endsUtc, serverUrl: 'https://www.threads.com', secret: JSON.stringify(secret) }
}
