import type { z } from 'zod'
import type { NetworkFailure, RefusalReason } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { HttpAnswer, HttpOutcome, HttpRequest } from '../../http/http.ts'
import { failureOfCommit, failureOfRead, isSuccess } from '../judge-answer.ts'
import type { Session } from '../network.ts'
import { createTokens } from '../tokens.ts'
import { refusal, saysTokenIsDead } from './failures.ts'
import { apiVersion } from './limits.ts'
import { secretShape, type Secret } from './secret.ts'
import type { Servers } from './servers.ts'
import { renew } from './oauth.ts'

export type Call = {
  readonly method?: HttpRequest['method']
  /** Begins with `/rest/…` (versioned) or `/v2/…` (not); URNs in it already encoded, see urn.ts. */
  readonly path: string
  /** `FINDER` for questions by `q=`, `PARTIAL_UPDATE` for changes of a field. */
  readonly restli?: 'FINDER' | 'PARTIAL_UPDATE'
  readonly json?: unknown
  /** What a refusal for content is most likely about. */
  readonly suspect?: RefusalReason
}
/** The bytes of a file, to the address LinkedIn has named for them. */
export type Put = { readonly url: string; readonly bytes: Uint8Array<ArrayBuffer>; readonly mime: string }

/** LinkedIn's calls for one identity. */
export type Client = {
  readonly servers: Servers
  secret(): Promise<Result<Secret, NetworkFailure>>
  send(call: Call): Promise<HttpOutcome>
  put(file: Put): Promise<HttpOutcome>
  /** A call that may be repeated, parsed; an answer of another shape is `server-trouble`. */
  ask<S extends z.ZodType>(call: Call, shape: S): Promise<Result<z.output<S>, NetworkFailure>>
  failureOfRead(outcome: HttpOutcome, suspect?: RefusalReason): NetworkFailure
  failureOfCommit(outcome: HttpOutcome, suspect?: RefusalReason): NetworkFailure
}

export function createClient({ http, now, secret: cell }: Pick<Session, 'http' | 'now' | 'secret'>, servers: Servers): Client {
  const tokens = createTokens(cell, secretShape, now, secret => renew(secret, { http, now, servers }))
  const secret: Client['secret'] = async () => {
    const held = await tokens.good()
    return held.ok && held.value.isForgotten ? fail({ kind: 'needs-sign-in', detail: 'this account was disconnected here' }) : held
  }
  const readFailure = (outcome: HttpOutcome, suspect?: RefusalReason): NetworkFailure => failureOfRead(outcome, refusal(now, suspect))

  /** With the token; a second time where LinkedIn says that it has died and there is a way to renew it: a 401 has done nothing. */
  const withToken = async (request: (token: string) => HttpRequest): Promise<HttpOutcome> => {
    const held = await secret()
    if (!held.ok) return { kind: 'not-sent', detail: held.failure.detail }
    let token = held.value.access
    let outcome = await http.send(request(token))
    if (outcome.kind === 'answered' && saysTokenIsDead(outcome) && held.value.refresh !== null) {
      const fresh = await tokens.renewed(token)
      // Only its own no ends the sign-in; for the rest, a 401 has done nothing either.
      if (!fresh.ok) return fresh.failure.kind === 'needs-sign-in' ? withoutToken(outcome, token) : { kind: 'not-sent', detail: fresh.failure.detail }
      token = fresh.value.access
      outcome = await http.send(request(token))
    }
    return outcome.kind === 'answered' ? withoutToken(outcome, token) : outcome
  }
  const send = (call: Call): Promise<HttpOutcome> => withToken(token => requestOf(call, token, servers))

  return {
    servers, secret, send,
    // A shop's line may be slow upward: a minute, and one second more for each 32 kB.
    put: ({ url, bytes, mime }) => withToken(token => ({ method: 'PUT', url, body: bytes, headers: { authorization: `Bearer ${token}`, 'content-type': mime }, timeoutMs: Math.round(60_000 + bytes.byteLength / 32) })),
    async ask(call, shape) {
      const held = await secret()
      // An unreadable keychain is not a line that is down: said as it is.
      if (!held.ok) return held
      const outcome = await send(call)
      if (!isSuccess(outcome)) return fail(readFailure(outcome, call.suspect))
      const parsed = shape.safeParse(outcome.json)
      return parsed.success ? ok(parsed.data) : fail({ kind: 'server-trouble', detail: `${outcome.status} ${call.path.split('?')[0]}: the answer is not understood` })
    },
    failureOfRead: readFailure,
    failureOfCommit: (outcome, suspect) => failureOfCommit(outcome, refusal(now, suspect)),
  }
}

export function requestOf({ method = 'GET', path, restli, json }: Call, token: string, servers: Servers): HttpRequest {
  return {
    method, url: `${servers.api}${path}`,
    headers: {
      authorization: `Bearer ${token}`,
      // The old, unversioned part of the interface knows no version.
      ...(path.startsWith('/rest/') ? { 'linkedin-version': apiVersion.name, 'x-restli-protocol-version': '2.0.0' } : {}),
      ...(restli === undefined ? {} : { 'x-restli-method': restli }),
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  }
}

const withoutToken = (answer: HttpAnswer, token: string): HttpAnswer => ({ ...answer, text: answer.text.replaceAll(token, '[token]') })
