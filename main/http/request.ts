import type { Http, HttpOutcome, HttpRequest } from './http.ts'
import { readRetryAt } from './retry-at.ts'

export type RequestTools = {
  readonly now: () => number
  /** One line a request: method, host and path (never the query), status, duration. */
  readonly log: (line: string) => void
  /** Told of each outcome, so that the line's state is known without extra traffic. */
  readonly saw?: (kind: HttpOutcome['kind'], url: string) => void
  /** Told of the server's clock (RFC 9110 6.6.1), to notice when this computer's is wrong. */
  readonly sawClock?: (serverUtc: number, host: string) => void
  readonly userAgent: string
}

const defaultTimeoutMs = 30_000
const defaultMaxAnswerBytes = 10_000_000

/**
 * The one implementation of the door. It stands on Node's own fetch and not on Chromium's stack, because Chromium
 * sends a POST again by itself when a kept-alive connection was reset, and a doubled post is the worst we can do.
 */
export function createHttp(tools: RequestTools): Http {
  const send = async (request: HttpRequest): Promise<HttpOutcome> => {
    const began = tools.now()
    const outcome = await sendOnce(request, tools)
    const { host, pathname } = new URL(request.url)
    const path = request.secretInPath ? pathname.replaceAll(request.secretInPath, '[token]') : pathname
    tools.log(`${request.method} ${host}${path} ${outcome.kind === 'answered' ? outcome.status : `${outcome.kind}: ${outcome.detail}`} ${tools.now() - began} ms`)
    tools.saw?.(outcome.kind, request.url)
    const serverUtc = outcome.kind === 'answered' ? Date.parse(outcome.headers.get('date') ?? '') : NaN
    if (!Number.isNaN(serverUtc)) tools.sawClock?.(serverUtc, new URL(request.url).hostname)
    return outcome
  }
  return { send, fetch: asFetch(send) }
}

async function sendOnce(request: HttpRequest, tools: Pick<RequestTools, 'now' | 'userAgent'>): Promise<HttpOutcome> {
  const timeout = AbortSignal.timeout(request.timeoutMs ?? defaultTimeoutMs)
  const signal = request.signal ? AbortSignal.any([timeout, request.signal]) : timeout
  const init: RequestInit = {
    method: request.method,
    headers: { 'user-agent': tools.userAgent, accept: 'application/json', ...request.headers },
    // Only what is read may be sent on elsewhere: a redirected POST could act twice or hand the token to a stranger.
    redirect: request.redirect ?? (request.method === 'GET' || request.method === 'HEAD' ? 'follow' : 'manual'),
    signal,
    ...(request.body === undefined ? {} : { body: request.body }),
  }
  let response: Response
  try {
    response = await globalThis.fetch(request.url, init)
  } catch (error) {
    return failureOf(error, timeout.aborted)
  }
  try {
    const bytes = await readCapped(response, request.maxAnswerBytes ?? defaultMaxAnswerBytes)
    const text = new TextDecoder().decode(bytes)
    return { kind: 'answered', status: response.status, headers: response.headers, text, bytes, json: parseJson(text), retryAtUtc: readRetryAt(response.headers, tools.now()) }
  } catch (error) {
    return { kind: 'no-answer', detail: timeout.aborted ? 'time-out while reading the answer' : causeOf(error) }
  }
}

async function readCapped(response: Response, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  if (!response.body) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body) {
    size += chunk.byteLength
    if (size > maxBytes) throw new Error(`the answer is longer than ${maxBytes} bytes`)
    chunks.push(chunk)
  }
  const all = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.byteLength
  }
  return all
}

// What undici and the system name when not one byte of the request has left: these alone are safe to send again.
const neverLeft = new Set([
  'ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL', 'EHOSTDOWN', 'UND_ERR_CONNECT_TIMEOUT', 'ERR_INVALID_URL',
  'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'ERR_TLS_CERT_ALTNAME_INVALID', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
])

function failureOf(error: unknown, timedOut: boolean): HttpOutcome {
  const detail = timedOut ? 'time-out' : causeOf(error)
  const codes = codesOf(error)
  // fetch refuses some ports before it connects (Fetch standard, "port blocking"), and gives no code for it.
  if (detail === 'bad port') return { kind: 'not-sent', detail }
  return !timedOut && codes.length > 0 && codes.every(code => neverLeft.has(code)) ? { kind: 'not-sent', detail } : { kind: 'no-answer', detail }
}

/** Codes of an error and its causes; a host with several addresses fails with one per address. */
function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return []
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : []
  const inner = error instanceof AggregateError ? error.errors.flatMap(codesOf) : codesOf(error.cause)
  return inner.length > 0 ? inner : own
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const inner = error.cause instanceof AggregateError ? error.cause.errors[0] as unknown : error.cause
  return inner instanceof Error ? inner.message : error.message
}

function parseJson(text: string): unknown {
  if (!/^\s*[[{"\dtfn-]/.test(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    // Not JSON is an answer like another: adapters see `undefined` and say what they expected.
    return undefined
  }
}

/** For libraries that bring their own protocol: same door, errors thrown as fetch throws them. */
function asFetch(send: Http['send']): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init)
    const body = request.body === null ? undefined : new Uint8Array(await request.arrayBuffer())
    const outcome = await send({
      method: request.method as HttpRequest['method'], // the cast: fetch methods of the libraries used are among ours
      url: request.url,
      headers: Object.fromEntries(request.headers),
      signal: request.signal,
      // Kept where it is stricter than ours (identity checks of sign-in libraries); never looser.
      ...(request.redirect === 'follow' ? {} : { redirect: request.redirect }),
      ...(body === undefined ? {} : { body }),
    })
    if (outcome.kind !== 'answered') throw new TypeError(`fetch failed: ${outcome.detail}`, { cause: { kind: outcome.kind } })
    const hasBody = outcome.status !== 204 && outcome.status !== 205 && outcome.status !== 304
    const response = new Response(hasBody ? outcome.bytes : null, { status: outcome.status, headers: bodyHeaders(outcome.headers) })
    Object.defineProperty(response, 'url', { value: request.url })
    return response
  }
}

/** The body was decoded and measured anew: headers that describe the encoded one would lie. */
function bodyHeaders(headers: Headers): Headers {
  const kept = new Headers(headers)
  kept.delete('content-encoding')
  kept.delete('content-length')
  return kept
}
