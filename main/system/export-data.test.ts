import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMediaStore, type MediaStore } from '../media/media-store.ts'
import { samplePicture, sampleVideo } from '../media/sample-media.ts'
import { textsFor } from '../text/texts.ts'
import { eraseFiles } from './erase-files.ts'
import { exportData, freeName } from './export-data.ts'

let folder: string
let media: MediaStore
const log = { warn: () => {}, error: () => {} }
const posts = { posts: [{ id: 'p1', text: 'Le pain sort à 7 h' }], ideas: [] }
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'data-'))
  media = createMediaStore(path.join(folder, 'media'), log)
})
afterEach(() => { rmSync(folder, { recursive: true, force: true }) })
const exportTo = (parentFolder: string) => exportData({ parentFolder, posts, journal: { deliveries: [] }, media, texts: textsFor('fr'), version: '0.1.0', nowUtc: Date.UTC(2026, 10, 24, 9) })
async function exported(): Promise<string> {
  mkdirSync(path.join(folder, 'out'), { recursive: true })
  const answer = await exportTo(path.join(folder, 'out'))
  if (!answer.ok) throw new Error(answer.failure.detail)
  return answer.value.folder
}

describe('an export', () => {
  it('is a folder anyone can read: posts, journal, pictures by name, a page that explains', async () => {
    await media.add('Vitrine.jpg', await samplePicture())
    await media.add('vitrine.JPG', await samplePicture({ width: 100 }))
    await media.add('atelier', await sampleVideo())
    const made = await exported()
    expect(path.basename(made)).toBe('Comptoir 2026-11-24 09h00')
    expect(readdirSync(made).sort()).toEqual(['README.txt', 'journal.json', 'media', 'media.json', 'posts.json'])
    expect(readdirSync(path.join(made, 'media'))).toHaveLength(3)
    expect(readFileSync(path.join(made, 'README.txt'), 'utf8')).toContain('trousseau')
    expect(readdirSync(path.join(folder, 'out'))).toHaveLength(1)
  })

  it('never writes over an earlier one', async () => {
    expect(await exported()).not.toBe(await exported())
    expect(readdirSync(path.join(folder, 'out'))).toEqual(['Comptoir 2026-11-24 09h00', 'Comptoir 2026-11-24 09h00 (2)'])
  })

  it('says when the folder cannot be written', async () => {
    writeFileSync(path.join(folder, 'file'), '')
    expect(await exportTo(path.join(folder, 'file'))).toMatchObject({ ok: false, failure: { kind: 'file-not-understood' } })
  })

  // A real full disk: a tmpfs of 64 KB, which only root may mount.
  it.skipIf(process.getuid?.() !== 0 || process.platform !== 'linux')('ends in "disk full" on a stick without room, and leaves nothing half-written', async () => {
    await media.add('leaves.jpg', await samplePicture({ isNoise: true, width: 800, height: 600 }))
    const stick = path.join(folder, 'stick')
    mkdirSync(stick)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', stick])
    try {
      expect(await exportTo(stick)).toMatchObject({ ok: false, failure: { kind: 'disk-full' } })
      expect(readdirSync(stick)).toEqual([])
    } finally {
      execFileSync('umount', [stick])
    }
  })
})

it('erasing leaves no picture, avatar or log', async () => {
  await media.add('a.jpg', await samplePicture())
  mkdirSync(path.join(folder, 'logs'))
  writeFileSync(path.join(folder, 'logs/comptoir.log'), 'x')
  writeFileSync(path.join(folder, 'window.json'), '{}')
  await eraseFiles({ dataFolder: folder, logFolder: path.join(folder, 'logs'), media, avatars: { removeAll: () => Promise.resolve() }, pages: { clearStorageData: () => Promise.resolve(), clearCache: () => Promise.resolve() } })
  expect(existsSync(folder) && readdirSync(folder)).toEqual([])
})

it('names of files suit every system', () => {
  const taken = new Set<string>()
  const name = (given: string) => freeName(given, 'abcdef0123456789', 'image/jpeg', taken)
  expect([name('a:b?.png'), name('CON.jpg'), name('..'), name('été à la mer.jpeg'), name('A-B-.gif')]).toEqual(['a-b-.jpg', 'media.jpg', 'media-abcdef012345.jpg', 'été à la mer.jpg', 'A-B--abcdef012345.jpg'])
})
