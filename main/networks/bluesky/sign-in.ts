import { z } from 'zod'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { SignedIn, SignInOrder } from '../network.ts'
import { errorOf, failureOf, isAboutTheAccount } from './failures.ts'
import { didDocument, readHandle, readServer, resolveIdentity, serverIn } from './identity.ts'
import { createPasswordSpeaker } from './password-session.ts'
import { proveSignIn, type SignInParts } from './prove-sign-in.ts'

const session = z.object({ accessJwt: z.string().min(1), refreshJwt: z.string().min(1), did: z.string().startsWith('did:'), didDoc: didDocument.optional().catch(undefined) })

/** With an app password, which the owner makes in Bluesky's settings: lasts until it is taken back there. */
export async function signInByPassword(parts: SignInParts): Promise<Result<SignedIn>> {
  const { order, tools, locks } = parts
  const isEmail = order.handle.trim().includes('@', 1)
  const handle = isEmail ? null : readHandle(order.handle)
  if (!isEmail && handle === null) return fail({ kind: 'address-not-understood', detail: order.handle })
  const server = await findServer(order, handle, parts)
  if (!server.ok) return server
  const outcome = await tools.http.send({
    method: 'POST', url: `${server.value}/xrpc/com.atproto.server.createSession`, headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ identifier: handle ?? order.handle.trim(), password: order.appPassword.trim() }), signal: tools.signal,
  })
  if (outcome.kind !== 'answered') return fail(failureOf(outcome, false, tools.now()))
  const { error, message } = errorOf(outcome)
  // Throttled, closed, down, or somebody else on the line: said as such, not as a mistyped password.
  if (isAboutTheAccount(outcome) || outcome.status >= 500 || (outcome.status === 401 && error === '')) return fail(failureOf(outcome, false, tools.now()))
  if (outcome.status === 401) {
    // The account asks for a code by e-mail: that was its main password. App passwords need no code.
    return fail({ kind: 'wrong-password', detail: error === 'AuthFactorTokenRequired' ? 'AuthFactorTokenRequired: this is the main password; an app password is needed' : `${error} ${message}` })
  }
  const made = session.safeParse(outcome.json)
  if (outcome.status !== 200 || !made.success) return fail(error === '' ? { kind: 'not-this-network', detail: `${server.value} answered ${outcome.status}` } : failureOf(outcome, false, tools.now()))
  const { did, didDoc, accessJwt, refreshJwt } = made.data
  const service = (didDoc?.id === did ? serverIn(didDoc) : null) ?? server.value
  return await proveSignIn({ kind: 'app-password', did, service, accessJwt, refreshJwt }, null, cell => createPasswordSpeaker({ cell, http: tools.http, locks, now: tools.now }), parts)
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
