import { OAuthCallbackError, OAuthResolverError, OAuthResponseError, type NodeOAuthClient, type NodeSavedSession } from '@atproto/oauth-client-node'
import { z } from 'zod'
import type { Failure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { SecretCell, SignedIn, SignInOrder, SignInTools } from '../network.ts'
import { createClient } from './client.ts'
import { errorOf, failureOf } from './failures.ts'
import { didDocument, readHandle, readServer, resolveIdentity, serverIn } from './identity.ts'
import type { Locks } from './locks.ts'
import { clientIdFor, createOAuthClient, oauthScope } from './oauth-client.ts'
import { createOAuthSpeaker } from './oauth-session.ts'
import { createPasswordSpeaker } from './password-session.ts'
import type { Places } from './places.ts'
import type { BrowserSecret, Secret } from './secret.ts'
import { lineFailureIn } from './speaker.ts'
import { readWho } from './who-am-i.ts'

/** A public client's sign-in ends after two weeks, whatever is done: https://atproto.com/specs/oauth, 20 Aug 2026. */
export const browserSignInLastsMs = 14 * 24 * 3600 * 1000
const clockToleranceMs = 2 * 60 * 1000

type SignInParts = { readonly order: SignInOrder; readonly tools: SignInTools; readonly places: Places; readonly locks: Locks }

const session = z.object({ accessJwt: z.string().min(1), refreshJwt: z.string().min(1), did: z.string().startsWith('did:'), didDoc: didDocument.optional().catch(undefined) })

/** With an app password, which the owner makes in Bluesky's settings: lasts until it is taken back there. */
export async function signInByPassword(parts: SignInParts): Promise<Result<SignedIn>> {
  const { order, tools } = parts
  const isEmail = order.handle.trim().includes('@', 1)
  const handle = isEmail ? null : readHandle(order.handle)
  if (!isEmail && handle === null) return fail({ kind: 'address-not-understood', detail: order.handle })
  const server = await findServer(order, handle, parts)
  if (!server.ok) return server
  const outcome = await tools.http.send({
    method: 'POST', url: `${server.value}/xrpc/com.atproto.server.createSession`, headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ identifier: handle ?? order.handle.trim(), password: order.appPassword }), signal: tools.signal,
  })
  if (outcome.kind !== 'answered') return fail(failureOf(outcome, false, tools.now()))
  if (outcome.status === 401) {
    const { error, message } = errorOf(outcome)
    // The account asks for a code by e-mail: that was its main password. App passwords need no code.
    return fail({ kind: 'wrong-password', detail: error === 'AuthFactorTokenRequired' ? 'AuthFactorTokenRequired: this is the main password; an app password is needed' : `${error} ${message}` })
  }
  const made = session.safeParse(outcome.json)
  if (outcome.status !== 200 || !made.success) return fail(errorOf(outcome).error === '' ? { kind: 'not-this-network', detail: `${server.value} answered ${outcome.status}` } : failureOf(outcome, false, tools.now()))
  const { did, didDoc, accessJwt, refreshJwt } = made.data
  const service = (didDoc?.id === did ? serverIn(didDoc) : null) ?? server.value
  return await proveSecret({ kind: 'app-password', did, service, accessJwt, refreshJwt }, null, parts)
}

async function findServer(order: SignInOrder, handle: string | null, { places, tools }: SignInParts): Promise<Result<string>> {
  if (order.server.trim() !== '') {
    const server = readServer(order.server)
    return server === null ? fail({ kind: 'address-not-understood', detail: order.server }) : ok(server)
  }
  if (handle === null) return ok(places.entryway)
  const found = await resolveIdentity(handle, places, tools.http)
  // Names that cannot be looked up may still be known where most accounts live.
  return found.ok ? ok(found.value?.server ?? places.entryway) : found
}

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
    return await proveSecret(secret, signedInUtc + browserSignInLastsMs, parts)
  } catch (error) {
    return fail(await troubleOf(error, parts))
  }
}

/** Reads the profile with the new secret: only that proves it. */
async function proveSecret(secret: Secret, expiresUtc: number | null, { tools, places, locks }: SignInParts): Promise<Result<SignedIn>> {
  let text = JSON.stringify(secret)
  const cell: SecretCell = {
    read: async () => ok(text),
    replace: async fresh => { text = fresh; return ok(undefined) },
  }
  const speaker = secret.kind === 'oauth' ? createOAuthSpeaker({ cell, http: tools.http, places, locks, now: tools.now }) : createPasswordSpeaker({ cell, http: tools.http, locks, now: tools.now })
  const who = await readWho(createClient(speaker, tools.now), secret.service, places)
  if (!who.ok) return who
  if (who.value.profile.remoteId !== secret.did) return fail({ kind: 'other-account', detail: 'the server speaks for another account' })
  return ok({ ...who.value, serverUrl: secret.service, secret: text, expiresUtc })
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
