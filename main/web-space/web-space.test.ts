import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MediaUse } from '../../preload/contract/drafts.ts'
import { mediaHash } from '../../preload/contract/ids.ts'
import { ok } from '../../preload/contract/result.ts'
import { isWebAddress, webSpaceOrder, type WebSpaceOrder } from '../../preload/contract/web-space.ts'
import { createHttp } from '../http/request.ts'
import { startWebHost, type WebHost } from './web-host.ts'
import { createWebSpaces, type WebSpaces } from './web-space.ts'

let host: WebHost
beforeEach(async () => { host = await startWebHost() })
afterEach(() => host.stop())

const hourMs = 3_600_000
const loaf: MediaUse = { hash: mediaHash.parse('a'.repeat(64)), kind: 'image', mime: 'image/jpeg', name: 'loaf.jpg', sizeBytes: 4, width: 1, height: 1, durationMs: null, alt: '' }
const film: MediaUse = { ...loaf, hash: mediaHash.parse('b'.repeat(64)), kind: 'video', mime: 'video/mp4', name: 'oven.mp4', sizeBytes: 3 }
const fit = { maxBytes: 1000, maxPixels: null, mimes: ['image/jpeg', 'video/mp4'] }

/** What outlives a run: the journal's rows and the keychain. */
function createComputer() {
  const rows = new Map<string, string>()
  const keychain = new Map<string, string>()
  const clock = { now: Date.UTC(2026, 10, 27, 9) }
  const lines: string[] = []
  let renditions = 0
  const start = (): WebSpaces => createWebSpaces({
    rows: { read: name => rows.get(name) ?? null, write: (name, value) => { rows.set(name, value) }, erase: name => { rows.delete(name) } },
    vault: { read: async name => ok(keychain.get(name) ?? null), write: async (name, secret) => { keychain.set(name, secret); return ok(undefined) }, erase: async name => { keychain.delete(name); return ok(undefined) } },
    http: createHttp({ now: () => clock.now, log: line => { lines.push(line) }, userAgent: 'Comptoir/test' }),
    media: {
      original: async () => ok({ bytes: new Uint8Array([7, 7, 7]), mime: 'video/mp4' }),
      rendition: async () => { renditions++; return ok({ bytes: new Uint8Array([1, 2, 3, 4]), mime: 'image/jpeg', width: 1, height: 1 }) },
    },
    now: () => clock.now, changed: () => { lines.push('changed') }, setWake: () => () => undefined, logTrouble: (where, error) => { lines.push(`${where}: ${String(error)}`) },
  })
  return { rows, keychain, clock, lines, start, renditions: () => renditions }
}
const order = (change: Partial<WebSpaceOrder> = {}): WebSpaceOrder => ({ kind: 'webdav', address: host.dav, user: host.user, password: host.password, publicAddress: host.web, ...change })
async function set() {
  const computer = createComputer()
  const spaces = computer.start()
  expect(await spaces.keep(order())).toEqual(ok({ kind: 'works' }))
  return { computer, spaces }
}
const fetched = async (spaces: WebSpaces, use = loaf): Promise<string> => {
  const put = await spaces.onTheWeb?.(use, fit)
  if (!put?.ok) throw new Error(JSON.stringify(put))
  return put.value.url
}

describe('trying a web space', () => {
  it('puts a small picture, fetches it from its public address and takes it away again', async () => {
    const { spaces } = await set()
    expect(host.requests.map(request => request.replaceAll(/[0-9a-f]{32}/gu, '…'))).toEqual(['PUT /dav/pictures/comptoir-….png 201', 'GET /public/pictures/comptoir-….png 200', 'DELETE /dav/pictures/comptoir-….png 204'])
    expect(host.files.size).toBe(0)
    expect(await spaces.try()).toEqual(ok({ kind: 'works' }))
  })
  it.each([
    ['none', { password: 'wrong' }, 'no-entry'], ['none', { address: '/dav/elsewhere/' }, 'no-folder'], ['full', {}, 'no-room'], ['broken', {}, 'trouble'], ['private', {}, 'not-public'],
    ['none', { publicAddress: '/public/other' }, 'not-public'], ['page', {}, 'not-the-picture'], ['no-delete', {}, 'not-removed'],
  ] as const)('says what is wrong (%s %o: %s), and keeps nothing', async (fault, change, kind) => {
    const computer = createComputer()
    const spaces = computer.start()
    host.fault = fault
    const at = (path: string | undefined, usual: string) => path === undefined ? usual : new URL(path, host.dav).href
    const given = { ...change, address: at('address' in change ? change.address : undefined, host.dav), publicAddress: at('publicAddress' in change ? change.publicAddress : undefined, host.web) }
    expect(await spaces.keep(order(given))).toMatchObject(ok({ kind }))
    expect(spaces.state()).toEqual({ space: null, files: 0 })
    expect(spaces.onTheWeb).toBeUndefined()
    expect(computer.keychain.size).toBe(0)
  })
  it('says that nobody is there', async () => {
    await host.stop()
    expect(await createComputer().start().keep(order())).toMatchObject(ok({ kind: 'unreachable' }))
  })
  it('takes the picture away also when the answer to putting it there was lost', async () => {
    host.fault = 'lost'
    expect(await createComputer().start().keep(order())).toMatchObject(ok({ kind: 'unreachable' }))
    expect(host.files.size).toBe(0)
  })
  it('keeps the password in the keychain and nowhere else', async () => {
    const { computer, spaces } = await set()
    await fetched(spaces)
    expect([...computer.keychain.values()]).toEqual([host.password])
    for (const text of [...computer.rows.values(), ...computer.lines, JSON.stringify(spaces.state())]) {
      expect(text).not.toContain(host.password)
      expect(text).not.toContain(Buffer.from(`${host.user}:${host.password}`).toString('base64'))
    }
  })
  it('gives the kept password to the address it was kept for, and to no other', async () => {
    const { spaces } = await set()
    expect(await spaces.keep(order({ password: '' }))).toEqual(ok({ kind: 'works' }))
    const stranger = await startWebHost()
    expect(await spaces.keep(order({ address: stranger.dav, password: '' }))).toMatchObject({ ok: false, failure: { kind: 'bad-input' } })
    expect(stranger.requests).toEqual([])
    await stranger.stop()
  })
  it('takes https addresses only, except of this computer', () => {
    expect(['https://dav.example.net/shop/', 'http://127.0.0.1:8080/x'].map(isWebAddress)).toEqual([true, true])
    expect(['http://dav.example.net/', 'https://a:b@example.net/', 'ftp://example.net', 'https://example.net/?x=1', 'dav.example.net'].map(isWebAddress)).toEqual([false, false, false, false, false])
    expect(webSpaceOrder.safeParse(order({ address: 'http://dav.example.net/' })).success).toBe(false)
  })
})

