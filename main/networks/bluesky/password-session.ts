import { z } from 'zod'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Http, HttpAnswer, HttpOutcome } from '../../http/http.ts'
import type { SecretCell } from '../network.ts'
import { errorOf, failureOf, isAboutTheAccount, isDeadToken } from './failures.ts'
import type { Locks } from './locks.ts'
import { readSecret, type PasswordSecret } from './secret.ts'
import { timeoutFor, type Speaker, type SpokenOutcome } from './speaker.ts'

const renewed = z.object({ accessJwt: z.string().min(1), refreshJwt: z.string().min(1), did: z.string() })

/** Speaks with the token pair of an app password. The access token lives two hours, the refresh token ninety days from each use. */
export function createPasswordSpeaker({ cell, http, locks, now }: { readonly cell: SecretCell; readonly http: Http; readonly locks: Locks; readonly now: () => number }): Speaker {
  let isRevoked = false
  const read = async (): Promise<Result<PasswordSecret, Exclude<SpokenOutcome, HttpAnswer>>> => {
    if (isRevoked) return fail({ kind: 'signed-out', detail: 'the sign-in was ended here' })
    const text = await cell.read()
    // The keychain does not open just now: the request did not leave, that is all a caller needs to know.
    if (!text.ok) return fail({ kind: 'not-sent', detail: `the sign-in could not be read: ${text.failure.kind}` })
    const secret = readSecret(text.value)
    if (!secret.ok) return fail({ kind: 'signed-out', detail: secret.failure.detail })
    return secret.value.kind === 'app-password' ? ok(secret.value) : fail({ kind: 'signed-out', detail: 'signed in another way' })
  }

  /**
   * A renewed secret, by us or by whoever did so meanwhile; one at a time per account. Told apart by the refresh token: two access tokens
   * made in the same second are the same text (PDS 0.5.35).
   */
  const renew = (used: PasswordSecret): Promise<Result<PasswordSecret, SpokenOutcome>> => locks(used.did, async () => {
    const current = await read()
    if (!current.ok || current.value.refreshJwt !== used.refreshJwt) return current
    const outcome = await http.send({ method: 'POST', url: `${used.service}/xrpc/com.atproto.server.refreshSession`, headers: { authorization: `Bearer ${used.refreshJwt}` } })
    if (outcome.kind !== 'answered') return fail({ kind: 'not-sent', detail: `while renewing the sign-in: ${outcome.detail}` })
    if (isDeadToken(outcome)) return fail({ kind: 'signed-out', detail: `the sign-in could not be renewed: ${failureOf(outcome, false, now()).detail}` })
    if (isAboutTheAccount(outcome)) return fail(outcome)
    const pair = renewed.safeParse(outcome.json)
    // What the server makes of the renewal is no verdict on the call that waits for it.
    if (outcome.status !== 200 || !pair.success || pair.data.did !== used.did) return fail({ kind: 'not-renewed', detail: `while renewing the sign-in: ${outcome.status} ${errorOf(outcome).error}`.trim() })
    const fresh: PasswordSecret = { ...used, accessJwt: pair.data.accessJwt, refreshJwt: pair.data.refreshJwt }
    // Before its first use: a crash in between would otherwise leave the keychain with a token that is used up.
    const stored = await cell.replace(JSON.stringify(fresh))
    return stored.ok ? ok(fresh) : fail({ kind: 'not-sent', detail: `the renewed sign-in could not be kept: ${stored.failure.kind}` })
  })

  return {
    async send(request) {
      const secret = await read()
      if (!secret.ok) return secret.failure
      const once = (by: PasswordSecret): Promise<HttpOutcome> => http.send({
        method: request.method, url: `${by.service}${request.path}`, headers: { ...request.headers, authorization: `Bearer ${by.accessJwt}` },
        ...(request.body === undefined ? {} : { body: request.body, timeoutMs: timeoutFor(request.body.length) }),
      })
      const first = await once(secret.value)
      if (first.kind !== 'answered' || !isDeadToken(first)) return first
      const fresh = await renew(secret.value)
      if (!fresh.ok) return fresh.failure
      // Safe also for what must happen once: the first was refused for its token, before it could act.
      const second = await once(fresh.value)
      return second.kind === 'answered' && isDeadToken(second) && request.path.startsWith('/xrpc/com.atproto.') ? { kind: 'signed-out', detail: failureOf(second, false, now()).detail } : second
    },
    async revoke() {
      const secret = await read()
      if (!secret.ok) return secret.failure.kind === 'signed-out' ? ok(undefined) : fail(failureOf(secret.failure, false, now()))
      const outcome = await http.send({ method: 'POST', url: `${secret.value.service}/xrpc/com.atproto.server.deleteSession`, headers: { authorization: `Bearer ${secret.value.refreshJwt}` } })
      if (outcome.kind !== 'answered' || (outcome.status !== 200 && !isDeadToken(outcome))) return fail(failureOf(outcome, false, now()))
      // The server takes the access token until it runs out by itself (two hours); we do not.
      isRevoked = true
      return ok(undefined)
    },
  }
}
