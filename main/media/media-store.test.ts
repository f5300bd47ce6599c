import { createHash } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { crc32 } from 'node:zlib'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MediaUse } from '../../preload/contract/drafts.ts'
import { createMediaStore, type MediaStore } from './media-store.ts'
import { sampleMovingGif, samplePdf, samplePicture, sampleVideo } from './sample-media.ts'

let folder: string
let store: MediaStore
const quietLog = { warn: () => {}, error: () => {} }
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'media-'))
  store = createMediaStore(path.join(folder, 'media'), quietLog)
})
afterEach(() => { rmSync(folder, { recursive: true, force: true }) })

const filesKept = (): string[] => readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).map(entry => entry.name)
/** A png whose header claims another size, as one made to fill the memory would. */
function withSize(png: Uint8Array, width: number, height: number): Uint8Array {
  const bytes = Buffer.from(png)
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29)
  return bytes
}

const kept = async (bytes: Uint8Array, name = 'pain.jpg') => {
  const added = await store.add(name, bytes)
  if (!added.ok) throw new Error(added.failure.detail)
  return added.value
}

describe('a file that comes in', () => {
  it('is kept by the sha256 of its bytes, with what it is', async () => {
    const bytes = await samplePicture({ width: 640, height: 480 })
    const facts = await kept(bytes)
    expect(facts).toEqual({ hash: createHash('sha256').update(bytes).digest('hex'), kind: 'image', mime: 'image/jpeg', name: 'pain.jpg', sizeBytes: bytes.byteLength, width: 640, height: 480, durationMs: null })
    expect(await store.read(facts.hash)).toEqual({ ok: true, value: { bytes, mime: 'image/jpeg' } })
    expect(await store.list()).toEqual([facts])
  })

  it('is one file when it comes twice, each use under its own name', async () => {
    const bytes = await samplePicture()
    await kept(bytes, 'a.jpg')
    expect((await kept(bytes, 'b.jpg')).name).toBe('b.jpg')
    expect(await store.list()).toHaveLength(1)
  })

  it('is known by its content, never by its name', async () => {
    expect((await kept(await samplePicture({ format: 'png' }), 'photo.jpg')).mime).toBe('image/png')
    for (const [name, bytes] of [['photo.jpg', Buffer.from('MZ this is a program')], ['a.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')], ['b.png', Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>')], ['c.gif', Buffer.from('PK\u0003\u0004 an archive')], ['d.webp', Buffer.alloc(0)]] as const) {
      expect(await store.add(name, bytes)).toMatchObject({ ok: false, failure: { kind: 'media-not-understood' } })
    }
    expect(filesKept().filter(name => /^[0-9a-f]{64}$/.test(name))).toHaveLength(1)
  })

  it('is measured upright when the camera lay on its side', async () => {
    expect(await kept(await samplePicture({ width: 400, height: 300, orientation: 6 }))).toMatchObject({ width: 300, height: 400 })
  })

  it.each(['jpeg', 'png', 'webp', 'tiff', 'avif'] as const)('is refused when a %s picture is cut short, and leaves nothing behind', async format => {
    const bytes = await samplePicture({ isNoise: true, width: 160, height: 120, format })
    expect(await store.add('half', bytes.subarray(0, Math.floor(bytes.length * 0.6)))).toMatchObject({ ok: false, failure: { kind: 'media-not-understood' } })
    expect(filesKept()).toEqual([])
  })

  it('is refused when it has more than a hundred million pixels', async () => {
    const bytes = withSize(await samplePicture({ format: 'png' }), 12_000, 9_000)
    expect(await store.add('wall.png', bytes)).toMatchObject({ ok: false, failure: { kind: 'media-too-large', detail: '12000 × 9000 pixels; at most 100 million' } })
  })

  it('is refused over a hundred million bytes before anything is written', async () => {
    const bytes = new Uint8Array(100_000_001)
    bytes.set(await samplePicture())
    expect(await store.add('huge.jpg', bytes)).toMatchObject({ ok: false, failure: { kind: 'media-too-large', maxBytes: 100_000_000, sizeBytes: 100_000_001 } })
    expect(filesKept()).toEqual([])
  })

  it('may be a moving picture, whose length is told', async () => {
    expect(await kept(await sampleMovingGif())).toMatchObject({ kind: 'image', mime: 'image/gif', width: 40, height: 40, durationMs: 400 })
  })

  it('may be a film, read from where the owner chose it', async () => {
    const file = path.join(folder, 'atelier.webm')
    writeFileSync(file, await sampleVideo())
    const added = await store.addFile(file)
    expect(added).toMatchObject({ ok: true, value: { kind: 'video', mime: 'video/webm', name: 'atelier.webm', width: 64, height: 48, durationMs: 1900 } })
  })

  it('is refused when a film holds no picture that can be found', async () => {
    expect(await store.add('x.webm', (await sampleVideo()).subarray(0, 60))).toMatchObject({ ok: false, failure: { kind: 'media-not-understood' } })
  })

  it('may be a document, with its pages counted and its first page drawn', async () => {
    const facts = await kept(samplePdf({ pages: 3 }), 'menu.jpg')
    expect(facts).toMatchObject({ kind: 'document', mime: 'application/pdf', pages: 3, width: 300, height: 400, durationMs: null })
    const thumb = await store.thumb(facts.hash)
    if (!thumb.ok) throw new Error(thumb.failure.detail)
    const { data, info } = await sharp(thumb.value.bytes).raw().toBuffer({ resolveWithObject: true })
    expect([info.width, info.height]).toEqual([240, 320])
    const [red = 0, green = 0, blue = 0] = data.subarray((160 * 240 + 120) * info.channels)
    expect(red > 150 && green < 80 && blue < 80, `${red} ${green} ${blue}`).toBe(true)
  })

  it.each([
    ['cut short', samplePdf().subarray(0, 400), 'damaged'],
    ['a name only', new Uint8Array(Buffer.from('%PDF-1.7 not a document %%EOF')), 'damaged'],
    ['without a page', samplePdf({ pages: 0 }), 'damaged'],
    ['locked with a password', samplePdf({ isLocked: true }), 'locked'],
  ] as const)('is refused when a document is %s, and leaves nothing behind', async (_what, bytes, why) => {
    expect(await store.add('menu.pdf', bytes)).toMatchObject({ ok: false, failure: { kind: 'document-unreadable', why } })
    expect(filesKept()).toEqual([])
  })

  it('is "missing" when the chosen file has gone meanwhile', async () => {
    expect(await store.addFile(path.join(folder, 'gone.jpg'))).toMatchObject({ ok: false, failure: { kind: 'media-missing' } })
  })

  // A real full disk: a tmpfs of 64 KB, which only root may mount.
  it.skipIf(process.getuid?.() !== 0 || process.platform !== 'linux')('ends in "disk full" when there is no room, and leaves nothing behind', async () => {
    const disk = path.join(folder, 'tiny')
    mkdirSync(disk)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk])
    try {
      const tiny = createMediaStore(path.join(disk, 'media'), quietLog)
      expect(await tiny.add('leaves.jpg', await samplePicture({ isNoise: true, width: 800, height: 600 }))).toMatchObject({ ok: false, failure: { kind: 'disk-full' } })
      expect(readdirSync(disk, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())).toEqual([])
    } finally {
      execFileSync('umount', [disk])
    }
  })
})

