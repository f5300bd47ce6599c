import type { MediaFacts } from '../../preload/contract/drafts.ts'
import type { MediaHash } from '../../preload/contract/ids.ts'
import { db } from './db.ts'
import type { MediaRow } from './schema.ts'

export async function keepMedia(facts: readonly MediaFacts[], now = Date.now()): Promise<void> {
  await db.media.bulkPut(facts.map(media => ({ ...media, addedUtc: now })))
}

export const readMedia = (hash: MediaHash): Promise<MediaRow | undefined> => db.media.get(hash)
export const lastMedia = (limit: number): Promise<MediaRow[]> => db.media.orderBy('addedUtc').reverse().limit(limit).toArray()
