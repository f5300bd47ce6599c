import 'fake-indexeddb/auto'
import { beforeEach, expect, test, vi } from 'vitest'
import { fail, ok } from '../../preload/contract/result.ts'
import { db } from '../db/db.ts'
import { writeMeta } from '../db/meta.ts'
import { madeItem, noon } from '../test-support/made.ts'
import { startSync } from './start.ts'

/** Main in memory: what it was asked, in order; its log holds what it tells again. */
let asked: string[]
let refuses: string

beforeEach(async () => {
  await db.delete()
  await db.open()
  asked = []
  refuses = ''
  const answer = (call: string, value: unknown) => async () => {
    asked.push(call)
    return refuses === call ? fail({ kind: 'internal', detail: '' }) : ok(value)
  }
  let events: unknown[] = []
  vi.stubGlobal('requestIdleCallback', () => undefined)
  vi.stubGlobal('window', { comptoir: {
    on: () => () => undefined,
    system: { state: answer('state', { journalId: 'j', journalTrouble: null }), reportTrouble: answer('trouble', undefined) },
    accounts: { list: answer('accounts', []) }, outbox: { list: answer('outbox', []) },
    log: {
      tellAgain: async () => { events = [{ seq: 900, utc: noon, entry: { kind: 'item', item: madeItem('1') } }]; return answer('tellAgain', undefined)() },
      after: async ({ cursor }: { cursor: number }) => { await answer('after', null)(); return ok(events.filter(() => cursor < 900)) },
      acknowledge: answer('acknowledge', undefined),
    },
  } })
})

test('a store that was lost asks for all that was told before, ahead of the log, and the inbox fills again', async () => {
  startSync()
  await vi.waitFor(async () => { expect(await db.items.count()).toBe(1) })
  expect(asked.indexOf('tellAgain')).toBeGreaterThan(-1)
  expect(asked.indexOf('tellAgain')).toBeLessThan(asked.indexOf('after'))
})

test('a store that has applied something does not', async () => {
  await writeMeta('cursor', 12)
  await writeMeta('journal', 'j')
  startSync()
  await vi.waitFor(() => { expect(asked).toContain('after') })
  expect(asked).not.toContain('tellAgain')
})

test('as long as main has not heard it, nothing of the log is applied', async () => {
  refuses = 'tellAgain'
  startSync()
  await vi.waitFor(() => { expect(asked).toContain('tellAgain') })
  await new Promise(resolve => { setTimeout(resolve, 50) })
  expect(asked).not.toContain('after')
})
