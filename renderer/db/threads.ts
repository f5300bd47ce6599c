import Dexie from 'dexie'
import type { ItemKey } from '../../preload/contract/ids.ts'
import type { ThreadPost } from '../../preload/contract/items.ts'
import { db } from './db.ts'
import type { ThreadPostRow } from './schema.ts'

/** What is known of a conversation, oldest first. */
export const threadOf = (conversation: string): Promise<ThreadPostRow[]> =>
  db.threadPosts.where('[conversation+createdUtc]').between([conversation, Dexie.minKey], [conversation, Dexie.maxKey]).toArray()

/** Posts that main gave in an answer; the log brings them again. */
export async function putThreadPosts(posts: readonly ThreadPost[]): Promise<void> {
  await db.threadPosts.bulkPut([...posts])
}

export const readThreadPost = (key: ItemKey): Promise<ThreadPostRow | undefined> => db.threadPosts.get(key)
