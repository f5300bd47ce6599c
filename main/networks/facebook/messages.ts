import { z } from 'zod'
import type { LogEntry } from '../../../preload/contract/events.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import { graphId } from '../graph-api/client.ts'
import { askPage, pageWithin } from '../graph-api/paging.ts'
import type { StreamPage } from '../network.ts'
import { readCursor } from '../cursor.ts'
import { isNew, overlapMs, tellAlso, told, type Told } from './told.ts'
import { conversationEntity, messageEntity, messageFields, type ConversationEntity } from './entities.ts'
import { itemFromMessage, threadPostFromMessage } from './items.ts'
import type { InboxTools } from './notifications.ts'

const cursorShape = z.object({ v: z.literal(1), after: z.string().nullable(), pages: z.number().int(), told })
const mostHistoryPages = 5
const conversationsAtOnce = 20
/** Only the twenty newest messages of a conversation are told with their words (Conversations API, 11 Feb 2026). */
const messagesShown = 20

/** Private conversations, the one written in last first. Without the network's review only those with people who have a role in the app. */
export async function readMessages(text: string | null, { client, reader }: InboxTools): Promise<Result<StreamPage, NetworkFailure>> {
  const cursor = readCursor(text, cursorShape)
  const isHistory = cursor === null || cursor.told.sinceUtc === 0
  const before: Told = cursor && !isHistory ? cursor.told : { sinceUtc: 0, ids: cursor?.told.ids ?? [] }
  const page = await askPage(client, {
    path: `/${graphId(reader.remoteId)}/conversations`,
    query: { platform: 'messenger', fields: `id,updated_time,participants,messages.limit(${messagesShown}){${messageFields}}`, limit: conversationsAtOnce },
    canWait: true,
  }, conversationEntity, cursor?.after ?? null)
  if (!page.ok) return page
  const changed = page.value.rows.filter(row => isHistory || row.updated_time === null || row.updated_time >= before.sinceUtc)
  const seen: { readonly id: string; readonly utc: number }[] = []
  const entries: LogEntry[] = []
  for (const conversation of changed.toReversed()) {
    const messages = pageWithin(conversation.messages, messageEntity)?.rows ?? []
    const posts = messages.flatMap(message => threadPostFromMessage(message, conversation.id, personIn(conversation, reader.remoteId), reader) ?? []).toReversed()
    const fresh = posts.filter(post => isNew({ id: post.ref.id, utc: post.createdUtc }, before))
    seen.push(...posts.map(post => ({ id: post.ref.id, utc: post.createdUtc })))
    if (fresh.length === 0) continue
    entries.push({ kind: 'thread', posts })
    const freshIds = new Set(fresh.filter(post => !post.isOwn).map(post => post.ref.id))
    for (const message of messages.toReversed()) {
      const item = freshIds.has(message.id) ? itemFromMessage(message, conversation.id, reader) : null
      if (item) entries.push({ kind: 'item', item })
    }
  }
  const pages = (cursor?.pages ?? 0) + 1
  const isFull = changed.length > 0 && changed.length === page.value.rows.length
  const after = isFull && pages < mostHistoryPages ? page.value.after : null
  const next = after === null
    ? tellAlso({ sinceUtc: Math.max(0, (isHistory ? reader.now() - overlapMs : before.sinceUtc)), ids: before.ids }, seen, reader.now())
    // Pages of one reading belong together: the stretch moves on after the last.
    : { sinceUtc: before.sinceUtc, ids: [...new Set([...before.ids, ...seen.map(one => one.id)])] }
  const oldest = Math.min(reader.now(), ...seen.map(one => one.utc))
  return ok({
    entries, cursor: JSON.stringify({ v: 1, after, pages: after === null ? 0 : pages, told: next } satisfies z.infer<typeof cursorShape>),
    more: after !== null, isHistory, reachedUtc: isHistory ? oldest : null,
  })
}

export const personIn = ({ participants }: Pick<ConversationEntity, 'participants'>, ownId: string): string | undefined => participants?.data.find(one => one.id !== ownId)?.id
