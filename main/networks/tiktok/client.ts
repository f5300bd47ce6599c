import { z } from 'zod'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { HttpOutcome, HttpRequest } from '../../http/http.ts'
import { failureOfCommit, failureOfRead, isJsonObject, isSuccess, type Success } from '../judge-answer.ts'
import type { Session } from '../network.ts'
import { createTokens } from '../tokens.ts'
import { tiktokSecret, type TiktokSecret } from './entities.ts'
import { codeOf, isDeadToken, refusal } from './failures.ts'
import { tiktokHosts } from './servers.ts'
import { renewTokens } from './token-call.ts'

export type Call = { readonly method?: 'GET' | 'POST'; readonly path: string; readonly query?: Readonly<Record<string, string>>; readonly json?: unknown }
export type Chunk = { readonly url: string; readonly bytes: Uint8Array<ArrayBuffer>; readonly mime: string; readonly first: number; readonly total: number }

/** TikTok's HTTP calls for one account. */
export type Client = {
  secret(): Promise<Result<TiktokSecret, NetworkFailure>>
  /** A call that may be repeated, parsed; an answer of another shape is `server-trouble`. `text`: for numbers that JSON cannot hold. */
  ask<S extends z.ZodType>(call: Call, shape: S): Promise<Result<{ readonly data: z.output<S>; readonly text: string }, NetworkFailure>>
  /** Sends once; a token that has just ended is renewed, since that answer is a certain no. */
  send(call: Call): Promise<Result<HttpOutcome, NetworkFailure>>
  /** What a call that may have made something public ended in. */
  failureOfCommit(outcome: HttpOutcome): NetworkFailure
  /** One part of a file. Its address is the key to it: no token goes there. */
  put(chunk: Chunk): Promise<HttpOutcome>
  revoke(): Promise<Result<HttpOutcome, NetworkFailure>>
}

/** Slower than this (20 kB/s) no part is waited for. */
const msPerByte = 1 / 20

export function createClient({ http, secret: cell, now }: Pick<Session, 'http' | 'secret' | 'now'>): Client {
  const { api } = tiktokHosts()
  const tokens = createTokens(cell, tiktokSecret, now, secret => renewTokens(secret, http, now))

  const sendWith = async (call: Call, { access }: TiktokSecret): Promise<HttpOutcome> => {
    const url = new URL(call.path, api)
    for (const [name, value] of Object.entries(call.query ?? {})) url.searchParams.set(name, value)
    const request: HttpRequest = {
      method: call.method ?? 'POST', url: url.href,
      headers: { authorization: `Bearer ${access}`, ...(call.method === 'GET' ? {} : { 'content-type': 'application/json; charset=UTF-8' }) },
      ...(call.method === 'GET' ? {} : { body: call.json === undefined ? '' : JSON.stringify(call.json) }),
    }
    const outcome = await http.send(request)
    return outcome.kind === 'answered' ? { ...outcome, text: outcome.text.replaceAll(access, '[token]') } : outcome
  }

  /** The failure is the keychain's or the renewal's: nothing was sent. */
  const sendRenewing = async (call: Call): Promise<Result<HttpOutcome, NetworkFailure>> => {
    const secret = await tokens.good()
    if (!secret.ok) return secret
    const outcome = await sendWith(call, secret.value)
    if (outcome.kind !== 'answered' || !isDeadToken(outcome)) return ok(outcome)
    const renewed = await tokens.renewed(secret.value.access)
    return renewed.ok ? ok(await sendWith(call, renewed.value)) : renewed
  }

  return {
    secret: tokens.good,
    async ask(call, shape) {
      const sent = await sendRenewing(call)
      if (!sent.ok) return sent
      const outcome = sent.value
      // TikTok says no with a 200 as well: only `ok` is a yes.
      if (!isYes(outcome)) return fail(failureOfRead(outcome, refusal(now)))
      const { data } = z.object({ data: z.unknown() }).parse(outcome.json)
      const parsed = shape.safeParse(data)
      return parsed.success ? ok({ data: parsed.data, text: outcome.text }) : fail({ kind: 'server-trouble', detail: `${outcome.status} ${call.path}: the answer is not understood` })
    },
    send: sendRenewing,
    failureOfCommit: outcome => failureOfCommit(outcome, refusal(now)),
    put: ({ url, bytes, mime, first, total }) => http.send({
      method: 'PUT', url, body: bytes, timeoutMs: 60_000 + Math.round(bytes.byteLength * msPerByte),
      headers: { 'content-type': mime, 'content-range': `bytes ${first}-${first + bytes.byteLength - 1}/${total}` },
    }),
    async revoke() {
      const secret = await tokens.good()
      if (!secret.ok) return secret
      const { app, access } = secret.value
      return ok(await http.send({ method: 'POST', url: `${api}/v2/oauth/revoke/`, body: new URLSearchParams({ client_key: app.id, client_secret: app.secret, token: access }) }))
    },
  }
}

export const isYes = (outcome: HttpOutcome): outcome is Success => isSuccess(outcome) && isJsonObject(outcome.json) && codeOf(outcome) === 'ok'
