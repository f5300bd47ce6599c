import { z } from 'zod'
import type { LogEntry } from '../../../preload/contract/events.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import type { StreamPage } from '../network.ts'
import { compareIds, conversationList, type StatusEntity } from './entities.ts'
import { instantOf, itemFromStatus } from './items.ts'
import type { InboxTools } from './notifications.ts'
import { readAround, threadPosts } from './threads.ts'
import { readCursor } from '../cursor.ts'

/** Last message seen per conversation, the youngest last. `maxId` while the first reading walks back. */
const cursorShape = z.object({ seen: z.array(z.tuple([z.string(), z.string()])), maxId: z.string().nullable(), isFirst: z.boolean(), read: z.number().int() })
type Cursor = z.infer<typeof cursorShape>

const pageSize = 20
/** Each conversation costs a second request; older ones are there when somebody writes in them. */
const mostHistory = 200
const mostRemembered = 400

export async function readConversations(text: string | null, tools: InboxTools): Promise<Result<StreamPage, NetworkFailure>> {
  const { client, reader, roots } = tools
  const cursor: Cursor = readCursor(text, cursorShape) ?? { seen: [], maxId: null, isFirst: true, read: 0 }
  const page = await client.ask({ path: '/api/v1/conversations', query: { limit: pageSize, max_id: cursor.maxId }, scope: 'read:statuses' }, conversationList)
  // A server without conversations: messages still come as notifications.
  if (!page.ok) return page.failure.kind === 'missing' ? ok(emptyPage(cursor)) : page
  const seen = new Map(cursor.seen)
  const fresh = page.value.value.flatMap(({ id, last_status: last }) => (last && seen.get(id) !== last.id ? [{ id, last }] : []))
  const entries: LogEntry[] = []
  const keys = new Set<string>()
  let oldest: StatusEntity | null = null
  for (const { id, last } of fresh.toReversed()) {
    const thread = await readAround(last, client)
    // Deleted in the meantime: nothing to show, and not to be asked for again.
    if (!thread.ok && thread.failure.kind !== 'missing') return thread
    const before = seen.get(id)
    seen.delete(id)
    seen.set(id, last.id)
    if (!thread.ok) continue
    roots.learn(thread.value)
    oldest ??= last
    entries.push({ kind: 'thread', posts: threadPosts(thread.value, reader) })
    for (const status of thread.value.statuses) {
      if (status.visibility !== 'direct' || status.account.id === reader.remoteId || keys.has(status.id)) continue
      // Told before. One that arrives late with an older id is not lost: it is a notification as well.
      if (before !== undefined && compareIds(status.id, before) <= 0) continue
      keys.add(status.id)
      const item = itemFromStatus(status, reader, thread.value.root, { conversation: id })
      if (item) entries.push({ kind: 'item', item })
    }
  }
  const last = page.value.value.at(-1)?.last_status
  const read = cursor.read + page.value.value.length
  // Going on: in the first reading to its end; later while a whole page was new. A page of known ones is the end in both.
  const more = last !== null && last !== undefined && fresh.length > 0 && (cursor.isFirst ? read < mostHistory : fresh.length === page.value.value.length)
  const next: Cursor = {
    seen: [...seen].slice(-mostRemembered),
    maxId: more ? last.id : null,
    isFirst: cursor.isFirst && more,
    read,
  }
  return ok({ entries, cursor: JSON.stringify(next), more, isHistory: cursor.isFirst, reachedUtc: cursor.isFirst && oldest ? instantOf(oldest.created_at, reader) : null })
}

const emptyPage = (cursor: Cursor): StreamPage => ({ entries: [], cursor: JSON.stringify({ ...cursor, maxId: null, isFirst: false }), more: false, isHistory: cursor.isFirst, reachedUtc: null })
