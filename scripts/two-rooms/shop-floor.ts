import { vi } from 'vitest'
import type { ComptoirWindow } from '../../preload/contract/index.ts'
import { apiShape } from '../../preload/contract/index.ts'
import type * as Posts from '../../renderer/db/posts.ts'
import type { ComptoirDb } from '../../renderer/db/schema.ts'
import type * as Push from '../../renderer/sync/push.ts'
import type { Clock } from './clock.ts'
import type { Wire } from './wire.ts'

type Modules = {
  readonly push: typeof Push
  readonly posts: typeof Posts
  readonly db: ComptoirDb
}
export type ShopFloor = {
  readonly page: () => Modules
  /** The page goes, in the middle of whatever it does, and another comes. */
  reload(): Promise<void>
  logGrew(seq: number): void
  close(): void
  readonly isBusy: () => boolean
}

/** The window's data without its screens: the real store code on IndexedDB in memory, the real sync, on a wire of ours. */
export async function openShopFloor(clock: Clock, wire: Wire, ask: (topic: string, call: string, input: unknown) => Promise<unknown>, settle: () => Promise<void>): Promise<ShopFloor> {
  const writing = new Set<IDBTransaction>()
  const begin = IDBDatabase.prototype.transaction
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...given) {
    const begun = begin.apply(this, given)
    writing.add(begun)
    for (const end of ['complete', 'abort'] as const) begun.addEventListener(end, () => { writing.delete(begun) })
    return begun
  })
  let listeners: ((seq: number) => void)[] = []
  let life = 0
  let page: Modules | null = null

  const open = async (): Promise<void> => {
    const own = ++life
    const isAlive = (): boolean => own === life
    vi.stubGlobal('setTimeout', (run: () => void, ms: number) => clock.after(ms, run, isAlive))
    vi.stubGlobal('requestIdleCallback', () => undefined)
    const topic = (name: keyof typeof apiShape) => Object.fromEntries(apiShape[name].map(call => [call, (input: unknown) => wire.call(`${name}.${call}`, () => ask(name, call, input))]))
    const counter = {
      ...Object.fromEntries((Object.keys(apiShape) as (keyof typeof apiShape)[]).map(name => [name, topic(name)])), // the cast: keys of the table
      on: (event: string, listener: (seq: number) => void) => { if (event === 'logGrew') listeners.push(listener); return () => undefined },
    } as unknown as ComptoirWindow // the cast: built from the contract's own list
    vi.stubGlobal('window', { comptoir: counter })
    vi.resetModules()
    const [push, posts, { db }, { openStore }, { startSync }] = await Promise.all([
      import('../../renderer/sync/push.ts'), import('../../renderer/db/posts.ts'), import('../../renderer/db/db.ts'), import('../../renderer/db/open.ts'), import('../../renderer/sync/start.ts')])
    await openStore(db)
    page = { push, posts, db }
    startSync()
  }
  const leave = (): void => {
    life++
    wire.hangUp()
    listeners = []
    for (const begun of writing) {
      try {
        begun.abort()
      } catch {
        // It was over already.
      }
    }
    writing.clear()
    page?.db.close()
  }
  await open()
  return {
    page: () => {
      if (!page) throw new Error('no page')
      return page
    },
    reload: async () => {
      leave()
      await settle()
      await open()
    },
    logGrew: seq => { for (const listener of listeners) listener(seq) },
    close: () => { leave() },
    isBusy: () => writing.size > 0,
  }
}
