import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { spawnSync } from 'node:child_process'
import { readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { _electron } from '@playwright/test'
import { addPicture, connectOutside, deliveryNow, stateOf } from './contract.ts'
import { expect, test, type Comptoir } from './fixtures.ts'
import { startOutsideServer } from './servers/outside-server.ts'

const connectTo = (comptoir: Comptoir, server: string) => comptoir.page.evaluate(url => window.comptoir.accounts.connect({ network: 'mastodon', way: 'browser', server: url }), server)

/** A server that is no network at all, with a clock of its own. */
async function startPlainServer(offMs = 0) {
  const server = createServer((_, response) => {
    response.setHeader('date', new Date(Date.now() + offMs).toUTCString())
    response.end('<h1>A bakery</h1>')
  })
  server.listen(0, '127.0.0.1')
  await new Promise(resolve => { server.once('listening', resolve) })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => { server.close() } } // the cast: it listens on TCP
}

test('a wrong address, a server of another kind, and nobody there are told apart', async ({ comptoir }) => {
  expect(await connectTo(comptoir, 'my bakery dot com')).toMatchObject({ ok: false, failure: { kind: 'address-not-understood' } })
  const plain = await startPlainServer()
  expect(await connectTo(comptoir, plain.url)).toMatchObject({ ok: false, failure: { kind: 'not-this-network' } })
  plain.close()
  expect(await connectTo(comptoir, plain.url)).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
  expect(await comptoir.openedUrls()).toEqual([])
})

test('a refused consent, an abandoned browser and a forged answer connect nothing', async ({ comptoir }) => {
  const server = await startOutsideServer()
  const comeBack = async (index: number, query: Record<string, string>) => {
    const asked = new URL(await comptoir.openedUrl(index)).searchParams
    await fetch(`${asked.get('redirect_uri')}?${new URLSearchParams({ state: asked.get('state') ?? '', ...query })}`)
  }
  const refused = connectTo(comptoir, server.url)
  await comeBack(0, { error: 'access_denied' })
  expect(await refused).toMatchObject({ ok: false, failure: { kind: 'consent-refused' } })
  const abandoned = connectTo(comptoir, server.url)
  await comptoir.openedUrl(1)
  await comptoir.page.evaluate(() => window.comptoir.accounts.cancelConnect())
  expect(await abandoned).toMatchObject({ ok: false, failure: { kind: 'sign-in-abandoned' } })
  const forged = connectTo(comptoir, server.url)
  await comeBack(2, { state: 'not-the-one', code: 'stolen' })
  expect((await forged).ok).toBe(false)
  expect(await comptoir.page.evaluate(() => window.comptoir.accounts.list())).toEqual({ ok: true, value: [] })
  await server.close()
})

test('a clock that is an hour off is told', async ({ comptoir }) => {
  const plain = await startPlainServer(3_600_000)
  await connectTo(comptoir, plain.url)
  await connectTo(comptoir, plain.url)
  const state = await comptoir.page.evaluate(() => window.comptoir.system.state())
  expect(state.ok && Math.round((state.value.clockOffByMs ?? 0) / 60_000)).toBe(-60)
  plain.close()
})

test('a token revoked elsewhere asks for one new sign-in, and what waited goes out by itself afterwards', async ({ comptoir, notifications }) => {
  const server = await startOutsideServer()
  const account = await connectOutside(comptoir, server)
  server.faults.set({ faults: [{ path: '/api/**', trouble: { kind: 'refuse', status: 401, error: 'The access token was revoked' } }] })
  const delivery = deliveryNow('revoked', account.id, 'Bread at eight')
  await comptoir.page.evaluate(d => window.comptoir.outbox.put([d]), delivery)
  await expect.poll(() => stateOf(comptoir.page, delivery.id)).toMatchObject({ kind: 'needs-owner', question: { kind: 'sign-in' } })
  const [ring] = await notifications.waitFor(1)
  expect(ring?.summary).toContain(account.displayName)
  server.faults.set({})
  const opened = (await comptoir.openedUrls()).length
  const again = comptoir.page.evaluate(id => window.comptoir.accounts.connect({ network: 'mastodon', way: 'browser', server: '', again: id }), account.id)
  // Signing in again needs no address: main knows the account's server.
  const url = await Promise.race([comptoir.openedUrl(opened), again.then(result => JSON.stringify(result))])
  await fetch(await server.approve(url))
  expect(await again).toMatchObject({ ok: true, value: { id: account.id, state: { kind: 'connected' } } })
  await expect.poll(() => stateOf(comptoir.page, delivery.id)).toMatchObject({ kind: 'published' })
  expect(server.statuses().filter(status => status.text.includes('Bread at eight'))).toHaveLength(1)
  await server.close()
})

test('an upload that is cut in the middle is begun again, and the post is there once, with its picture', async ({ comptoir }) => {
  const server = await startOutsideServer()
  const account = await connectOutside(comptoir, server)
  server.faults.set({ faults: [{ method: 'POST', path: '/api/v2/media', count: 2, trouble: { kind: 'drop', when: 'during' } }] })
  const picture = { ...await addPicture(comptoir.page, 'bread.png', 1), alt: 'A loaf' }
  const delivery = deliveryNow('cut', account.id, 'Fresh bread', [picture])
  await comptoir.page.evaluate(d => window.comptoir.outbox.put([d]), delivery)
  await expect.poll(() => stateOf(comptoir.page, delivery.id), { timeout: 60_000 }).toMatchObject({ kind: 'published' })
  expect(server.statuses().filter(status => status.text.includes('Fresh bread')).map(status => status.media)).toEqual([[expect.objectContaining({ description: 'A loaf' })]])
  await server.close()
})

