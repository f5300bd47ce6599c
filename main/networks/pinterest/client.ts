import type { z } from 'zod'
import type { NetworkFailure, RefusalReason } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { HttpOutcome, HttpRequest } from '../../http/http.ts'
import { failureOfCommit, failureOfRead, isSuccess } from '../judge-answer.ts'
import type { Session } from '../network.ts'
import { createTokens } from '../tokens.ts'
import { refusal, saysTokenIsDead } from './failures.ts'
import { renew } from './oauth.ts'
import { secretShape, type Secret } from './secret.ts'
import type { Servers } from './servers.ts'

export type Call = {
  readonly method?: HttpRequest['method']
  /** Begins with `/v5/…`. */
  readonly path: string
  readonly query?: Readonly<Record<string, string | number | boolean | null | undefined>>
  readonly json?: unknown
  readonly timeoutMs?: number
  /** What a refusal for content is most likely about. */
  readonly suspect?: RefusalReason
}

/** Pinterest's calls for one account. */
export type Client = {
  readonly servers: Servers
  secret(): Promise<Result<Secret, NetworkFailure>>
  send(call: Call): Promise<HttpOutcome>
  /** A call that may be repeated, parsed; an answer of another shape is `server-trouble`. */
  ask<S extends z.ZodType>(call: Call, shape: S): Promise<Result<z.output<S>, NetworkFailure>>
  failureOfRead(outcome: HttpOutcome, suspect?: RefusalReason): NetworkFailure
  failureOfCommit(outcome: HttpOutcome, suspect?: RefusalReason): NetworkFailure
}

export function createClient({ http, now, secret: cell }: Pick<Session, 'http' | 'now' | 'secret'>, servers: Servers): Client {
  const tokens = createTokens(cell, secretShape, now, secret => renew(secret, { http, now, servers }))
  const readFailure = (outcome: HttpOutcome, suspect?: RefusalReason): NetworkFailure => failureOfRead(outcome, refusal(now, suspect))

  const sendWith = async (call: Call, token: string): Promise<HttpOutcome> => {
    const url = new URL(call.path, servers.api)
    for (const [name, value] of Object.entries(call.query ?? {})) if (value !== null && value !== undefined) url.searchParams.set(name, String(value))
    const outcome = await http.send({
      method: call.method ?? 'GET', url: url.href,
      headers: { authorization: `Bearer ${token}`, ...(call.json === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(call.json === undefined ? {} : { body: JSON.stringify(call.json) }),
      ...(call.timeoutMs === undefined ? {} : { timeoutMs: call.timeoutMs }),
    })
    return outcome.kind === 'answered' ? { ...outcome, text: outcome.text.replaceAll(token, '[token]') } : outcome
  }

  /** A second time where Pinterest says that the token has died before its time: a 401 has done nothing. */
  const send = async (call: Call): Promise<HttpOutcome> => {
    const held = await tokens.good()
    if (!held.ok) return { kind: 'not-sent', detail: held.failure.detail }
    const outcome = await sendWith(call, held.value.access)
    if (outcome.kind !== 'answered' || !saysTokenIsDead(outcome) || held.value.refresh === null) return outcome
    const fresh = await tokens.renewed(held.value.access)
    if (fresh.ok) return await sendWith(call, fresh.value.access)
    // Only its own no ends the sign-in.
    return fresh.failure.kind === 'needs-sign-in' ? outcome : { kind: 'not-sent', detail: fresh.failure.detail }
  }

  return {
    servers, send,
    secret: () => tokens.good(),
    async ask(call, shape) {
      const held = await tokens.good()
      // An unreadable keychain is not a line that is down: said as it is.
      if (!held.ok) return held
      const outcome = await send(call)
      if (!isSuccess(outcome)) return fail(readFailure(outcome, call.suspect))
      const parsed = shape.safeParse(outcome.json)
      return parsed.success ? ok(parsed.data) : fail({ kind: 'server-trouble', detail: `${outcome.status} ${call.path}: the answer is not understood` })
    },
    failureOfRead: readFailure,
    failureOfCommit: (outcome, suspect) => failureOfCommit(outcome, refusal(now, suspect)),
  }
}
