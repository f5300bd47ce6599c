import type { MediaFacts } from '../../preload/contract/drafts.ts'
import { mediaHash, type MediaHash } from '../../preload/contract/ids.ts'
import { db } from './db.ts'
import type { MediaRow } from './schema.ts'

export async function keepMedia(facts: readonly MediaFacts[], now = Date.now()): Promise<void> {
  await db.media.bulkPut(facts.map(media => ({ ...media, addedUtc: now })))
}

/** What posts (those in the bin too), orders that main has not heard of and rows set aside use; what main has, main knows. As of one instant, or it throws. */
export async function mediaInUse(): Promise<MediaHash[]> {
  const found = new Set<MediaHash>()
  const note = (row: unknown): void => {
    for (const [, hash] of JSON.stringify(row).matchAll(/"hash":"([0-9a-f]{64})"/gu)) found.add(mediaHash.parse(hash))
  }
  await db.transaction('r', db.posts, db.orders, db.meta, async () => {
    for (const table of [db.posts, db.orders, db.meta]) await table.each(note)
  })
  return [...found]
}

export async function dropMedia(hashes: readonly MediaHash[]): Promise<void> {
  await db.media.bulkDelete([...hashes])
}

export const readMedia = (hash: MediaHash): Promise<MediaRow | undefined> => db.media.get(hash)
export const lastMedia = (limit: number): Promise<MediaRow[]> => db.media.orderBy('addedUtc').reverse().limit(limit).toArray()
