import type { z } from 'zod'
import type { NetworkFailure, RefusalReason } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { HttpAnswer, HttpOutcome, HttpRequest } from '../../http/http.ts'
import { failureOfCommit, failureOfRead, isSuccess } from '../judge-answer.ts'
import type { Session } from '../network.ts'
import { createTokens } from '../tokens.ts'
import { readGoogleError, refusalByGoogle } from './google-error.ts'
import type { GoogleHosts } from './hosts.ts'
import { renewGoogle, withoutSecrets } from './oauth.ts'
import { googleSecret, type GoogleSecret } from './secret.ts'

export type GoogleCall = {
  readonly method?: HttpRequest['method']
  readonly url: string
  /** A list stands as the same name several times. */
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | null | undefined>>
  readonly json?: unknown
  readonly body?: Uint8Array<ArrayBuffer>
  readonly headers?: Readonly<Record<string, string>>
  readonly timeoutMs?: number
  /** What a refusal of what we sent is most likely about. */
  readonly suspect?: RefusalReason
}

/** `no-token`: nothing was sent, for want of a token that is good. */
export type GoogleOutcome = HttpOutcome | { readonly kind: 'no-token'; readonly failure: NetworkFailure }

/** Calls of Google's interfaces for one signed-in account. */
export type GoogleClient = {
  send(call: GoogleCall): Promise<GoogleOutcome>
  /** A call that may be repeated, parsed; an answer of another shape is `server-trouble`. */
  ask<S extends z.ZodType>(call: GoogleCall, shape: S): Promise<Result<z.output<S>, NetworkFailure>>
  failureOfRead(outcome: GoogleOutcome, call: Pick<GoogleCall, 'suspect' | 'method'>): NetworkFailure
  failureOfCommit(outcome: GoogleOutcome, call: Pick<GoogleCall, 'suspect' | 'method'>): NetworkFailure
  secret(): Promise<Result<GoogleSecret, NetworkFailure>>
}

/** `ownRefusal`: what one network's own reasons mean; null leaves it to what is common to all. */
export function createGoogleClient(session: Pick<Session, 'http' | 'secret' | 'now'>, hosts: GoogleHosts, ownRefusal: (answer: HttpAnswer, now: number) => NetworkFailure | null): GoogleClient {
  const { http, now } = session
  const tokens = createTokens<GoogleSecret>(session.secret, googleSecret, now, secret => renewGoogle(secret, http, hosts, now))

  const sendWith = async (call: GoogleCall, secret: GoogleSecret): Promise<HttpOutcome> => {
    const url = new URL(call.url)
    for (const [name, value] of Object.entries(call.query ?? {})) {
      if (value === null || value === undefined) continue
      for (const one of Array.isArray(value) ? value as readonly string[] : [value]) url.searchParams.append(name, String(one)) // the cast: Array.isArray does not see read-only lists
    }
    const outcome = await http.send({
      method: call.method ?? 'GET',
      url: url.href,
      headers: { authorization: `Bearer ${secret.access}`, ...(call.json === undefined ? {} : { 'content-type': 'application/json; charset=UTF-8' }), ...call.headers },
      ...(call.json === undefined ? (call.body === undefined ? {} : { body: call.body }) : { body: JSON.stringify(call.json) }),
      ...(call.timeoutMs === undefined ? {} : { timeoutMs: call.timeoutMs }),
    })
    return outcome.kind === 'answered' ? { ...outcome, text: withoutSecrets(outcome.text, secret) } : outcome
  }

  const send = async (call: GoogleCall): Promise<GoogleOutcome> => {
    const held = await tokens.good()
    if (!held.ok) return { kind: 'no-token', failure: held.failure }
    const outcome = await sendWith(call, held.value)
    // A 401 in Google's words has not acted: once more with a younger token, if there is one.
    if (outcome.kind !== 'answered' || outcome.status !== 401 || readGoogleError(outcome) === null) return outcome
    const fresh = await tokens.renewed(held.value.access)
    return fresh.ok ? await sendWith(call, fresh.value) : { kind: 'no-token', failure: fresh.failure }
  }

  const refusal = ({ suspect = 'not-valid' }: Pick<GoogleCall, 'suspect'>) => (answer: HttpAnswer): NetworkFailure | null => ownRefusal(answer, now()) ?? refusalByGoogle(answer, now(), suspect)
  const readFailure: GoogleClient['failureOfRead'] = (outcome, call) => (outcome.kind === 'no-token' ? outcome.failure : failureOfRead(outcome, refusal(call)))

  return {
    send,
    secret: tokens.good,
    failureOfRead: readFailure,
    failureOfCommit: (outcome, call) => (outcome.kind === 'no-token' ? outcome.failure : failureOfCommit(outcome, refusal(call))),
    async ask(call, shape) {
      const outcome = await send(call)
      if (!isSuccess(outcome)) return fail(readFailure(outcome, call))
      const parsed = shape.safeParse(outcome.json)
      return parsed.success ? ok(parsed.data) : fail({ kind: 'server-trouble', detail: `${outcome.status} ${new URL(call.url).pathname}: the answer is not understood` })
    },
  }
}