describe('a picture on the web', () => {
  it('lies there under a name nobody guesses, for whoever has its address', async () => {
    const { spaces } = await set()
    const url = await fetched(spaces)
    expect(url).toMatch(/\/public\/pictures\/comptoir-[0-9a-f]{32}\.jpg$/u)
    const seen = await globalThis.fetch(url)
    expect([seen.status, seen.headers.get('content-type'), [...new Uint8Array(await seen.arrayBuffer())]]).toEqual([200, 'image/jpeg', [1, 2, 3, 4]])
  })
  it('is sent once, whoever asks for it again or at the same moment', async () => {
    const { computer, spaces } = await set()
    const [first, second] = await Promise.all([fetched(spaces), fetched(spaces)])
    expect([second, await fetched(spaces), await fetched(computer.start())]).toEqual([first, first, first])
    expect(host.files.size).toBe(1)
    expect(computer.renditions()).toBe(1)
    expect(await fetched(spaces, film)).toMatch(/\.mp4$/u)
  })
  it('is taken away after an hour, counted from the last time it was asked for', async () => {
    const { computer, spaces } = await set()
    await fetched(spaces)
    computer.clock.now += 0.9 * hourMs
    await fetched(spaces)
    computer.clock.now += 0.9 * hourMs
    await spaces.sweep()
    expect(host.files.size).toBe(1)
    computer.clock.now += 0.2 * hourMs
    await spaces.sweep()
    expect(host.files.size).toBe(0)
    expect(spaces.state().files).toBe(0)
  })
  it('is taken away by the next run, also when the app died while it was being sent', async () => {
    const { computer, spaces } = await set()
    await fetched(spaces)
    host.fault = 'lost'
    expect(await spaces.onTheWeb?.(film, fit)).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
    expect(host.files.size).toBe(2)
    host.fault = 'none'
    computer.clock.now += 2 * hourMs
    await computer.start().sweep()
    expect(host.files.size).toBe(0)
  })
  it('is tried to be taken away until it is', async () => {
    const { computer, spaces } = await set()
    await fetched(spaces)
    computer.clock.now += 2 * hourMs
    host.fault = 'broken'
    await spaces.sweep()
    expect(spaces.state().files).toBe(1)
    host.fault = 'none'
    await spaces.sweep()
    expect(host.files.size).toBe(0)
  })
  it('tells trouble of the moment from what the owner has to look at', async () => {
    const { computer, spaces } = await set()
    host.fault = 'broken'
    expect(await spaces.onTheWeb?.(loaf, fit)).toMatchObject({ ok: false, failure: { kind: 'server-trouble' } })
    host.fault = 'full'
    expect(await spaces.onTheWeb?.(loaf, fit)).toMatchObject({ ok: false, failure: { kind: 'refused', reason: 'no-web-space' } })
    computer.keychain.clear()
    expect(await spaces.onTheWeb?.(loaf, fit)).toMatchObject({ ok: false, failure: { kind: 'refused', reason: 'no-web-space' } })
    expect(await spaces.onTheWeb?.({ ...film, sizeBytes: 5000 }, fit)).toMatchObject({ ok: false })
  })
})

it('removing the web space takes away what lies there and forgets the password', async () => {
  const { computer, spaces } = await set()
  await fetched(spaces)
  expect(await spaces.remove()).toEqual(ok({ left: 0 }))
  expect([host.files.size, computer.keychain.size, spaces.state(), spaces.onTheWeb]).toEqual([0, 0, { space: null, files: 0 }, undefined])
})

it('tells the window when there is one, and when there is none any more', async () => {
  const { computer, spaces } = await set()
  const told = () => computer.lines.filter(line => line === 'changed').length
  expect(told()).toBe(1)
  await spaces.keep(order({ password: 'wrong' }))
  expect(told()).toBe(1)
  await spaces.remove()
  expect(told()).toBe(2)
})

it('says how many pictures it could not take away', async () => {
  const { spaces } = await set()
  await fetched(spaces)
  await host.stop()
  expect(await spaces.remove()).toEqual(ok({ left: 1 }))
  expect(spaces.state()).toEqual({ space: null, files: 0 })
})

it('moving to another folder takes away what lies in the first', async () => {
  const { spaces } = await set()
  await fetched(spaces)
  const other = await startWebHost()
  expect(await spaces.keep(order({ address: other.dav, publicAddress: other.web, password: other.password }))).toEqual(ok({ kind: 'works' }))
  expect(host.files.size).toBe(0)
  expect(await fetched(spaces)).toContain(other.web)
  await other.stop()
})
