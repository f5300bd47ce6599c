import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { LogEntry } from '../../preload/contract/events.ts'
import type { ItemKey, NetworkId } from '../../preload/contract/ids.ts'
import type { Act, DeliveryRecord, LatePolicy } from '../../preload/contract/publishing.ts'
import { emptyContent } from '../../preload/contract/drafts.ts'
import { usualPace } from '../../preload/contract/pace.ts'
import { ok } from '../../preload/contract/result.ts'
import { createPublishLoop, type PublishLoop } from '../publishing/loop.ts'
import { createOutbox, type Outbox } from '../publishing/outbox.ts'
import { createPaperNetwork, delivery, startUtc } from '../publishing/test-bench.ts'
import { createJournal, type Journal } from './journal.ts'
import { copiesIn } from './open.ts'

const minuteMs = 60_000
const dayMs = 86_400_000
const text = (words: string): Act => ({ kind: 'publish', content: { ...emptyContent(), parts: [{ text: words, media: [], poll: null }] } })
const post = (id: string, dueUtc: number, late: LatePolicy = { graceMinutes: 60, then: 'publish' }) => delivery(id, { dueUtc, late, act: text(`Words of ${id}, and of no other post`) })

/** The account as the network shows it: every post that went out, with its words. */
const account: { words: string; id: string; utc: number }[] = []
let nowUtc = startUtc
let journal: Journal
let loop: PublishLoop
let outbox: Outbox
let isFar = false

function start(folder: string): void {
  journal = createJournal(path.join(folder, 'journal.sqlite'), { now: () => nowUtc, warn: () => {} }, copiesIn(path.join(folder, 'backups')))
  const paper = createPaperNetwork()
  loop = createPublishLoop({
    journal, now: () => nowUtc, random: () => 0, isPaused: () => false, clock: { look: () => 0, isTrusted: () => true }, pace: () => ({ ...usualPace, gapMinutes: 0, mostPerHour: 1000 }), signInRefused: () => undefined, hangUp: () => undefined, postsAtOnce: () => undefined, quotaUntil: () => null, setWake: () => () => undefined,
    logTrouble: (_, error) => { throw error instanceof Error ? error : new Error(String(error)) },
    connect: () => Promise.resolve(ok({
      ...paper,
      streams: [{ id: 'own-posts' as const, quickMs: 1, slowMs: 1 }],
      commit: (act: Act) => {
        const id = `remote-${account.length + 1}`
        account.push({ words: act.kind === 'publish' ? act.content.parts[0]?.text ?? '' : '', id, utc: nowUtc })
        return Promise.resolve(ok({ id, url: null, extra: null }))
      },
      read: () => Promise.resolve(ok({
        entries: account.map(({ words, id, utc }): LogEntry => ({ kind: 'own-post', post: { key: `paper:a:${id}` as ItemKey, accountId: delivery('d').accountId, network: 'paper' as NetworkId, ref: { id, url: null, extra: null }, text: words, media: [], createdUtc: utc, isReply: false } })), // the casts: ids of a test
        cursor: '', more: isFar, isHistory: true, reachedUtc: null,
      })),
    })),
  })
  outbox = createOutbox(journal, () => nowUtc)
  loop.start()
}
async function pass(ms: number): Promise<void> {
  for (const until = nowUtc + ms; nowUtc < until; nowUtc = Math.min(until, nowUtc + Math.max(15_000, ms / 50))) {
    loop.poke()
    for (let turn = 0; turn < 15; turn++) await new Promise(resolve => { setImmediate(resolve) })
  }
  loop.poke()
  for (let turn = 0; turn < 15; turn++) await new Promise(resolve => { setImmediate(resolve) })
}
const stateOf = (id: string) => journal.deliveries.get(delivery(id).id)?.state
const sent = (id: string): number => account.filter(({ words }) => words.includes(`of ${id},`)).length
const records = (): DeliveryRecord[] => [...journal.deliveries.all()]

let folder: string
/** What the disk holds when the power goes, with what the window knew. */
let windowKnew: DeliveryRecord[]

