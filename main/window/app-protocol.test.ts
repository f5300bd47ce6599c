import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMediaStore, type MediaStore } from '../media/media-store.ts'
import { samplePicture } from '../media/sample-media.ts'
import { answerRequest, type AppFiles } from './app-protocol.ts'
import { fileWithin, readRange } from './answer-file.ts'
import { contentSecurityPolicy } from './security.ts'

let folder: string
let files: AppFiles
let hash: string
let original: Uint8Array
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'app-'))
  const rendererFolder = path.join(folder, 'renderer')
  mkdirSync(path.join(rendererFolder, 'assets'), { recursive: true })
  writeFileSync(path.join(rendererFolder, 'index.html'), '<!doctype html>')
  writeFileSync(path.join(rendererFolder, 'assets/index-1.js'), 'export {}')
  writeFileSync(path.join(rendererFolder, 'assets/é.css'), 'a{}')
  writeFileSync(path.join(rendererFolder, 'program.exe'), 'MZ')
  writeFileSync(path.join(folder, 'secret.json'), '{}')
  mkdirSync(path.join(folder, 'renderer-other'))
  writeFileSync(path.join(folder, 'renderer-other/a.js'), 'x')
  const media: MediaStore = createMediaStore(path.join(folder, 'media'), { warn: () => {}, error: () => {} })
  original = await samplePicture()
  const added = await media.add('a.jpg', original)
  if (!added.ok) throw new Error(added.failure.detail)
  hash = added.value.hash
  const avatars = { read: (url: string) => Promise.resolve(url === 'https://example.org/a.png' ? new Uint8Array([1]) : null), tidy: () => Promise.resolve(), removeAll: () => Promise.resolve() }
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, end: () => {}, folder, redact: { add: () => {}, clean: (text: string) => text, cleanKnown: (text: string) => text } }
  files = { rendererFolder, media, avatars, log }
})
afterAll(() => { rmSync(folder, { recursive: true, force: true }) })
const ask = (url: string, init?: RequestInit) => answerRequest(new Request(url, init), files)

describe('the window asks for', () => {
  it.each([['/', 'text/html; charset=utf-8'], ['/index.html', 'text/html; charset=utf-8'], ['/assets/index-1.js', 'text/javascript; charset=utf-8'], ['/assets/%C3%A9.css?x=1', 'text/css; charset=utf-8']])('its file %s', async (place, mime) => {
    const answer = await ask(`app://comptoir${place}`)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, mime])
  })

  it.each([
    '/../secret.json', '/..%2fsecret.json', '/%2e%2e/secret.json', '/assets/..%2f..%2fsecret.json', '/..%5csecret.json', '/%00', '/assets%00.js', '/%E0%A4%A', '/../renderer-other/a.js', '/..%2frenderer-other%2fa.js',
    '/C:/windows', '/program.exe', '/nothing.js', '/assets', '/media', '/media/', '/media/abc', `/media/${'0'.repeat(64)}`, '/media/..%2f..%2fsecret.json', '/avatar/', '/avatar/aHR0cHM6Ly9ldmlsLmV4YW1wbGUv',
  ])('%s, which is not there', async place => { expect((await ask(`app://comptoir${place}`)).status).toBe(404) })

  it('nothing under another name, nor in another way than reading', async () => {
    expect((await ask('app://evil/index.html')).status).toBe(403)
    expect((await ask('app://comptoir/index.html', { method: 'POST', body: 'x' })).status).toBe(405)
  })

  it('a kept picture, whole and small', async () => {
    const whole = await ask(`app://comptoir/media/${hash}`)
    expect(whole.headers.get('content-type')).toBe('image/jpeg')
    expect(new Uint8Array(await whole.arrayBuffer())).toEqual(original)
    const thumb = await ask(`app://comptoir/media/${hash}/thumb`)
    expect([thumb.status, thumb.headers.get('content-type')]).toEqual([200, 'image/webp'])
    expect((await ask(`app://comptoir/media/${hash}/other`)).status).toBe(404)
    expect((await ask(`app://comptoir/media/${hash}/thumb/x`)).status).toBe(404)
  })

  it('a piece of a film, as players do', async () => {
    const piece = await ask(`app://comptoir/media/${hash}`, { headers: { range: 'bytes=10-19' } })
    expect([piece.status, piece.headers.get('content-range'), piece.headers.get('content-length')]).toEqual([206, `bytes 10-19/${original.length}`, '10'])
    expect(new Uint8Array(await piece.arrayBuffer())).toEqual(original.slice(10, 20))
    expect((await ask(`app://comptoir/media/${hash}`, { headers: { range: 'bytes=999999999-' } })).status).toBe(416)
  })

  it('a picture of someone we know', async () => {
    const known = await ask(`app://comptoir/avatar/${Buffer.from('https://example.org/a.png').toString('base64url')}`)
    expect([known.status, known.headers.get('content-type')]).toEqual([200, 'image/webp'])
  })
})

it('each answer, also a refusal, carries the policy and forbids guessing', async () => {
  for (const url of ['app://comptoir/', 'app://comptoir/nothing.js', 'app://evil/', `app://comptoir/media/${hash}`]) {
    const { headers } = await ask(url)
    expect(headers.get('content-security-policy')).toBe(contentSecurityPolicy)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  }
})

it('a failing disk is a 500 and a line in the log, not a crash', async () => {
  const lines: string[] = []
  const broken: AppFiles = { ...files, media: { ...files.media, facts: () => Promise.reject(new Error('EIO')) }, log: { ...files.log, error: what => lines.push(what) } }
  expect((await answerRequest(new Request(`app://comptoir/media/${hash}`), broken)).status).toBe(500)
  expect(lines).toEqual(['a file for the window could not be read'])
})

it('a path never leaves its folder, whatever is in it', () => {
  expect(fileWithin('/a/b', '/c.js')).toBe(path.resolve('/a/b/c.js'))
  for (const bad of ['/', '', '/.', '/..', '/../b', '/../bc/x.js', '/a\\..\\..\\x', '/%2e%2e%2fb2/x']) expect(fileWithin('/a/b', bad)?.startsWith(path.resolve('/a/b') + path.sep) ?? true).toBe(true)
})

it('ranges are read as RFC 9110 says', () => {
  expect(readRange(null, 10)).toBe('whole')
  expect(readRange('bytes=0-', 10)).toEqual({ from: 0, to: 9 })
  expect(readRange('bytes=2-4', 10)).toEqual({ from: 2, to: 4 })
  expect(readRange('bytes=-3', 10)).toEqual({ from: 7, to: 9 })
  expect(readRange('bytes=8-99', 10)).toEqual({ from: 8, to: 9 })
  expect(readRange('bytes=10-', 10)).toBeNull()
  for (const odd of ['bytes=-', 'bytes=a-b', 'items=0-1', 'bytes=0-1,3-4']) expect(readRange(odd, 10)).toBe('whole')
})
