import { liveQuery } from 'dexie'
import type { AccountId } from '../../preload/contract/ids.ts'
import { db } from './db.ts'
import { ownPostsBetween } from './own-posts.ts'
import type { OwnPostRow } from './schema.ts'

const windowMs = 90 * 24 * 3_600_000

/**
 * All posts of ours before a time, newest first, told whole once all are read and again whenever one changes; returns its own end.
 * Twenty thousand rows at once would hold the window up: they are read a quarter at a time, and a change reads its quarter again, not the rest.
 */
export function followOlderOwnPosts(beforeUtc: number, accountIds: readonly AccountId[], onRows: (rows: readonly OwnPostRow[]) => void, onTrouble: (error: unknown) => void): () => void {
  const windows: OwnPostRow[][] = []
  const followed: { unsubscribe(): void }[] = []
  let isOver = false
  let isWhole = false
  const follow = (oldestUtc: number, toUtc: number): void => {
    const isLast = toUtc - windowMs <= oldestUtc
    // The last one has no beginning: older ones may still come in from the network.
    const fromUtc = isLast ? 0 : toUtc - windowMs
    const place = followed.length
    followed.push(liveQuery(() => ownPostsBetween(fromUtc, toUtc, accountIds)).subscribe(rows => {
      const isFirst = windows[place] === undefined
      windows[place] = rows
      if (isOver) return
      if (isFirst && !isLast) follow(oldestUtc, fromUtc)
      if (isFirst && isLast) isWhole = true
      if (isWhole) onRows(windows.flat())
    }, onTrouble))
  }
  oldestOf(accountIds).then(oldestUtc => { if (!isOver) follow(oldestUtc, beforeUtc) }, onTrouble)
  return () => {
    isOver = true
    for (const one of followed) one.unsubscribe()
  }
}

/** When the first of them was written; infinitely late when there is none. */
async function oldestOf(accountIds: readonly AccountId[]): Promise<number> {
  const firsts = await Promise.all(accountIds.map(id => db.ownPosts.where('[accountId+createdUtc]').between([id, 0], [id, Number.MAX_SAFE_INTEGER]).first()))
  return Math.min(...firsts.map(row => row?.createdUtc ?? Infinity))
}
