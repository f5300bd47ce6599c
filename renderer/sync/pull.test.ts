import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import type { LogEvent } from '../../preload/contract/events.ts'
import { ok } from '../../preload/contract/result.ts'
import { openDb } from '../db/schema.ts'
import { eventsOf, madeItem } from '../test-support/made.ts'
import { createPull } from './pull.ts'

/** Main's log as the window sees it: forgets what was acknowledged. */
function mainWith(events: LogEvent[]) {
  const asked: number[] = []
  let kept = events
  return {
    asked, kept: () => kept, grow: (more: LogEvent[]) => { kept = [...kept, ...more] },
    room: {
      log: {
        after: async ({ cursor, limit }: { cursor: number; limit: number }) => { asked.push(cursor); return ok(kept.filter(event => event.seq > cursor).slice(0, limit)) },
        acknowledge: async (cursor: number) => { kept = kept.filter(event => event.seq > cursor); return ok(undefined) },
      },
      // The cast: the pull asks system for one thing only.
      system: { reportTrouble: async () => ok(undefined) } as never,
    },
  }
}

test('takes over more than one batch, then acknowledges all of it', async () => {
  const db = openDb(`pull-${crypto.randomUUID()}`)
  const main = mainWith(eventsOf(Array.from({ length: 1200 }, (_, index) => ({ kind: 'item', item: madeItem(String(index)) }))))
  await createPull(db, main.room).now()
  expect(await db.items.count()).toBe(1200)
  expect(main.kept()).toEqual([])
  await db.delete()
})

test('asks once more when the log grew during a run, and never twice at once', async () => {
  const db = openDb(`pull-${crypto.randomUUID()}`)
  const main = mainWith(eventsOf([{ kind: 'item', item: madeItem('1') }]))
  const pull = createPull(db, main.room)
  const first = pull.now()
  main.grow(eventsOf([{ kind: 'item', item: madeItem('2') }], 2))
  const second = pull.now()
  expect(second).toBe(first)
  await second
  expect(await db.items.count()).toBe(2)
  expect(main.asked).toEqual([0, 2, 2])
  await db.delete()
})

test('says what came in once it is stored', async () => {
  const db = openDb(`pull-${crypto.randomUUID()}`)
  const heard: string[] = []
  const main = mainWith(eventsOf([{ kind: 'item', item: madeItem('1') }]))
  await createPull(db, main.room, items => { heard.push(...items.map(item => item.text)) }).now()
  expect(heard).toEqual(['Hello 1'])
  await db.delete()
})
