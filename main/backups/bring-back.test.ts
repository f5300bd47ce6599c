import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeEach, expect, it, onTestFinished } from 'vitest'
import type { AccountSummary } from '../../preload/contract/accounts.ts'
import type { AccountId } from '../../preload/contract/ids.ts'
import { createJournal, type Journal } from '../journal/journal.ts'
import { createMediaStore, type MediaStore } from '../media/media-store.ts'
import { samplePicture } from '../media/sample-media.ts'
import { createOutbox } from '../publishing/outbox.ts'
import { delivery, startUtc } from '../publishing/test-bench.ts'
import { exportData } from '../system/export-data.ts'
import { textsFor } from '../text/texts.ts'
import { createBackups } from './backups.ts'
import { createBringBack } from './bring-back.ts'
import { sha256Of } from './check-backup.ts'
import { openSource } from './sources.ts'

type Computer = { readonly folder: string; readonly journal: Journal; readonly media: MediaStore }
const log = { info: () => {}, warn: () => {}, error: () => {} }

function computer(): Computer {
  const folder = mkdtempSync(path.join(tmpdir(), 'comptoir-computer-'))
  const journal = createJournal(path.join(folder, 'journal.sqlite'), { now: () => startUtc, warn: () => {} })
  onTestFinished(() => {
    journal.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return { folder, journal, media: createMediaStore(path.join(folder, 'media'), log) }
}

const shop = JSON.parse(readFileSync(path.join(import.meta.dirname, '../../renderer/db/fixtures/store-v2.json'), 'utf8')) as { tables: { accounts: [AccountSummary] } } // the cast: a store of ours
const account: AccountSummary = { ...shop.tables.accounts[0], id: 'a' as AccountId } // the cast: an id of a test

let old: Computer
beforeEach(async () => {
  old = computer()
  old.journal.accounts.put(account)
  for (const id of ['out', 'planned', 'doubtful']) old.journal.deliveries.put(delivery(id), startUtc)
  const move = (id: string, to: Parameters<Journal['deliveries']['move']>[1]) => {
    const record = old.journal.deliveries.get(delivery(id).id)
    if (record) old.journal.deliveries.move(record, to, { utc: startUtc, nextUtc: null, step: 'test', detail: id })
  }
  move('out', { kind: 'published', utc: startUtc, remotes: [{ id: '1', url: 'https://paper.example/1', extra: null }] })
  move('doubtful', { kind: 'unknown', sinceUtc: startUtc, part: 0, looks: [] })
  const picture = await old.media.add('loaf.jpg', await samplePicture())
  if (!picture.ok) throw new Error(picture.failure.detail)
  const backups = createBackups({ folder: path.join(old.folder, 'backups'), version: '0.1.0', now: () => startUtc, log, rows: old.journal.settings, copyJournal: old.journal.copyTo, journalBytes: old.journal.sizeBytes, freeBytes: () => Promise.resolve(1e12) })
  const begun = await backups.begin('daily', 2)
  if (!begun.ok) throw new Error(begun.failure.detail)
  await backups.add(begun.value.id, 'posts', [{ id: 'p', content: { parts: [{ text: 'Bread', media: [picture.value] }] } }])
  await backups.add(begun.value.id, 'items', Array.from({ length: 1200 }, (_, index) => ({ key: `i${index}` })))
  await backups.finish(begun.value.id)
})

it('on a new computer: what it holds is told first; pictures, accounts and what has gone out come back, and nothing goes out', async () => {
  const here = computer()
  const source = await openSource(old.folder) // the whole data folder of the old one
  if (!source.ok) throw new Error(source.failure.detail)
  const bringBack = createBringBack({ ...here, now: () => startUtc, log })
  const found = await bringBack.take(source.value)
  expect(found).toMatchObject({ kind: 'backup', writtenUtc: startUtc, version: '0.1.0', planned: 1, counts: { posts: 1, items: 1200, deliveries: 3, accounts: 1, media: 1, mediaMissing: 0 } })
  expect(await here.media.list()).toEqual([])
  expect(await bringBack.bringBack(found.id)).toEqual({ ok: true, value: { media: 1, mediaMissing: 0, accounts: 1, deliveries: 1 } })
  expect(here.journal.accounts.all()).toMatchObject([{ id: 'a', state: { kind: 'needs-sign-in' } }])
  expect(here.journal.deliveries.all()).toMatchObject([{ delivery: { id: 'out' }, state: { kind: 'published', remotes: [{ id: '1' }] } }])
  expect(here.journal.deliveries.story(delivery('out').id).map(line => line.detail)).toContain('out')
  expect(here.journal.deliveries.nextUtc()).toBeNull()
  // Handed over once more under the same number, it is known to be out.
  createOutbox(here.journal, () => startUtc).put([delivery('out')])
  expect(here.journal.deliveries.get(delivery('out').id)?.state.kind).toBe('published')
  expect(await here.media.list()).toHaveLength(1)

  const rows: string[] = []
  for (let at: number | null = 0; at !== null;) {
    const piece = await bringBack.rows(found.id, at)
    if (!piece.ok) throw new Error(piece.failure.detail)
    rows.push(...piece.value.rows.map(row => row.table))
    at = piece.value.next
  }
  expect(rows).toHaveLength(1201)
  expect(await bringBack.rows(found.id, 777)).toMatchObject({ ok: false })
})

it('a copy without its pictures comes back all the same, and says how many are missing', async () => {
  const alone = path.join(computer().folder, 'alone')
  const name = readdirSync(path.join(old.folder, 'backups'))[0] ?? ''
  cpSync(path.join(old.folder, 'backups', name), path.join(alone, name), { recursive: true })
  const source = await openSource(alone)
  if (!source.ok) throw new Error(source.failure.detail)
  const here = computer()
  const bringBack = createBringBack({ ...here, now: () => startUtc, log })
  const found = await bringBack.take(source.value)
  expect(found.counts).toMatchObject({ media: 1, mediaMissing: 1 })
  expect(await bringBack.bringBack(found.id)).toMatchObject({ ok: true, value: { media: 0, mediaMissing: 1 } })
})

it('an export comes back the same way', async () => {
  const out = path.join(old.folder, 'out')
  mkdirSync(out)
  const journal = { accounts: old.journal.accounts.all(), deliveries: old.journal.deliveries.all().map(record => ({ ...record, story: old.journal.deliveries.story(record.delivery.id) })) }
  const made = await exportData({ parentFolder: out, posts: { format: 'comptoir', schema: 2, tables: { posts: [{ id: 'p' }] } }, journal, media: old.media, texts: textsFor('en'), version: '0.1.0', nowUtc: startUtc })
  const source = await openSource(made.ok ? made.value.folder : '')
  if (!source.ok) throw new Error(source.failure.detail)
  const here = computer()
  const bringBack = createBringBack({ ...here, now: () => startUtc, log })
  const found = await bringBack.take(source.value)
  expect(found).toMatchObject({ kind: 'export', writtenUtc: startUtc, planned: 1, counts: { posts: 1, media: 1, mediaMissing: 0, accounts: 1 } })
  expect(await bringBack.bringBack(found.id)).toMatchObject({ ok: true, value: { media: 1, accounts: 1, deliveries: 1 } })
})

async function exported(): Promise<string> {
  const out = path.join(old.folder, 'out')
  mkdirSync(out, { recursive: true })
  const made = await exportData({ parentFolder: out, posts: { format: 'comptoir', schema: 2, tables: { posts: [{ id: 'p' }] } }, journal: {}, media: old.media, texts: textsFor('en'), version: '0.1.0', nowUtc: startUtc })
  return made.ok ? made.value.folder : ''
}

it.each([
  ['posts.json', '{"posts": [', 'file-not-understood'], ['posts.json', '{"posts": []}', 'file-not-understood'], ['posts.json', '{"comptoir":"export","format":2,"posts":[]}', 'newer-data'],
  ['media.json', null, 'file-not-understood'], ['media.json', '[{"hash":"x","file":"a"}]', 'file-not-understood'], ['media.json', JSON.stringify([{ hash: '0'.repeat(64), file: '../../secret' }]), 'file-not-understood'],
])('of an export whose %s is %s it says %s', async (name, text, kind) => {
  const made = await exported()
  if (text === null) rmSync(path.join(made, name))
  else writeFileSync(path.join(made, name), text)
  expect(await openSource(made)).toMatchObject({ ok: false, failure: { kind } })
})

it('an export whose picture was changed since comes without it', async () => {
  const made = await exported()
  writeFileSync(path.join(made, 'media/loaf.jpg'), await samplePicture({ width: 201 }))
  const source = await openSource(made)
  if (!source.ok) throw new Error(source.failure.detail)
  const bringBack = createBringBack({ ...computer(), now: () => startUtc, log })
  expect(await bringBack.bringBack((await bringBack.take(source.value)).id)).toMatchObject({ ok: true, value: { media: 0, mediaMissing: 1 } })
})

it('a damaged newest copy gives way to the one before it; of nothing whole the reason is said', async () => {
  const backups = path.join(old.folder, 'backups')
  const good = readdirSync(backups)[0] ?? ''
  const newer = path.join(backups, '2026-11-25 08h00m00 daily')
  cpSync(path.join(backups, good), newer, { recursive: true })
  writeFileSync(path.join(newer, 'store.jsonl.gz'), 'cut')
  expect(await openSource(old.folder)).toMatchObject({ ok: true, value: { folder: path.join(backups, good) } })
  rmSync(path.join(backups, good), { recursive: true })
  expect(await openSource(old.folder)).toMatchObject({ ok: false, failure: { kind: 'file-not-understood', detail: 'store.jsonl.gz was changed or damaged' } })
  expect(await openSource(path.join(old.folder, 'media'))).toMatchObject({ ok: false, failure: { kind: 'file-not-understood' } })
})

it('a copy with the journal of the first version comes back as well', async () => {
  const folder = path.join(old.folder, 'backups', readdirSync(path.join(old.folder, 'backups'))[0] ?? '')
  const journal = path.join(folder, 'journal.sqlite')
  cpSync(path.join(import.meta.dirname, '../journal/fixtures/journal-v1.sqlite'), journal)
  const manifest = path.join(folder, 'backup.json')
  const written = JSON.parse(readFileSync(manifest, 'utf8')) as { journal: object } // the cast: written above
  writeFileSync(manifest, JSON.stringify({ ...written, journal: { ...written.journal, deliveries: 13, sha256: await sha256Of(journal) } }))
  expect(await openSource(folder)).toMatchObject({ ok: true, value: { accounts: [{ handle: '@bakery@social.example' }] } })
})

it('pain 54: a copy of a newer Comptoir is not read, and says so', async () => {
  const folder = path.join(old.folder, 'backups', readdirSync(path.join(old.folder, 'backups'))[0] ?? '')
  const manifest = path.join(folder, 'backup.json')
  const text = readFileSync(manifest, 'utf8')
  writeFileSync(manifest, text.replace('"format": 1', '"format": 2'))
  expect(await openSource(folder)).toMatchObject({ ok: false, failure: { kind: 'newer-data' } })
  writeFileSync(manifest, text)
  const journal = new DatabaseSync(path.join(folder, 'journal.sqlite'))
  journal.exec('PRAGMA user_version = 99')
  journal.close()
  const written = JSON.parse(text) as { journal: { sha256: string } } // the cast: written above
  writeFileSync(manifest, JSON.stringify({ ...written, journal: { ...written.journal, sha256: await sha256Of(path.join(folder, 'journal.sqlite')) } }))
  expect(await openSource(folder)).toMatchObject({ ok: false, failure: { kind: 'newer-data' } })
})

it('an account that is posted to by hand has no sign-in to ask for again, on whatever computer', async () => {
  const here = computer()
  const source = await openSource(old.folder)
  if (!source.ok) throw new Error(source.failure.detail)
  const byHand = { ...account, byHand: { network: 'Snapchat', page: 'https://my.snapchat.com/' } }
  const bringBack = createBringBack({ ...here, now: () => startUtc, log })
  const found = await bringBack.take({ ...source.value, accounts: [byHand] })
  await bringBack.bringBack(found.id)
  expect(here.journal.accounts.all()).toMatchObject([{ byHand: byHand.byHand, state: { kind: 'connected' } }])
})
