import type { z } from 'zod'
import type { NetworkFailure, RefusalReason } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { HttpOutcome, HttpRequest } from '../../http/http.ts'
import type { Session } from '../network.ts'
import { accountEntity, tokenSecret, type TokenSecret } from './entities.ts'
import { failureOfCommit, failureOfRead, isOwnWord, type Judging, type TokenState } from './failures.ts'
import { holdsScope } from './scopes.ts'
import { parseJson } from '../parse-json.ts'

export type Call = {
  readonly method?: HttpRequest['method']
  /** Begins with `/api/…`; ids in it already encoded. */
  readonly path: string
  readonly query?: Readonly<Record<string, string | number | boolean | null | undefined>>
  readonly json?: unknown
  readonly body?: URLSearchParams | FormData
  readonly headers?: Readonly<Record<string, string>>
  readonly timeoutMs?: number
  /** The right the call needs, to tell a missing permission from a plain no. */
  readonly scope?: string
  readonly suspect?: RefusalReason
}

export type Read<T> = { readonly value: T; readonly headers: Headers; readonly status: number }

/** The server's HTTP calls for one signed-in account. */
export type Client = {
  readonly origin: string
  /** Sends with the token; a keychain that gives no token is `not-sent`. */
  send(call: Call): Promise<HttpOutcome>
  /** A call that may be repeated, parsed; an answer of another shape is `server-trouble`. */
  ask<S extends z.ZodType>(call: Call, shape: S): Promise<Result<Read<z.output<S>>, NetworkFailure>>
  failureOfRead(outcome: HttpOutcome, call: Call): Promise<NetworkFailure>
  failureOfCommit(outcome: HttpOutcome, call: Call): Promise<NetworkFailure>
  secret(): Promise<Result<TokenSecret, NetworkFailure>>
  tokenState(): Promise<TokenState>
}

export const pathId = (id: string): string => encodeURIComponent(id)

export function createClient(session: Pick<Session, 'serverUrl' | 'http' | 'secret' | 'now'>): Client {
  const { origin } = new URL(session.serverUrl)

  const secret = async (): Promise<Result<TokenSecret, NetworkFailure>> => {
    const read = await session.secret.read()
    // Nothing was sent, so it may be tried again when the keychain is open.
    if (!read.ok) return fail({ kind: 'unreachable', detail: `the keychain gave no token: ${read.failure.kind}` })
    const parsed = tokenSecret.safeParse(parseJson(read.value))
    return parsed.success ? ok(parsed.data) : fail({ kind: 'needs-sign-in', detail: 'what the keychain holds for this account is not understood' })
  }

  const send = async (call: Call): Promise<HttpOutcome> => {
    const held = await secret()
    if (!held.ok) return { kind: 'not-sent', detail: held.failure.detail }
    const url = new URL(call.path, origin)
    for (const [name, value] of Object.entries(call.query ?? {})) if (value !== null && value !== undefined) url.searchParams.append(name, String(value))
    const outcome = await session.http.send({
      method: call.method ?? 'GET',
      url: url.href,
      headers: {
        authorization: `Bearer ${held.value.token}`,
        ...(call.json === undefined ? {} : { 'content-type': 'application/json' }),
        ...call.headers,
      },
      ...(call.json === undefined ? (call.body === undefined ? {} : { body: call.body }) : { body: JSON.stringify(call.json) }),
      ...(call.timeoutMs === undefined ? {} : { timeoutMs: call.timeoutMs }),
    })
    return outcome.kind === 'answered' ? { ...outcome, text: outcome.text.replaceAll(held.value.token, '[token]') } : outcome
  }

  const tokenState = async (): Promise<TokenState> => {
    const outcome = await send({ path: '/api/v1/accounts/verify_credentials' })
    if (outcome.kind !== 'answered') return 'unsure'
    const account = accountEntity.safeParse(outcome.json)
    if (outcome.status === 200 && account.success) return account.data.suspended ? 'suspended' : 'alive'
    // A question without parameters can be refused for its token only, whichever of these the server prefers.
    return [400, 401, 403, 422].includes(outcome.status) && isOwnWord(outcome) ? 'dead' : 'unsure'
  }

  const judge = async (call: Call): Promise<Judging> => {
    const held = await secret()
    return { now: session.now, tokenState, hasRight: !held.ok || call.scope === undefined || holdsScope(held.value.scopes, call.scope), suspect: call.suspect ?? 'not-valid' }
  }

  const judged = (judgeOutcome: (outcome: HttpOutcome, judging: Judging) => Promise<NetworkFailure>) => async (outcome: HttpOutcome, call: Call): Promise<NetworkFailure> => {
    const held = await secret()
    // An unreadable keychain is not a line that is down: say it as it is.
    if (!held.ok && outcome.kind === 'not-sent') return held.failure
    const failure = await judgeOutcome(outcome, await judge(call))
    return held.ok ? { ...failure, detail: failure.detail.replaceAll(held.value.token, '[token]') } : failure
  }
  const readFailure = judged(failureOfRead)

  return {
    origin, send, secret, tokenState,
    failureOfRead: readFailure,
    failureOfCommit: judged(failureOfCommit),
    async ask(call, shape) {
      const outcome = await send(call)
      if (outcome.kind !== 'answered' || outcome.status < 200 || outcome.status > 299) return fail(await readFailure(outcome, call))
      const parsed = shape.safeParse(outcome.json)
      if (outcome.json === undefined || !parsed.success) return fail({ kind: 'server-trouble', detail: `${outcome.status} ${call.path}: the answer is not understood` })
      return ok({ value: parsed.data, headers: outcome.headers, status: outcome.status })
    },
  }
}