beforeEach(async () => {
  account.length = 0
  nowUtc = startUtc
  isFar = false
  folder = mkdtempSync(path.join(tmpdir(), 'comptoir-recover-'))
  onTestFinished(async () => {
    await loop.stop()
    journal.close()
    rmSync(folder, { recursive: true, force: true })
  })
  start(folder)
  for (let index = 0; index < 60; index++) {
    const old = post(`old${index}`, startUtc - dayMs)
    account.push({ words: old.act.kind === 'publish' ? old.act.content.parts[0]?.text ?? '' : '', id: `remote-${index + 1}`, utc: startUtc - dayMs })
    journal.deliveries.adopt({ delivery: old, state: { kind: 'published', utc: startUtc - dayMs, remotes: [{ id: `remote-${index + 1}`, url: null, extra: null }] }, attempts: 1, updatedUtc: startUtc - dayMs }, [])
  }
  // In the copy: planned in ten minutes, and tomorrow.
  outbox.put([post('soon', startUtc + 10 * minuteMs), post('moved-up', startUtc + dayMs), post('tomorrow', startUtc + dayMs), post('missed', startUtc + 40 * minuteMs)])
  const copy = path.join(folder, 'backups', `${new Date(nowUtc).toISOString().slice(0, 19).replace('T', ' ').replace(':', 'h').replace(':', 'm')} daily`)
  mkdirSync(copy, { recursive: true })
  journal.copyTo(path.join(copy, 'journal.sqlite'))
  await loop.stop()
  journal.close()
  start(folder) // what was written so far is in the file itself; what follows is in the WAL
  // After it: one goes out at its time, one is moved up and goes out at once, one is new and goes out.
  await pass(15 * minuteMs)
  outbox.put([{ ...post('moved-up', nowUtc), revision: 2 }, post('new', nowUtc), post('new-tomorrow', startUtc + dayMs)])
  await pass(minuteMs)
  if ([sent('soon'), sent('moved-up'), sent('new'), sent('tomorrow')].join() !== '1,1,1,0') throw new Error('not as it should be before the crash')
  windowKnew = records()
  await loop.stop()
})

/** The power goes; then this happens to the file. */
function crash(harm: (file: string) => void): void {
  const lost = `${folder}-after`
  cpSync(folder, lost, { recursive: true })
  onTestFinished(() => { rmSync(lost, { recursive: true, force: true }) })
  journal.close()
  harm(path.join(lost, 'journal.sqlite'))
  nowUtc += 30 * minuteMs // `missed` was due while the computer was off
  start(lost)
}

function into(file: string): void {
  const db = new DatabaseSync(file)
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  db.close()
}
const harms: Readonly<Record<string, (file: string) => void>> = {
  'bytes changed in pages of the deliveries': file => {
    into(file)
    const bytes = readFileSync(file)
    for (const id of ['soon', 'moved-up', 'old30']) {
      const at = bytes.indexOf(`${id}{"id":"${id}"`) >= 0 ? bytes.indexOf(`${id}{"id":"${id}"`) : bytes.indexOf(`{"id":"${id}"`)
      expect(at).toBeGreaterThan(0)
      bytes.fill(0xff, Math.floor(at / 4096) * 4096, Math.floor(at / 4096) * 4096 + 40)
    }
    writeFileSync(file, bytes)
  },
  'the file cut off in the middle': file => {
    into(file)
    truncateSync(file, Math.floor(readFileSync(file).length / 2 / 4096) * 4096 + 100)
  },
  'the header zeroed': file => {
    into(file)
    const bytes = readFileSync(file)
    bytes.fill(0, 0, 100)
    writeFileSync(file, bytes)
  },
  'the WAL removed': file => { for (const ending of ['-wal', '-shm']) rmSync(file + ending, { force: true }) },
  'the WAL cut off': file => {
    truncateSync(`${file}-wal`, 5000)
    rmSync(`${file}-shm`, { force: true })
  },
  'the file gone': file => { for (const ending of ['', '-wal', '-shm']) rmSync(file + ending, { force: true }) },
  'yesterday’s file in its place': file => {
    const backups = path.join(path.dirname(file), 'backups')
    for (const ending of ['-wal', '-shm']) rmSync(file + ending, { force: true })
    copyFileSync(copiesIn(backups)()[0]?.file ?? '', file)
  },
}

