import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createHttp } from './request.ts'
import { readRetryAt } from './retry-at.ts'

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}` // the cast: it listens on TCP
}
const lines: string[] = []
const clocks: number[] = []
const http = createHttp({ now: () => 1_000_000, log: line => { lines.push(line) }, sawClock: serverUtc => { clocks.push(serverUtc) }, userAgent: 'Comptoir/test' })

describe('an answer', () => {
  it('is given with its status, JSON, and when to come back', async () => {
    const url = await serve((_, response) => response.writeHead(429, { 'retry-after': '30', 'content-type': 'application/json', date: 'Tue, 24 Nov 2026 08:00:00 GMT' }).end('{"error":"slow down"}'))
    expect(await http.send({ method: 'GET', url: `${url}/path?access_token=secret` })).toMatchObject({ kind: 'answered', status: 429, json: { error: 'slow down' }, retryAtUtc: 1_030_000 })
    expect(lines.at(-1)).toContain('/path 429')
    expect(lines.at(-1)).not.toContain('secret')
    expect(clocks.at(-1)).toBe(Date.UTC(2026, 10, 24, 8))
    await http.send({ method: 'GET', url: `${url}/bot12:secret/getMe`, secretInPath: '12:secret' })
    expect(lines.at(-1)).toContain('/bot[token]/getMe 429')
  })

  it('that is not JSON has none', async () => {
    const url = await serve((_, response) => response.end('{"cut off'))
    expect(await http.send({ method: 'GET', url })).toMatchObject({ kind: 'answered', json: undefined })
  })

  it('longer than allowed is cut off', async () => {
    const url = await serve((_, response) => response.end('x'.repeat(5000)))
    expect(await http.send({ method: 'GET', url, maxAnswerBytes: 1000 })).toMatchObject({ kind: 'no-answer' })
  })
})

describe('what never left is told apart from what may have acted', () => {
  it('nobody listens: not sent', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo // the cast: it listens on TCP
    server.close()
    expect((await http.send({ method: 'POST', url: `http://127.0.0.1:${port}`, body: 'x' })).kind).toBe('not-sent')
    expect((await http.send({ method: 'POST', url: 'http://no-such-host.invalid', body: 'x' })).kind).toBe('not-sent')
  })

  it('the line is cut after the request: no answer', async () => {
    const url = await serve((request, response) => { request.resume().on('end', () => { response.socket?.destroy() }) })
    expect((await http.send({ method: 'POST', url, body: 'x' })).kind).toBe('no-answer')
  })

  it('the line is cut in the middle of an upload: no answer', async () => {
    const url = await serve(request => { request.once('data', () => { request.socket.destroy() }) })
    expect((await http.send({ method: 'POST', url, body: new Uint8Array(20_000_000) })).kind).toBe('no-answer')
  })

  it('time is up: no answer', async () => {
    const url = await serve(() => undefined)
    expect((await http.send({ method: 'POST', url, body: 'x', timeoutMs: 30 })).kind).toBe('no-answer')
  })
})

it('does not carry a POST on to where it is redirected', async () => {
  let visits = 0
  const url = await serve((request, response) => {
    visits++
    response.writeHead(307, { location: '/elsewhere' }).end()
    request.resume()
  })
  expect(await http.send({ method: 'POST', url, body: 'x' })).toMatchObject({ kind: 'answered', status: 307 })
  expect(visits).toBe(1)
})

it('reads every form in which servers say when to come back', () => {
  const at = (headers: Record<string, string>) => readRetryAt(new Headers(headers), 1_800_000_000_000)
  expect(at({ 'retry-after': '5' })).toBe(1_800_000_005_000)
  expect(at({ 'retry-after': 'Fri, 15 Jan 2027 08:00:30 GMT' })).toBe(Date.UTC(2027, 0, 15, 8, 0, 30))
  expect(at({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '2027-01-15T08:05:00.123456Z' })).toBe(Date.UTC(2027, 0, 15, 8, 5, 0, 123))
  expect(at({ 'ratelimit-remaining': '0', 'ratelimit-reset': '1800000060' })).toBe(1_800_000_060_000)
  expect(at({ 'ratelimit-remaining': '0', 'ratelimit-reset': '60' })).toBe(1_800_000_060_000)
  expect(at({ 'x-ratelimit-remaining': '12', 'x-ratelimit-reset': '60' })).toBeNull()
  expect(at({ 'retry-after': 'soon' })).toBeNull()
})