describe('a file that is kept', () => {
  it('is "missing" when it was changed on disk, and healed when it comes in again', async () => {
    const bytes = await samplePicture()
    const { hash } = await kept(bytes)
    writeFileSync(store.file(hash), 'changed')
    expect(await store.read(hash)).toMatchObject({ ok: false, failure: { kind: 'media-missing' } })
    await kept(bytes)
    expect((await store.read(hash)).ok).toBe(true)
  })

  it('has a small picture, made again when it is gone', async () => {
    const { hash } = await kept(await samplePicture({ width: 1000, height: 500 }))
    const first = await store.thumb(hash)
    rmSync(`${store.file(hash)}.webp`)
    expect(await store.thumb(hash)).toEqual(first)
    expect(first).toMatchObject({ ok: true, value: { mime: 'image/webp' } })
  })

  it('goes out without place and camera, original untouched', async () => {
    const bytes = await samplePicture({ withPlace: true, orientation: 6 })
    expect(Buffer.from(bytes).includes('Camera of the owner')).toBe(true)
    const facts = await kept(bytes)
    const use: MediaUse = { ...facts, alt: '' }
    const sent = await store.rendition(use, { maxBytes: 1_000_000, maxPixels: null, mimes: ['image/jpeg'] })
    if (!sent.ok) throw new Error(sent.failure.detail)
    expect(Buffer.from(sent.value.bytes).includes('Camera of the owner')).toBe(false)
    expect(Buffer.from(sent.value.bytes).includes('Exif')).toBe(false)
    expect(sent.value).toMatchObject({ width: 300, height: 400 })
    expect((await store.original(use)).ok).toBe(true)
  })

  it('is gone with all others after removeAll', async () => {
    const { hash } = await kept(await samplePicture())
    await store.removeAll()
    expect(await store.list()).toEqual([])
    expect(await store.facts(hash)).toBeNull()
  })
})

describe('pain 32: an original that nobody uses', () => {
  const monthMs = 31 * 86_400_000
  const startUtc = Date.now()
  /** As after a restart: nothing was brought in since. */
  const restarted = () => createMediaStore(path.join(folder, 'media'), quietLog)
  const nobody: ReadonlySet<string> = new Set()

  it('goes with its facts and small picture, a month after it was first found unused; the used one stays', async () => {
    const [unused, used] = [await kept(await samplePicture({ width: 90 })), await kept(await samplePicture({ width: 91 }))]
    expect(await restarted().removeUnused(new Set([used.hash]), startUtc + monthMs)).toEqual([])
    expect(await restarted().removeUnused(new Set([used.hash]), startUtc + 2 * monthMs)).toEqual([unused.hash])
    expect(await restarted().list()).toEqual([used])
    expect(filesKept().filter(name => name.startsWith(unused.hash))).toEqual([])
    expect(await restarted().read(used.hash)).toMatchObject({ ok: true })
  })

  it('stays while the app that brought it in runs, and when it is brought in again', async () => {
    const bytes = await samplePicture()
    const { hash } = await kept(bytes)
    for (const months of [0, 1, 2, 3]) expect(await store.removeUnused(nobody, startUtc + months * monthMs)).toEqual([])
    const again = restarted()
    await again.removeUnused(nobody, startUtc + monthMs)
    await again.add('again.jpg', bytes)
    expect(await again.removeUnused(nobody, startUtc + 2 * monthMs)).toEqual([])
    expect(await restarted().read(hash)).toMatchObject({ ok: true })
  })

  it('begins its month anew when what was noted cannot be read', async () => {
    const { hash } = await kept(await samplePicture())
    await restarted().removeUnused(nobody, startUtc)
    writeFileSync(path.join(folder, 'media/unused.json'), '{"half')
    expect(await restarted().removeUnused(nobody, startUtc + monthMs)).toEqual([])
    expect(await restarted().removeUnused(nobody, startUtc + 2 * monthMs)).toEqual([hash])
  })
})
