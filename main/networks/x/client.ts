import type { z } from 'zod'
import type { NetworkFailure, RefusalReason } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { HttpOutcome, HttpRequest } from '../../http/http.ts'
import { failureOfCommit, failureOfRead, isJsonObject, isSuccess } from '../judge-answer.ts'
import type { Session } from '../network.ts'
import { createTokens } from '../tokens.ts'
import { xSecret, type XSecret } from './entities.ts'
import { refusalOf, saysDuplicate } from './failures.ts'
import { renew } from './oauth.ts'
import { places } from './places.ts'

export type Call = {
  readonly method?: HttpRequest['method']
  /** Begins with `/2/…`; ids in it already encoded. */
  readonly path: string
  readonly query?: Readonly<Record<string, string | number | null | undefined>>
  readonly json?: unknown
  readonly body?: FormData
  readonly timeoutMs?: number
  /** The right the call needs, to tell a missing permission from a plain no. */
  readonly scope?: string
  readonly suspect?: RefusalReason
}

/** What a call ended in when it was not done. `isDuplicate`: X says that these words stand there already. */
export type Refused = { readonly failure: NetworkFailure; readonly isDuplicate: boolean }

/** X's calls for one signed-in account. */
export type Client = {
  /** A call that may be repeated, parsed; an answer of another shape is `server-trouble`. */
  ask<S extends z.ZodType>(call: Call, shape: S): Promise<Result<z.output<S>, NetworkFailure>>
  /** The step that makes something public: only a clear no is a refusal, and a 2xx of another shape proves nothing. */
  act<S extends z.ZodType>(call: Call, shape: S): Promise<Result<z.output<S>, Refused>>
  secret(): Promise<Result<XSecret, NetworkFailure>>
}

export const pathId = (id: string): string => encodeURIComponent(id)

export function createClient(session: Pick<Session, 'http' | 'secret' | 'now'>): Client {
  const { api } = places()
  const { http, now } = session
  const tokens = createTokens(session.secret, xSecret, now, secret => renew(secret, { http, now }))

  const sendWith = async (secret: XSecret, call: Call): Promise<HttpOutcome> => {
    const url = new URL(call.path, api)
    for (const [name, value] of Object.entries(call.query ?? {})) if (value !== null && value !== undefined) url.searchParams.set(name, String(value))
    const outcome = await http.send({
      method: call.method ?? 'GET', url: url.href,
      headers: { authorization: `Bearer ${secret.access}`, ...(call.json === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(call.json === undefined ? (call.body === undefined ? {} : { body: call.body }) : { body: JSON.stringify(call.json) }),
      ...(call.timeoutMs === undefined ? {} : { timeoutMs: call.timeoutMs }),
    })
    return outcome.kind === 'answered' ? { ...outcome, text: outcome.text.replaceAll(secret.access, '[token]') } : outcome
  }
  const refusesToken = (outcome: HttpOutcome): boolean => outcome.kind === 'answered' && outcome.status === 401 && isJsonObject(outcome.json)

  /** A 401 has not acted: with a renewed token the call is sent again, once. One that is still refused is asked about. */
  const send = async (call: Call): Promise<Result<{ readonly outcome: HttpOutcome; readonly secret: XSecret }, NetworkFailure>> => {
    const good = await tokens.good()
    if (!good.ok) return good
    const outcome = await sendWith(good.value, call)
    if (!refusesToken(outcome)) return ok({ outcome, secret: good.value })
    const renewed = await tokens.renewed(good.value.access)
    if (!renewed.ok) return renewed
    const again = await sendWith(renewed.value, call)
    if (!refusesToken(again)) return ok({ outcome: again, secret: renewed.value })
    const asked = await sendWith(renewed.value, { path: '/2/users/me' })
    return fail(refusesToken(asked) ? { kind: 'needs-sign-in', detail: '401 for a token that was just renewed' } : { kind: 'server-trouble', detail: `401 ${call.path}, with a token that is alive` })
  }
  const judgingOf = (call: Call, secret: XSecret) => refusalOf({ now, hasRight: call.scope === undefined || secret.scopes.includes(call.scope), suspect: call.suspect ?? 'not-valid' })

  return {
    secret: () => tokens.good(),
    async ask(call, shape) {
      const sent = await send(call)
      if (!sent.ok) return sent
      const { outcome, secret } = sent.value
      if (!isSuccess(outcome)) return fail(failureOfRead(outcome, judgingOf(call, secret)))
      const parsed = shape.safeParse(outcome.json)
      return parsed.success ? ok(parsed.data) : fail({ kind: 'server-trouble', detail: `${outcome.status} ${call.path}: the answer is not understood` })
    },
    async act(call, shape) {
      const sent = await send(call)
      // Without a token nothing was sent; a refused one did not act.
      if (!sent.ok) return fail({ failure: sent.failure, isDuplicate: false })
      const { outcome, secret } = sent.value
      if (!isSuccess(outcome)) return fail({ failure: failureOfCommit(outcome, judgingOf(call, secret)), isDuplicate: saysDuplicate(outcome) })
      const parsed = shape.safeParse(outcome.json)
      return parsed.success ? ok(parsed.data) : fail({ failure: { kind: 'unknown-outcome', detail: `${outcome.status} the answer shows nothing done` }, isDuplicate: false })
    },
  }
}
