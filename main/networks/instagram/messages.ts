import { z } from 'zod'
import type { LogEntry } from '../../../preload/contract/events.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import type { Item, ThreadPost } from '../../../preload/contract/items.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import { graphId } from '../graph-api/client.ts'
import { freshSince, type Mark } from '../graph-api/inbox-mark.ts'
import { askPage, pageWithin } from '../graph-api/paging.ts'
import type { StreamPage } from '../network.ts'
import type { ReadTools } from './comments.ts'
import { conversationEntity, messageEntity, messageFields, type MessageEntity } from './entities.ts'
import { instantOf, itemFromMessage, threadPostFromMessage } from './items.ts'
import { mayRead } from './limits.ts'
import { speaker } from './publish.ts'

const mostConversations = 25

/** Private conversations, as far as the network shows them: the twenty youngest messages of each. */
export async function readMessages(mark: Mark | null, tools: ReadTools): Promise<Result<StreamPage, NetworkFailure>> {
  const { client, reader } = tools
  const nothing: StreamPage = { entries: [], cursor: JSON.stringify(mark ?? { v: 1, known: [], floorUtc: 0 }), more: false, isHistory: mark === null, reachedUtc: mark === null ? reader.now() : null }
  const secret = await client.secret()
  if (!secret.ok) return secret
  if (!mayRead(secret.value.login, 'messages', secret.value.scopes)) return ok(nothing)
  const list = await askPage(client, { path: `/${await speaker({ client, remoteId: reader.remoteId })}/conversations`, query: { platform: 'instagram', fields: 'id,updated_time', limit: mostConversations } }, conversationEntity, null)
  // Without the right, which the token may lack unseen, there are simply none.
  if (!list.ok) return list.failure.kind === 'refused' ? ok(nothing) : list
  const items: Item[] = []
  const threads: ThreadPost[][] = []
  for (const { id, updated_time: updated } of list.value.rows) {
    if (mark !== null && instantOf(updated, reader) < mark.floorUtc) continue
    const read = await messagesIn(id, tools)
    if (!read.ok && read.failure.kind !== 'missing') return read
    if (!read.ok) continue
    items.push(...read.value.flatMap(message => itemFromMessage(message, id, reader) ?? []))
    threads.push(read.value.toReversed().flatMap(message => threadPostFromMessage(message, id, reader) ?? []))
  }
  const fresh = freshSince(items, mark)
  const touched = new Set(fresh.items.map(item => item.conversation))
  const entries: LogEntry[] = [
    ...fresh.items.map((item): LogEntry => ({ kind: 'item', item })),
    ...threads.filter(posts => posts[0] && touched.has(posts[0].conversation)).map((posts): LogEntry => ({ kind: 'thread', posts })),
  ]
  return ok({ ...nothing, entries, cursor: JSON.stringify(fresh.mark) })
}

/** Newest first, as the network gives them. */
export async function messagesIn(conversation: string, { client }: ReadTools): Promise<Result<readonly MessageEntity[], NetworkFailure>> {
  const read = await client.ask({ path: `/${graphId(conversation)}`, query: { fields: `messages{${messageFields}}` } }, z.object({ messages: z.unknown().optional() }))
  return read.ok ? ok(pageWithin(read.value.messages, messageEntity)?.rows ?? []) : read
}
