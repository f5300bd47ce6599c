import { accountId } from '../../../preload/contract/ids.ts'
import { ok } from '../../../preload/contract/result.ts'
import type { HttpOutcome, HttpRequest } from '../../http/http.ts'
import type { Connection, Session } from '../network.ts'
import { openConnection } from './index.ts'
import { defaultLimits } from './limits.ts'

/** One answer as a server would give it. Used by tests only. */
export type Reply = { readonly status: number; readonly json?: unknown; readonly text?: string; readonly headers?: Readonly<Record<string, string>> } | { readonly kind: 'no-answer' | 'not-sent'; readonly detail: string }

/** A connection whose server answers from a table; for answers that no real server can be made to give. */
export function scripted(answer: (request: { readonly method: string; readonly path: string; readonly query: URLSearchParams; readonly body: HttpRequest['body'] }) => Reply): { readonly connection: Connection; readonly asked: string[]; readonly clock: { now: number } } {
  const asked: string[] = []
  const clock = { now: Date.UTC(2026, 10, 24, 9) }
  const send = (request: HttpRequest): Promise<HttpOutcome> => {
    const url = new URL(request.url)
    asked.push(`${request.method} ${url.pathname}`)
    const reply = answer({ method: request.method, path: url.pathname, query: url.searchParams, body: request.body })
    if ('kind' in reply) return Promise.resolve(reply)
    const text = reply.text ?? JSON.stringify(reply.json ?? {})
    return Promise.resolve({ kind: 'answered', status: reply.status, headers: new Headers(reply.headers), text, bytes: new TextEncoder().encode(text), json: reply.text === undefined ? (reply.json ?? {}) : undefined, retryAtUtc: null })
  }
  const file = { bytes: new Uint8Array([1, 2, 3]), mime: 'image/png', width: 1, height: 1 }
  const session: Session = {
    accountId: accountId.parse('account-1'), remoteId: '1', handle: 'boutique@s.example', serverUrl: 'https://s.example', limits: defaultLimits,
    secret: { read: () => Promise.resolve(ok(JSON.stringify({ v: 1, token: 'very-secret-token', scopes: ['read', 'write:statuses'], clientId: 'c', clientSecret: 's' }))), replace: () => Promise.resolve(ok(undefined)) },
    http: { send, fetch: () => Promise.reject(new TypeError('not scripted')) },
    now: () => clock.now,
    media: { original: () => Promise.resolve(ok(file)), rendition: () => Promise.resolve(ok(file)) },
  }
  return { connection: openConnection(session, ms => Promise.resolve(void (clock.now += ms))), asked, clock }
}
