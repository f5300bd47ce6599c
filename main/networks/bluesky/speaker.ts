import type { Http, HttpOutcome, HttpRequest } from '../../http/http.ts'
import type { Result } from '../../../preload/contract/result.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'

/** A call to the account's own server. */
export type ServerRequest = {
  readonly method: 'GET' | 'POST'
  /** `/xrpc/…` with its query. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array<ArrayBuffer>
}

export type SpokenOutcome =
  | HttpOutcome
  /** The server takes neither the access token nor the refresh token. The request was not acted on. */
  | { readonly kind: 'signed-out'; readonly detail: string }
  /** The tokens had to be renewed first, and the server answered that with something else than a yes or a no. The request was not sent. */
  | { readonly kind: 'not-renewed'; readonly detail: string }

/** Speaks to the account's server with its tokens, renewing them in between; how is the business of the way it signed in by. */
export type Speaker = {
  send(request: ServerRequest): Promise<SpokenOutcome>
  /** Ends the sign-in at the server; what was over already is ok. */
  revoke(): Promise<Result<void, NetworkFailure>>
}

/** 30 s, and what a slow line (20 kB/s) needs for the body. */
export const timeoutFor = (bodyBytes: number): number => 30_000 + Math.ceil(bodyBytes / 20)

/** Thrown through libraries that want a `fetch`, to find out afterwards what the line did. */
export class LineFailure extends Error {
  readonly outcome: Exclude<HttpOutcome, { kind: 'answered' }>
  constructor(outcome: Exclude<HttpOutcome, { kind: 'answered' }>) {
    super(outcome.detail)
    this.outcome = outcome
  }
}

/** The LineFailure in an error or anywhere among its causes. */
export function lineFailureIn(error: unknown): LineFailure | null {
  for (let at: unknown = error; at instanceof Error; at = at.cause) if (at instanceof LineFailure) return at
  return null
}

const retryTimes = new WeakMap<Response, number | null>()
/** When the server says to come back, as the door has read it. */
export const retryAtOf = (response: Response): number | null => retryTimes.get(response) ?? null

/**
 * A `fetch` over the door for the official OAuth client. Not `http.fetch`: uploads need a longer time-out than that gives, and a TypeError out of
 * fetch makes that client take its session for broken (isExpectedSessionError, 0.8.3), which a lost line must never do.
 */
export function fetchOver(http: Http, mayUse: (url: string) => boolean): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init)
    if (!mayUse(request.url)) throw new LineFailure({ kind: 'not-sent', detail: `no encrypted connection to ${new URL(request.url).host}` })
    const body = request.body === null ? null : new Uint8Array(await request.arrayBuffer())
    const outcome = await http.send({
      method: request.method as HttpRequest['method'], // the cast: the client uses GET and POST
      url: request.url, headers: Object.fromEntries(request.headers), signal: request.signal, timeoutMs: timeoutFor(body?.byteLength ?? 0),
      ...(request.redirect === 'follow' ? {} : { redirect: request.redirect }), ...(body === null ? {} : { body }),
    })
    if (outcome.kind !== 'answered') throw new LineFailure(outcome)
    const headers = new Headers(outcome.headers)
    // The body was decoded already.
    for (const name of ['content-encoding', 'content-length']) headers.delete(name)
    const response = new Response([204, 205, 304].includes(outcome.status) ? null : outcome.bytes, { status: outcome.status, headers })
    Object.defineProperty(response, 'url', { value: request.url })
    retryTimes.set(response, outcome.retryAtUtc)
    return response
  }
}