describe.each(Object.keys(harms))('pain 40: %s', name => {
  const harm = harms[name] ?? (() => undefined)

  it('nothing goes out twice, without a window too; what is planned still goes out, or asks', async () => {
    crash(harm)
    expect(journal.isRecovered).toBe(true)
    await pass(5 * minuteMs)
    // Found by its words on the account, or not here at all; never sent again.
    for (const id of ['soon', 'new', 'moved-up']) expect([undefined, 'published', 'planned'], id).toContain(stateOf(id)?.kind)
    expect(stateOf('soon')?.kind).toBe('published')
    expect(stateOf('missed')).toMatchObject({ kind: 'needs-owner', question: { kind: 'late' } })
    await pass(dayMs)
    expect([sent('soon'), sent('moved-up'), sent('new'), sent('tomorrow'), sent('missed')]).toEqual([1, 1, 1, 1, 0])
    expect(account.filter(({ words }) => words.includes('of old'))).toHaveLength(60)
    expect(stateOf('moved-up')?.kind).toBe('published')
    outbox.decide(delivery('missed').id, 'publish-now')
    await pass(minuteMs)
    expect(sent('missed')).toBe(1)
  })

  it('the window tells what it knew: what went out is out at once, what was handed over since is planned again', async () => {
    crash(harm)
    outbox.remember(windowKnew.slice(0, 60), false)
    outbox.remember(windowKnew.slice(60), true)
    for (const id of ['soon', 'moved-up', 'new', 'old30']) expect(stateOf(id)?.kind, id).toBe('published')
    expect(stateOf('new-tomorrow')?.kind).toBe('planned')
    expect(journal.deliveries.doubtSince(delivery('tomorrow').id)).toBeNull()
    await pass(dayMs)
    for (const id of ['soon', 'moved-up', 'new', 'tomorrow', 'new-tomorrow']) expect(sent(id), id).toBe(1)
    expect(sent('missed')).toBe(0)
    expect(stateOf('missed')).toMatchObject({ kind: 'needs-owner', question: { kind: 'late' } })
  })

  it('where the account cannot be read far enough, the owner is asked, and nothing goes out before the answer', async () => {
    crash(harm)
    account.splice(0, account.length, ...account.filter(({ words }) => !words.includes('of old')))
    isFar = true
    for (const entry of account) entry.words = 'What the network made of it'
    await pass(2 * dayMs)
    expect(account).toHaveLength(3)
    // Read from a page that was spared, it is known to be out.
    if (stateOf('soon')?.kind !== 'published') expect(stateOf('soon')).toMatchObject({ kind: 'needs-owner', question: { kind: 'restored' } })
    for (const id of ['missed', 'tomorrow']) expect(stateOf(id), id).toMatchObject({ kind: 'needs-owner', question: { kind: 'restored' } })
    outbox.decide(delivery('soon').id, 'it-is-there')
    outbox.decide(delivery('tomorrow').id, 'try-again')
    outbox.decide(delivery('missed').id, 'give-up')
    await pass(minuteMs)
    expect([stateOf('soon')?.kind, stateOf('tomorrow')?.kind, stateOf('missed')?.kind]).toEqual(['published', 'published', 'cancelled'])
    expect(account.map(({ words }) => words).filter(words => words.startsWith('Words'))).toHaveLength(1)
  })
})

it('the damaged file is kept beside it, and the window’s count never goes back', () => {
  const before = journal.events.last()
  crash(harms['the header zeroed'] ?? (() => undefined))
  expect(existsSync(journal.putAside ?? '')).toBe(true)
  expect(journal.events.last()).toBeGreaterThan(before)
})

it('after a restart in the middle of it, the window is still asked what it knew', async () => {
  crash(harms['the WAL removed'] ?? (() => undefined))
  const again = `${folder}-after`
  await loop.stop()
  journal.close()
  start(again)
  expect(journal.isRecovered).toBe(true)
  outbox.remember(windowKnew, true)
  await loop.stop()
  journal.close()
  start(again)
  expect(journal.isRecovered).toBe(false)
})

it('a power cut that leaves the mark behind the journal means nothing', () => {
  crash(file => { writeFileSync(`${file}.mark`, '12'.padStart(20)) })
  expect(journal.isRecovered).toBe(false)
})
