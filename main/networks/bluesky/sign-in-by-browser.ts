import { OAuthCallbackError, OAuthResolverError, OAuthResponseError, type NodeOAuthClient, type NodeSavedSession } from '@atproto/oauth-client-node'
import type { Failure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { SignedIn, SignInTools } from '../network.ts'
import { failureOf } from './failures.ts'
import { readHandle, readServer } from './identity.ts'
import { clientIdFor, createOAuthClient, oauthScope } from './oauth-client.ts'
import { createOAuthSpeaker } from './oauth-session.ts'
import type { Places } from './places.ts'
import { proveSignIn, type SignInParts } from './prove-sign-in.ts'
import { browserSignInLastsMs, type BrowserSecret } from './secret.ts'
import { lineFailureIn } from './speaker.ts'

const clockToleranceMs = 2 * 60 * 1000

/** In the system browser, with Bluesky's own client. */
export async function signInByBrowser(parts: SignInParts): Promise<Result<SignedIn>> {
  const { order, tools, places, locks } = parts
  const login = order.server.trim() === '' ? readHandle(order.handle) : readServer(order.server)
  if (login === null) return fail({ kind: 'address-not-understood', detail: order.server || order.handle })
  let saved: NodeSavedSession | null = null
  const sessionStore = { get: () => saved ?? undefined, set: (_: string, value: NodeSavedSession) => { saved = value }, del: () => undefined }
  let client: NodeOAuthClient | null = null
  const back = await tools.throughBrowser(async redirectUri => {
    client = createOAuthClient({ clientId: clientIdFor(redirectUri), redirectUri, http: tools.http, places, locks, sessionStore })
    try {
      // The cast: the client refuses a redirect that is not one of its own.
      const url = await client.authorize(login, { scope: oauthScope, signal: tools.signal, redirect_uri: redirectUri as `http://127.0.0.1/${string}` })
      return ok(url.href)
    } catch (error) {
      return fail(await troubleOf(error, parts))
    }
  })
  if (!back.ok) return back
  // The cast: set above, before the browser could come back; the compiler does not follow into the callback.
  const asked = client as NodeOAuthClient | null
  if (!asked) return fail({ kind: 'internal', detail: 'the browser came back before it was sent' })
  const { params, redirectUri } = back.value
  if (params.get('error') === 'access_denied') return fail({ kind: 'consent-refused', detail: params.get('error_description') ?? 'access_denied' })
  try {
    const { session: opened } = await asked.callback(params, { redirect_uri: redirectUri as `http://127.0.0.1/${string}` })
    const { aud } = await opened.getTokenInfo(false)
    if (saved === null) return fail({ kind: 'internal', detail: 'the sign-in gave no tokens' })
    const signedInUtc = tools.now()
    const secret: BrowserSecret = { kind: 'oauth', did: opened.did, service: new URL(aud).origin, clientId: clientIdFor(redirectUri), redirectUri, signedInUtc, saved }
    return await proveSignIn(secret, signedInUtc + browserSignInLastsMs, cell => createOAuthSpeaker({ cell, http: tools.http, places, locks, now: tools.now }), parts)
  } catch (error) {
    return fail(await troubleOf(error, parts))
  }
}

/** Why the official client gave up, on our list. */
async function troubleOf(error: unknown, { tools, places }: SignInParts): Promise<Failure> {
  const detail = wordsOf(error).slice(0, 1000)
  if (tools.signal.aborted) return { kind: 'sign-in-abandoned', detail }
  const line = lineFailureIn(error)?.outcome
  if (line) return failureOf(line, false, tools.now())
  const offByMs = await readClockOff(tools, places)
  // Every request carries a signed time; servers refuse one that is minutes away from theirs.
  if (offByMs !== null && Math.abs(offByMs) > clockToleranceMs) return { kind: 'clock-off', offByMs, detail }
  if (error instanceof OAuthResolverError) return /identity|handle|DID/i.test(error.message) ? { kind: 'address-not-understood', detail } : { kind: 'not-this-network', detail }
  if (error instanceof OAuthCallbackError && error.params.has('error')) return { kind: 'consent-refused', detail }
  if (error instanceof OAuthResponseError && error.status === 429) return { kind: 'rate-limited', untilUtc: tools.now() + 60_000, detail }
  if (error instanceof OAuthResponseError && error.status >= 500) return { kind: 'server-trouble', detail }
  // An answer that is not the protocol's (a page of a hotel's or a proxy's) refuses nothing.
  if (!(error instanceof OAuthResponseError || error instanceof OAuthCallbackError)) return { kind: 'server-trouble', detail }
  return { kind: 'refused', reason: 'not-allowed', detail }
}

function wordsOf(error: unknown): string {
  const words: string[] = []
  for (let at = error; at instanceof Error; at = at.cause) words.push(at.message)
  return words.join(': ')
}

/** This computer's clock minus the server's; null when it does not tell. */
async function readClockOff(tools: SignInTools, places: Places): Promise<number | null> {
  const outcome = await tools.http.send({ method: 'GET', url: `${places.resolver}/xrpc/_health`, timeoutMs: 5000 })
  const serverUtc = outcome.kind === 'answered' ? Date.parse(outcome.headers.get('date') ?? '') : Number.NaN
  return Number.isFinite(serverUtc) ? tools.now() - serverUtc : null
}
