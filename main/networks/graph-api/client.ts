import type { z } from 'zod'
import type { NetworkFailure, RefusalReason } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Http, HttpOutcome, HttpRequest } from '../../http/http.ts'
import { failureOfCommit, failureOfRead, isSuccess, type Refusal } from '../judge-answer.ts'
import { refusalOf } from './graph-error.ts'
import { appSecretProof } from './proof.ts'
import { usedPercent } from './usage.ts'

export type GraphCall = {
  readonly method?: HttpRequest['method']
  /** Behind the version: `/me/accounts`; ids in it already encoded (`graphId`). */
  readonly path: string
  readonly query?: Readonly<Record<string, string | number | boolean | null | undefined>>
  /** Sent as a form, as the API's own examples do; objects and lists as JSON in their field. */
  readonly form?: Readonly<Record<string, unknown>>
  readonly json?: unknown
  readonly body?: FormData | Uint8Array<ArrayBuffer>
  readonly headers?: Readonly<Record<string, string>>
  readonly timeoutMs?: number
  /** Another of the network's hosts, where the call goes elsewhere (uploads). */
  readonly origin?: string
  /** The whole path where the version does not stand in front (uploads). */
  readonly isWholePath?: boolean
  /** Uploads name the token `OAuth`. */
  readonly scheme?: 'Bearer' | 'OAuth'
  readonly suspect?: RefusalReason
  /** A look that may wait when most of the allowance is used up: what is to be published comes first. */
  readonly canWait?: boolean
}

/** Whom a call speaks for. */
export type GraphVoice = { readonly token: string; /** Of the owner's app; null: no proof can be given. */ readonly appSecret: string | null }

export type GraphClientTools = {
  /** `https://graph.example.com`, no slash at the end. */
  readonly origin: string
  /** `v26.0`: in front of every path. */
  readonly version: string
  readonly http: Http
  readonly now: () => number
  readonly voice: () => Promise<Result<GraphVoice, NetworkFailure>>
}

export type GraphClient = {
  readonly version: string
  /** A keychain that gives no token is `not-sent`. The token never comes back in an answer's text. */
  send(call: GraphCall): Promise<HttpOutcome>
  /** A call that may be repeated, parsed; an answer of another shape is `server-trouble`. */
  ask<S extends z.ZodType>(call: GraphCall, shape: S): Promise<Result<z.output<S>, NetworkFailure>>
  failureOfRead(outcome: HttpOutcome, call: GraphCall): Promise<NetworkFailure>
  failureOfCommit(outcome: HttpOutcome, call: GraphCall): Promise<NetworkFailure>
}

/** From here on the rest is kept for what cannot wait; the network's windows roll, so there is more again soon. */
const mostPercent = 80
const restMs = 5 * 60_000

export const graphId = (id: string): string => encodeURIComponent(id)

/** Calls of the Graph API for one voice: version, token, proof, the shape of its errors. */
export function createGraphClient({ origin, version, http, now, voice }: GraphClientTools): GraphClient {
  let restsUntilUtc = 0
  const send = async (call: GraphCall): Promise<HttpOutcome> => {
    const speaking = await voice()
    if (!speaking.ok) return { kind: 'not-sent', detail: speaking.failure.detail }
    const { token, appSecret } = speaking.value
    const url = new URL(call.isWholePath ? call.path : `/${version}${call.path}`, call.origin ?? origin)
    for (const [name, value] of Object.entries(call.query ?? {})) if (value !== null && value !== undefined) url.searchParams.append(name, String(value))
    if (appSecret !== null && !call.isWholePath) url.searchParams.set('appsecret_proof', appSecretProof(token, appSecret))
    const body = call.form ? formOf(call.form) : call.json === undefined ? call.body : JSON.stringify(call.json)
    const outcome = await http.send({
      method: call.method ?? 'GET',
      url: url.href,
      headers: { authorization: `${call.scheme ?? 'Bearer'} ${token}`, ...(call.json === undefined ? {} : { 'content-type': 'application/json' }), ...call.headers },
      ...(body === undefined ? {} : { body }),
      ...(call.timeoutMs === undefined ? {} : { timeoutMs: call.timeoutMs }),
    })
    if (outcome.kind === 'answered' && (usedPercent(outcome.headers) ?? 0) >= mostPercent) restsUntilUtc = now() + restMs
    return outcome.kind === 'answered' ? { ...outcome, text: withoutSecrets(outcome.text, speaking.value) } : { ...outcome, detail: withoutSecrets(outcome.detail, speaking.value) }
  }
  const judged = (judge: (outcome: HttpOutcome, refusal: Refusal) => NetworkFailure) => async (outcome: HttpOutcome, call: GraphCall): Promise<NetworkFailure> => {
    const speaking = await voice()
    // An unreadable keychain is not a line that is down: say it as it is.
    if (!speaking.ok && outcome.kind === 'not-sent') return speaking.failure
    const failure = judge(outcome, answer => refusalOf(answer, { now, ...(call.suspect ? { suspect: call.suspect } : {}) }))
    return speaking.ok ? { ...failure, detail: withoutSecrets(failure.detail, speaking.value) } : failure
  }
  const judgeRead = judged(failureOfRead)
  return {
    version, send,
    failureOfRead: judgeRead,
    failureOfCommit: judged(failureOfCommit),
    async ask(call, shape) {
      if (call.canWait && restsUntilUtc > now()) return fail({ kind: 'rate-limited', untilUtc: restsUntilUtc, detail: `more than ${mostPercent} % of what the network allows is used up` })
      const outcome = await send(call)
      if (!isSuccess(outcome)) return fail(await judgeRead(outcome, call))
      const parsed = shape.safeParse(outcome.json)
      return parsed.success ? ok(parsed.data) : fail({ kind: 'server-trouble', detail: `${outcome.status} ${call.path}: the answer is not understood` })
    },
  }
}

function formOf(fields: Readonly<Record<string, unknown>>): URLSearchParams {
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) if (value !== undefined && value !== null) form.set(name, typeof value === 'string' ? value : JSON.stringify(value))
  return form
}

/** The network's links to next pages carry the token, and a server may write back whatever it was sent: both stay here. */
function withoutSecrets(text: string, { token, appSecret }: GraphVoice): string {
  const clean = text.replaceAll(token, '[token]')
  return appSecret === null ? clean : clean.replaceAll(appSecret, '[secret]')
}
