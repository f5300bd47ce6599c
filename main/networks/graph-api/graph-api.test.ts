import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ok } from '../../../preload/contract/result.ts'
import type { HttpAnswer, HttpOutcome, HttpRequest } from '../../http/http.ts'
import { createGraphClient } from './client.ts'
import { refusalOf } from './graph-error.ts'
import { figuresOf } from './insights.ts'
import { askPage, graphInstant } from './paging.ts'
import { usedPercent } from './usage.ts'

const now = (): number => Date.UTC(2026, 10, 27, 9)
function answer(status: number, json: unknown, headers: Readonly<Record<string, string>> = {}): HttpAnswer {
  const text = JSON.stringify(json)
  return { kind: 'answered', status, headers: new Headers(headers), text, bytes: new TextEncoder().encode(text), json, retryAtUtc: null }
}
const error = (code: number, more: Readonly<Record<string, unknown>> = {}): unknown => ({ error: { message: 'Non', type: 'OAuthException', code, fbtrace_id: 'Ab12', ...more } })
const judged = (status: number, code: number, more = {}) => refusalOf(answer(status, error(code, more)), { now })

describe('answers of the Graph API', () => {
  it.each([
    [190, { error_subcode: 463 }, { kind: 'needs-sign-in' }], [102, {}, { kind: 'needs-sign-in' }],
    [4, { is_transient: true }, { kind: 'rate-limited' }], [17, {}, { kind: 'rate-limited' }], [32, {}, { kind: 'rate-limited' }], [613, {}, { kind: 'rate-limited' }], [80_001, {}, { kind: 'rate-limited' }],
    [368, {}, { kind: 'refused', reason: 'account-suspended' }], [4, { error_subcode: 2_207_051 }, { kind: 'refused', reason: 'account-suspended' }], [9, { error_subcode: 2_207_042 }, { kind: 'rate-limited' }], [36_004, {}, { kind: 'refused', reason: 'text' }], [200, { error_subcode: 1_609_008 }, { kind: 'refused', reason: 'text' }],
    [10, {}, { kind: 'refused', reason: 'permission-missing' }], [230, {}, { kind: 'refused', reason: 'permission-missing' }], [10, { error_subcode: 2_018_278 }, { kind: 'refused', reason: 'not-allowed' }],
    [100, {}, { kind: 'refused', reason: 'not-valid' }], [100, { error_subcode: 33 }, { kind: 'missing' }], [2635, {}, { kind: 'refused', reason: 'not-supported' }],
  ])('says what %i %o means', (code, more, expected) => {
    expect(judged(400, code, more)).toMatchObject(expected)
  })

  it.each([[400, 1, {}], [400, 2, {}], [400, -1, { error_subcode: 2_207_001 }], [400, 100, { is_transient: true }], [500, 190, {}], [503, 4, {}], [400, 506, {}], [200, 100, {}]])('proves nothing by %i with code %i %o', (status, code, more) => {
    expect(judged(status, code, more)).toBeNull()
  })

  it('waits for as many minutes as the network says', () => {
    const usage = JSON.stringify({ 1234: [{ type: 'pages', call_count: 100, total_cputime: 20, total_time: 30, estimated_time_to_regain_access: 7 }] })
    expect(refusalOf(answer(400, error(80_001), { 'x-business-use-case-usage': usage }), { now })).toMatchObject({ kind: 'rate-limited', untilUtc: now() + 7 * 60_000 })
    expect(usedPercent(new Headers({ 'x-business-use-case-usage': usage, 'x-app-usage': '{"call_count":28,"total_time":25,"total_cputime":25}' }))).toBe(100)
    expect([usedPercent(new Headers()), usedPercent(new Headers({ 'x-app-usage': 'n/a' }))]).toEqual([null, null])
  })

  it('names the version, proves the app, and gives no token away', async () => {
    const sent: HttpRequest[] = []
    const answers: HttpOutcome[] = [answer(400, error(100, { message: 'token EAAtoken is not for this' })), { kind: 'no-answer', detail: 'EAAtoken' }]
    const client = createGraphClient({
      origin: 'https://graph.example', version: 'v26.0', now, voice: () => Promise.resolve(ok({ token: 'EAAtoken', appSecret: 'shh' })),
      http: { fetch: () => Promise.reject(new TypeError()), send: request => { sent.push(request); return Promise.resolve(answers.shift() ?? { kind: 'not-sent', detail: '' }) } },
    })
    const refused = await client.ask({ path: '/me', query: { fields: 'id' } }, z.object({}))
    const lost = await client.ask({ path: '/me' }, z.object({}))
    expect(JSON.stringify([refused, lost])).not.toContain('EAAtoken')
    expect(sent[0]?.url).toMatch(/^https:\/\/graph\.example\/v26\.0\/me\?fields=id&appsecret_proof=[0-9a-f]{64}$/)
    expect(sent[0]?.headers).toMatchObject({ authorization: 'Bearer EAAtoken' })
  })

  it('leaves the rest of the allowance to what cannot wait', async () => {
    let clock = now()
    const client = createGraphClient({
      origin: 'https://graph.example', version: 'v26.0', now: () => clock, voice: () => Promise.resolve(ok({ token: 'EAAtoken', appSecret: null })),
      http: { fetch: () => Promise.reject(new TypeError()), send: () => Promise.resolve(answer(200, {}, { 'x-app-usage': '{"call_count":81,"total_time":2,"total_cputime":2}' })) },
    })
    const look = { path: '/me/feed', canWait: true }
    expect((await client.ask(look, z.object({}))).ok).toBe(true)
    expect(await client.ask(look, z.object({}))).toMatchObject({ ok: false, failure: { kind: 'rate-limited', untilUtc: now() + 5 * 60_000 } })
    expect((await client.ask({ path: '/me/feed' }, z.object({}))).ok).toBe(true)
    clock += 5 * 60_000
    expect((await client.ask(look, z.object({}))).ok).toBe(true)
  })

  it('pages by cursor and leaves out rows that do not fit', async () => {
    const urls: string[] = []
    const client = createGraphClient({
      origin: 'https://graph.example', version: 'v26.0', now, voice: () => Promise.resolve(ok({ token: 'T', appSecret: null })),
      http: { fetch: () => Promise.reject(new TypeError()), send: request => { urls.push(request.url); return Promise.resolve(answer(200, { data: [{ id: '1' }, { id: 2 }, null], paging: { cursors: { before: 'a', after: 'b' }, next: 'https://elsewhere.example/?access_token=T' } })) } },
    })
    expect(await askPage(client, { path: '/me/feed' }, z.object({ id: z.string() }), 'x')).toEqual(ok({ rows: [{ id: '1' }], hasUnreadable: true, after: 'b' }))
    expect(urls).toEqual(['https://graph.example/v26.0/me/feed?after=x'])
  })

  it('reads the times and figures it writes', () => {
    expect([graphInstant('2026-11-27T09:00:00+0000'), graphInstant(1_795_000_000), graphInstant('1795000000'), graphInstant('soon'), graphInstant(null)]).toEqual([now(), 1_795_000_000_000, 1_795_000_000_000, null, null])
    expect([...figuresOf({ data: [{ name: 'a', values: [{ value: 1 }, { value: 4 }] }, { name: 'b', values: [{ value: { like: 2, love: 3 } }] }, { name: 'c', total_value: { value: 9 } }, { name: 'd', values: [{ value: 'x' }] }, null] })]).toEqual([['a', 4], ['b', 5], ['c', 9]])
  })
})
