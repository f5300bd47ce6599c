import { mkdtempSync, readdirSync, rmSync, writeFileSync, openSync, writeSync, closeSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { LogEntry } from '../../preload/contract/events.ts'
import { mediaHash, type AccountId, type ItemKey, type NetworkId } from '../../preload/contract/ids.ts'
import type { Delivery, DeliveryState } from '../../preload/contract/publishing.ts'
import { delivery, startUtc } from '../publishing/test-bench.ts'
import { createJournal, type Journal } from './journal.ts'
import { NewerJournal } from './schema.ts'

function journalFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'comptoir-journal-'))
  onTestFinished(() => { rmSync(folder, { recursive: true }) })
  return join(folder, 'journal.sqlite')
}
const warnings: string[] = []
const open = (file: string, nowUtc = startUtc): Journal => createJournal(file, { now: () => nowUtc, warn: line => { warnings.push(line) } })

const mention = (text: string, followers = 3): LogEntry[] => [
  { kind: 'item', item: {
    key: 'paper:a:1' as ItemKey, accountId: 'a' as AccountId, network: 'paper' as NetworkId, kind: 'mention', // the casts: ids of a test
    person: { remoteId: 'p', handle: 'p', displayName: 'P', profileUrl: null, avatarUrl: 'https://paper.example/p.png' }, text, contentWarning: null, media: [], createdUtc: startUtc, isPublic: true, ref: null, about: null, conversation: 'c',
  } },
  { kind: 'account-figures', sample: { accountId: 'a' as AccountId, utc: startUtc, figures: { followers } } },
]

it('remembers across restarts what was handed over', () => {
  const file = journalFile()
  const first = open(file)
  first.deliveries.put(delivery('d'), startUtc)
  first.close()
  const second = open(file)
  expect(second.deliveries.get(delivery('d').id)).toMatchObject({ state: { kind: 'planned' }, delivery: { id: 'd' } })
  second.close()
})

it('says each thing once, however often a network tells it, and again when it has changed', () => {
  const journal = open(journalFile())
  expect(journal.events.append(mention('Bonjour'), startUtc)).toHaveLength(2)
  expect(journal.events.append(mention('Bonjour'), startUtc + 1000)).toHaveLength(0)
  expect(journal.events.append(mention('Bonjour !', 4), startUtc + 2000).map(said => said.isFirst)).toEqual([false, false])
  // Two days of equal counts are two days; the same day told again is none.
  const ofDay = (day: number, views: number): LogEntry => ({ kind: 'account-figures', sample: { accountId: 'a' as AccountId, utc: startUtc - day * 86_400_000, figures: { views }, ofDay: true } })
  expect(journal.events.append([ofDay(3, 7), ofDay(2, 7)], startUtc)).toHaveLength(2)
  expect(journal.events.append([ofDay(3, 7), ofDay(2, 8)], startUtc)).toHaveLength(1)
  // Unchanged figures still make a point of the curve a day later.
  expect(journal.events.append(mention('Bonjour !', 4), startUtc + 25 * 3_600_000).map(said => said.entry.kind)).toEqual(['account-figures'])
  expect(journal.events.namedAvatar('https://paper.example/p.png')).toBe(true)
  expect(journal.events.namedAvatar('https://elsewhere.example/')).toBe(false)
  journal.close()
})

it('puts an unreadable journal aside, begins a new one, and counts on above the old one', () => {
  const file = journalFile()
  const first = open(file)
  first.deliveries.put(delivery('d'), startUtc)
  const seen = first.events.last()
  first.close()
  const size = statSync(file).size
  const handle = openSync(file, 'r+')
  for (let at = 0; at < size; at += 512) writeSync(handle, 'this is not a database', at)
  closeSync(handle)
  const second = open(file, startUtc + 60_000)
  expect(second.putAside).toContain('unreadable-')
  expect(readdirSync(join(file, '..')).some(name => name.includes('unreadable-'))).toBe(true)
  second.deliveries.put(delivery('e'), startUtc)
  expect(second.events.last()).toBeGreaterThan(seen)
  second.close()
})

it('does not touch the journal of a newer Comptoir', () => {
  const file = journalFile()
  open(file).close()
  const newer = new DatabaseSync(file)
  newer.exec('PRAGMA user_version = 99')
  newer.close()
  expect(() => open(file)).toThrow(NewerJournal)
  expect(readdirSync(join(file, '..'))).toContain('journal.sqlite')
})

it('is not put aside because something else stands in its place', () => {
  const folder = join(journalFile(), '..')
  writeFileSync(join(folder, 'empty.sqlite'), '')
  const journal = open(join(folder, 'empty.sqlite'))
  expect(journal.putAside).toBeNull()
  journal.close()
})

it('sets a damaged row aside, says so, and goes on with the others', () => {
  const file = journalFile()
  const first = open(file)
  first.deliveries.put(delivery('bad'), startUtc)
  first.deliveries.put(delivery('good'), startUtc)
  first.close()
  const raw = new DatabaseSync(file)
  raw.prepare("UPDATE deliveries SET body = '{' WHERE id = 'bad'").run()
  raw.close()
  const second = open(file)
  expect(second.deliveries.firstDue(delivery('good').accountId, startUtc, ['planned'])?.delivery.id).toBe('good')
  expect(warnings.join()).toContain('delivery bad could not be read')
  second.close()
})

it('leaves nothing half-done when the work inside a transaction fails', () => {
  const journal = open(journalFile())
  expect(() => journal.transact(() => {
    journal.deliveries.put(delivery('d'), startUtc)
    throw new Error('stop')
  })).toThrow('stop')
  expect(journal.deliveries.all()).toEqual([])
  expect(journal.events.after(0, 10)).toEqual([])
  journal.close()
})

it('pain 32: names the originals of what may still go out, here or from a scheduler, and of nothing else', () => {
  const journal = open(journalFile())
  const picture = (letter: string) => ({ hash: mediaHash.parse(letter.repeat(64)), kind: 'image' as const, mime: 'image/jpeg', name: 'a.jpg', sizeBytes: 1, width: 1, height: 1, durationMs: null, alt: '' })
  const withPicture = (id: string): Delivery => {
    const made = delivery(id)
    return made.act.kind === 'publish' ? { ...made, act: { ...made.act, content: { ...made.act.content, parts: [{ text: id, media: [picture(id)], poll: null }] } } } : made
  }
  for (const id of ['a', 'b', 'c', 'd']) journal.deliveries.put(withPicture(id), startUtc)
  const move = (id: string, state: DeliveryState): void => {
    const record = journal.deliveries.get(delivery(id).id)
    if (record) journal.deliveries.move(record, state, { utc: startUtc, nextUtc: null, step: 'test', detail: '' })
  }
  move('b', { kind: 'cancelled', utc: startUtc })
  move('c', { kind: 'failed', utc: startUtc, failure: { kind: 'internal', detail: '' } })
  move('d', { kind: 'cancelled', utc: startUtc })
  journal.held.begin(delivery('d').id, { revision: 1, key: 'k', body: '{}', dueUtc: startUtc, act: JSON.stringify(withPicture('d').act), beganUtc: startUtc })
  expect(journal.media().map(hash => hash[0]).sort()).toEqual(['a', 'c', 'd'])
  journal.close()
})
