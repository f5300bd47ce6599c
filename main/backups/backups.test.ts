import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeEach, expect, it, onTestFinished } from 'vitest'
import { createJournal, type Journal } from '../journal/journal.ts'
import { delivery, startUtc } from '../publishing/test-bench.ts'
import { createBackups, type BackupTools, type Backups } from './backups.ts'
import { checkBackup } from './check-backup.ts'

const dayMs = 86_400_000
const log = { info: () => {}, warn: () => {}, error: () => {} }
let folder: string
let journal: Journal
let nowUtc = startUtc
const kept = () => path.join(folder, 'backups')
const create = (change: Partial<BackupTools> = {}): Backups =>
  createBackups({ folder: kept(), version: '0.1.0', now: () => nowUtc, log, rows: journal.settings, copyJournal: journal.copyTo, journalBytes: journal.sizeBytes, freeBytes: () => Promise.resolve(1e12), ...change })

beforeEach(() => {
  nowUtc = startUtc
  folder = mkdtempSync(path.join(tmpdir(), 'comptoir-backups-'))
  journal = createJournal(path.join(folder, 'journal.sqlite'), { now: () => nowUtc, warn: () => {} })
  journal.deliveries.put(delivery('d'), nowUtc)
  onTestFinished(() => {
    journal.close()
    rmSync(folder, { recursive: true, force: true })
  })
})

const posts = [{ id: 'p1', text: 'Bread at 7' }, { id: 'p2', text: 'Plum tart', media: [{ hash: 'ab'.repeat(32) }] }]
async function make(backups: Backups, rows: readonly unknown[] = posts, why: 'daily' | 'by-owner' = 'daily') {
  const begun = await backups.begin(why, 2)
  if (!begun.ok) return begun
  const added = await backups.add(begun.value.id, 'posts', rows)
  return added.ok ? backups.finish(begun.value.id) : added
}

it('pain 40: a copy of posts and journal is made each day, read again, and named only when it is whole', async () => {
  const backups = create()
  expect(await backups.isDue()).toBe(true)
  expect(await make(backups)).toMatchObject({ ok: true, value: { kept: [{ utc: nowUtc, why: 'daily', posts: 2 }], failed: null } })
  expect(await backups.isDue()).toBe(false)
  const [name = ''] = readdirSync(kept())
  expect(name).toBe('2026-11-24 08h00m00 daily')
  expect(readdirSync(path.join(kept(), name)).sort()).toEqual(['backup.json', 'journal.sqlite', 'store.jsonl.gz'])
  const copy = createJournal(path.join(kept(), name, 'journal.sqlite'), { now: () => nowUtc, warn: () => {} })
  expect(copy.deliveries.get(delivery('d').id)).toMatchObject({ state: { kind: 'planned' } })
  copy.close()
  expect(await backups.media()).toEqual(new Set(['ab'.repeat(32)]))
  nowUtc += dayMs
  expect(await backups.isDue()).toBe(true)
})

it('two months on, seven days and four weeks are left', async () => {
  const backups = create()
  for (let day = 0; day < 60; day++) {
    expect(await make(backups, [{ id: `p${day}` }])).toMatchObject({ ok: true })
    nowUtc += dayMs
  }
  expect((await backups.state()).kept).toHaveLength(11)
})

it('the older ones stay until the new one is proved good', async () => {
  const backups = create()
  for (let day = 0; day < 12; day++) {
    await make(backups)
    nowUtc += dayMs
  }
  const before = readdirSync(kept()).sort()
  // The rows that arrive are not the ones that were counted: a file system that loses bytes.
  const lossy = create({ copyJournal: file => ({ ...journal.copyTo(file), deliveries: 99 }) })
  expect(await make(lossy)).toMatchObject({ ok: false, failure: { kind: 'file-not-understood' } })
  expect(readdirSync(kept()).sort()).toEqual(before)
  expect((await lossy.state()).failed).toMatchObject({ utc: nowUtc })
})

it.each(['store.jsonl.gz', 'journal.sqlite', 'backup.json'])('one flipped byte in %s is noticed', async name => {
  await make(create())
  const inside = path.join(kept(), readdirSync(kept())[0] ?? '')
  expect(await checkBackup(inside)).toMatchObject({ ok: true })
  const file = path.join(inside, name)
  const bytes = readFileSync(file)
  const at = name === 'backup.json' ? bytes.indexOf('"sha256": "') + 11 : Math.floor(bytes.length / 2)
  bytes[at] = bytes[at] === 0x30 ? 0x31 : 0x30
  writeFileSync(file, bytes)
  expect(await checkBackup(inside)).toMatchObject({ ok: false, failure: { kind: 'file-not-understood' } })
})

it('never takes the last room: it says so, and the last good one stays', async () => {
  await make(create())
  nowUtc += dayMs
  const backups = create({ freeBytes: () => Promise.resolve(90e6) })
  expect(await make(backups)).toMatchObject({ ok: false, failure: { kind: 'disk-full' } })
  const state = await backups.state()
  expect(state.failed).toMatchObject({ utc: nowUtc, failure: { kind: 'disk-full' } })
  expect(state.kept).toMatchObject([{ utc: startUtc }])
  // Also after a restart, until one succeeds.
  expect((await create().state()).failed).toMatchObject({ failure: { kind: 'disk-full' } })
  expect(await make(create())).toMatchObject({ ok: true, value: { failed: null } })
  expect((await create().state()).failed).toBeNull()
})

// A real full disk: a tmpfs of 300 KB, which only root may mount.
it.skipIf(process.getuid?.() !== 0 || process.platform !== 'linux')('on a disk that fills up while it is written it ends in a sentence and leaves nothing half-written', async () => {
  mkdirSync(kept())
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=300k', 'tmpfs', kept()])
  try {
    const noise = Array.from({ length: 400 }, (_, index) => ({ id: `p${index}`, text: Array.from({ length: 200 }, () => Math.random().toString(36)).join('') }))
    const backups = create()
    expect(await make(backups, noise)).toMatchObject({ ok: false, failure: { kind: 'disk-full' } })
    expect(readdirSync(kept())).toEqual([])
    expect((await backups.state()).isRunning).toBe(false)
    expect(journal.deliveries.all()).toHaveLength(1)
  } finally {
    execFileSync('umount', [kept()])
  }
})

it('a window that goes away in the middle leaves nothing behind the next one', async () => {
  const backups = create()
  await backups.begin('daily', 2)
  expect(await make(create())).toMatchObject({ ok: true })
  expect(readdirSync(kept())).toHaveLength(1)
})

it('a window that cannot read its store is told of as a failure', async () => {
  const backups = create()
  const begun = await backups.begin('daily', 2)
  expect(begun.ok && await backups.giveUp(begun.value.id, 'DataError')).toMatchObject({ value: { kept: [], failed: { failure: { detail: 'DataError' } }, isRunning: false } })
  expect(readdirSync(kept())).toEqual([])
})

it('pain 32: which originals copies use is not known while one of them cannot be read', async () => {
  const backups = create()
  expect(await backups.media()).toEqual(new Set())
  await make(backups)
  expect(await backups.media()).toEqual(new Set(['ab'.repeat(32)]))
  writeFileSync(path.join(kept(), readdirSync(kept())[0] ?? '', 'backup.json'), '{"half')
  expect(await backups.media()).toBeNull()
})
