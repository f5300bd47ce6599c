import { z } from 'zod'
import type { LogEntry } from '../../../preload/contract/events.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import type { StreamPage } from '../network.ts'
import { readCursor } from '../cursor.ts'
import { compareIds, id, messagePage } from './entities.ts'
import { itemFromMessage, threadPostFromMessage, type InboxTools } from './items.ts'

/** Private messages come newest first and cannot be asked for "since": a walk goes back until it meets what it has told. */
const cursorShape = z.object({
  v: z.literal(1),
  /** The newest that was told when the walk began; null: the first reading. */
  met: id.nullable(),
  newest: id.nullable(),
  token: z.string().nullable(),
  read: z.number().int(),
})
type Cursor = z.infer<typeof cursorShape>

/** Each message costs a cent once a day, known ones too: two are enough to see that nothing is new. No long past; X keeps thirty days. */
const glance = 2
const pageSize = 20
const mostHistory = 40

export const messageFields = {
  event_types: 'MessageCreate', 'dm_event.fields': 'attachments,created_at,dm_conversation_id,entities,event_type,id,text', expansions: 'attachments.media_keys,sender_id',
  'user.fields': 'id,name,profile_image_url,username', 'media.fields': 'alt_text,media_key,preview_image_url,type,url',
} as const

export async function readMessages(text: string | null, { client, reader }: InboxTools): Promise<Result<StreamPage, NetworkFailure>> {
  const known: Cursor | null = readCursor(text, cursorShape)
  const cursor: Cursor = known ?? { v: 1, met: null, newest: null, token: null, read: 0 }
  const isHistory = cursor.met === null
  const page = await client.ask({ path: '/2/dm_events', query: { max_results: isHistory || cursor.token !== null ? pageSize : glance, pagination_token: cursor.token, ...messageFields }, scope: 'dm.read' }, messagePage)
  if (!page.ok) return page
  const { data, includes, meta } = page.value
  const fresh = data.filter(message => cursor.met === null || compareIds(message.id, cursor.met) > 0).toSorted((a, b) => compareIds(a.id, b.id))
  const entries: LogEntry[] = []
  for (const message of fresh) {
    const post = threadPostFromMessage(message, includes, reader)
    const item = itemFromMessage(message, includes, reader)
    if (post) entries.push({ kind: 'thread', posts: [post] })
    if (item) entries.push({ kind: 'item', item })
  }
  const read = cursor.read + data.length
  const last = fresh.at(-1)?.id
  const newest = last !== undefined && (cursor.newest === null || compareIds(last, cursor.newest) > 0) ? last : cursor.newest
  const token = meta?.next_token ?? null
  const more = token !== null && token !== cursor.token && fresh.length > 0 && fresh.length === data.length && (!isHistory || read < mostHistory)
  // An account without messages has met all there is: whatever comes now is new.
  const next: Cursor = more ? { ...cursor, newest, token, read } : { v: 1, met: newest ?? '1', newest: newest ?? '1', token: null, read: 0 }
  const first = fresh.at(0)?.created_at ?? null
  const reached = Date.parse(first ?? '')
  return ok({ entries, cursor: JSON.stringify(next), more, isHistory, reachedUtc: isHistory ? (Number.isFinite(reached) ? reached : reader.now()) : null })
}
