/**
 * The one door to the network. Time-outs, size caps, abort, Retry-After, rate-limit headers, redaction: here, once.
 * An HTTP answer of any status is `answered`; adapters turn it into their failures.
 */
export type HttpRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array<ArrayBuffer> | FormData | URLSearchParams
  /** Default 30 s; uploads need more. */
  readonly timeoutMs?: number
  /** Answers longer than this are cut off as `no-answer`; default 10 MB. */
  readonly maxAnswerBytes?: number
  readonly signal?: AbortSignal
  /** Default: reading follows, everything else does not. */
  readonly redirect?: RequestRedirect
  /** Stands in the address's path where it should not (some networks want a token there): the log never shows it. */
  readonly secretInPath?: string
}

export type HttpAnswer = {
  readonly kind: 'answered'
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly bytes: Uint8Array<ArrayBuffer>
  /** `text` as JSON, undefined when it is not JSON: always parse with a schema. */
  readonly json: unknown
  /** From Retry-After or the usual rate-limit headers (seconds, unix seconds, ISO date); null when the server says nothing. */
  readonly retryAtUtc: number | null
}
export type HttpOutcome =
  | HttpAnswer
  /** Certainly never reached the server: no line, no such host, connection refused, TLS refused. */
  | { readonly kind: 'not-sent'; readonly detail: string }
  /** Sent, or perhaps sent, and no whole answer came: time-out, reset, too long, aborted. It may have acted. */
  | { readonly kind: 'no-answer'; readonly detail: string }

export type Http = {
  send(request: HttpRequest): Promise<HttpOutcome>
  /** A `fetch` for libraries that want one (OAuth clients); same time-outs, caps and log; throws where fetch would. */
  readonly fetch: typeof globalThis.fetch
}
