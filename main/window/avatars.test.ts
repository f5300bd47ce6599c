import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import sharp from 'sharp'
import { createHttp } from '../http/request.ts'
import { samplePicture } from '../media/sample-media.ts'
import { createAvatars } from './avatars.ts'

let folder: string
let server: Server
let origin: string
let asked: string[]
let picture: Uint8Array
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'avatars-'))
  picture = await samplePicture({ width: 300, height: 200 })
  asked = []
  server = createServer((request, response) => {
    asked.push(request.url ?? '')
    if (request.url === '/big') response.end(Buffer.alloc(6_000_000))
    else if (request.url === '/svg') response.end('<svg xmlns="http://www.w3.org/2000/svg"/>')
    else if (request.url === '/gone') response.writeHead(404).end()
    else response.end(picture)
  })
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // an address, since it listens on a port
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
  rmSync(folder, { recursive: true, force: true })
})
function make(now = () => Date.now(), isKnownAvatar: (url: string) => boolean = () => true) {
  const http = createHttp({ now, log: () => {}, userAgent: 'Comptoir' })
  return createAvatars({ folder, http, isKnownAvatar, isOwnServer: url => url.origin === origin, now, log: { debug: () => {}, warn: () => {} } })
}

it('a picture of someone is fetched once, drawn anew and small, and kept', async () => {
  const avatars = make()
  const [first, second] = await Promise.all([avatars.read(`${origin}/a.jpg`), avatars.read(`${origin}/a.jpg`)])
  expect(await sharp(first ?? new Uint8Array()).metadata()).toMatchObject({ format: 'webp', width: 96, height: 96 })
  expect(second).toEqual(first)
  expect(Buffer.from(await make().read(`${origin}/a.jpg`) ?? [])).toEqual(Buffer.from(first ?? []))
  expect(asked).toEqual(['/a.jpg'])
})

it('an address that nobody told us is not fetched, nor one that is not https', async () => {
  expect(await make(undefined, () => false).read(`${origin}/a.jpg`)).toBeNull()
  for (const url of ['http://other.example/a.jpg', 'file:///etc/passwd', 'data:image/png;base64,AAAA', 'https://user:pw@a.example/x.png', 'nonsense']) expect(await make().read(url)).toBeNull()
  expect(asked).toEqual([])
})

it.each(['/svg', '/big', '/gone'])('%s is no picture; it is not asked for again at once', async place => {
  let nowMs = Date.now()
  const avatars = make(() => nowMs)
  expect(await avatars.read(origin + place)).toBeNull()
  expect(await avatars.read(origin + place)).toBeNull()
  expect(asked).toHaveLength(1)
  nowMs += 11 * 60_000
  await avatars.read(origin + place)
  expect(asked).toHaveLength(2)
  expect(readdirSync(folder)).toEqual([])
})

it('an old picture stays when a new one cannot be had', async () => {
  let nowMs = Date.now()
  const avatars = make(() => nowMs)
  const first = await avatars.read(`${origin}/a.jpg`)
  picture = Buffer.from('broken')
  nowMs += 31 * 24 * 3_600_000
  expect(Buffer.from(await avatars.read(`${origin}/a.jpg`) ?? [])).toEqual(Buffer.from(first ?? []))
  expect(asked).toHaveLength(2)
})