test('what is not a picture is refused and nothing is kept of it', async ({ page, comptoir }) => {
  const add = (name: string, bytes: number[]) => page.evaluate(file => window.comptoir.media.add({ name: file.name, bytes: new Uint8Array(file.bytes) }), { name, bytes })
  expect(await add('invoice.jpg', [...Buffer.from('%PDF-1.7 not a picture')])).toMatchObject({ ok: false, failure: { kind: 'document-unreadable', why: 'damaged' } })
  expect(await add('half.png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0])).toMatchObject({ ok: false, failure: { kind: 'media-not-understood' } })
  const kept = await readdir(path.join(comptoir.userData, 'media'), { recursive: true, withFileTypes: true }).catch(() => [])
  expect(kept.filter(entry => entry.isFile() && entry.name !== 'unused.json').map(entry => entry.name)).toEqual([]) // the register of what nobody uses
})

test('a second Comptoir on the same data comes to the front and ends', async ({ comptoir }) => {
  await comptoir.app.evaluate(({ BrowserWindow }) => { BrowserWindow.getAllWindows()[0]?.hide() })
  const second = _electron.launch({ args: [path.resolve(import.meta.dirname, '..'), `--user-data-dir=${comptoir.userData}`], env: { ...Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)), ...comptoir.env } })
  await second.then(app => app.close(), () => undefined) // it ends by itself, perhaps before Playwright has it
  await expect.poll(() => comptoir.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())).toBe(true)
  expect(await comptoir.page.evaluate(() => window.comptoir.accounts.list())).toEqual({ ok: true, value: [] })
})

test('an unreadable journal is put aside and said; who was connected still is, and what was planned still goes out, once', async ({ comptoir }) => {
  const server = await startOutsideServer()
  const account = await connectOutside(comptoir, server)
  const planned = { ...deliveryNow('planned', account.id, 'Bread tomorrow'), due: { wall: '2030-01-01T09:00', zone: 'UTC', utc: Date.now() + 25_000 } }
  const missed = { ...deliveryNow('missed', account.id, 'Bread yesterday'), due: { wall: '2030-01-01T09:00', zone: 'UTC', utc: Date.now() + 4_000 } }
  server.faults.set({ faults: [{ path: '/api/**', trouble: { kind: 'limit', resetInMs: 10_000 } }] })
  await comptoir.page.evaluate(deliveries => window.comptoir.outbox.put(deliveries), [planned, missed])
  await comptoir.page.waitForTimeout(1_000) // the window has to have its copy
  await comptoir.killMain()
  for (const ending of ['', '-wal', '-shm']) await writeFile(path.join(comptoir.userData, `journal.sqlite${ending}`), 'x'.repeat(8192))
  await new Promise(resolve => { setTimeout(resolve, Math.max(0, missed.due.utc - Date.now())) })
  server.faults.set({})
  await comptoir.launch()
  const state = await comptoir.page.evaluate(() => window.comptoir.system.state())
  expect(state.ok && state.value.journalTrouble).toContain('journal.sqlite.unreadable-')
  expect((await readdir(comptoir.userData)).some(name => name.startsWith('journal.sqlite.unreadable-'))).toBe(true)
  // It may have gone out before the journal broke: the owner is asked.
  await expect.poll(() => stateOf(comptoir.page, missed.id)).toMatchObject({ kind: 'needs-owner', question: { kind: 'late' } })
  await expect.poll(() => stateOf(comptoir.page, planned.id), { timeout: 40_000 }).toMatchObject({ kind: 'published' })
  expect(server.statuses().map(status => status.text).filter(text => text.includes('Bread'))).toHaveLength(1)
  await server.close()
})

test.describe('without a keychain', () => {
  test.use({ launchEnv: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' } })
  test('nothing is connected, the browser is not opened, and it is said', async ({ comptoir }) => {
    test.skip(process.platform !== 'linux', 'macOS and Windows always have one')
    const server = await startOutsideServer()
    expect(await connectTo(comptoir, server.url)).toMatchObject({ ok: false, failure: { kind: 'keychain-absent' } })
    expect(await comptoir.openedUrls()).toEqual([])
    const state = await comptoir.page.evaluate(() => window.comptoir.system.state())
    expect(state).toMatchObject({ ok: true, value: { keychain: 'absent' } })
    await server.close()
  })
})

test('a full disk keeps no half picture and says so', async ({ comptoir }) => {
  test.skip(process.platform !== 'linux' || process.getuid?.() !== 0, 'a small disk can only be mounted by root on Linux')
  const folder = path.join(comptoir.userData, 'media')
  expect(spawnSync('sh', ['-c', `mkdir -p '${folder}' && mount -t tmpfs -o size=64k tmpfs '${folder}'`]).status).toBe(0)
  try {
    const added = await comptoir.page.evaluate(async () => {
      const canvas = new OffscreenCanvas(600, 600)
      const pen = canvas.getContext('2d')
      const noise = pen?.createImageData(600, 600)
      for (let i = 0; noise && i < noise.data.length; i++) noise.data[i] = Math.random() * 256
      if (pen && noise) pen.putImageData(noise, 0, 0)
      return window.comptoir.media.add({ name: 'noise.png', bytes: new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer()) })
    })
    expect(added).toMatchObject({ ok: false, failure: { kind: 'disk-full' } })
  } finally {
    spawnSync('umount', ['-l', folder])
  }
})
