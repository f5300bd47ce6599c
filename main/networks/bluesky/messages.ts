import { z } from 'zod'
import type { LogEntry } from '../../../preload/contract/events.ts'
import type { ThreadPost } from '../../../preload/contract/items.ts'
import { ok } from '../../../preload/contract/result.ts'
import type { StreamPage } from '../network.ts'
import type { Answered } from './client.ts'
import { readCursor } from '../cursor.ts'
import { chatLog, convo, convoPage, messagePage, type Convo, type Message } from './entities.ts'
import { isViewMissing } from './failures.ts'
import { messageItem, messagePost } from './items.ts'
import type { ReadTools } from './notifications.ts'

/** `rev` is a place in the chat's event log. */
const cursorShape = z.object({ rev: z.string() })
const oneConvo = z.object({ convo })

/** Conversations read back at first; older ones are there when somebody writes in them. */
const mostHistory = 25
const historyMessages = 50

/** First the newest conversations, then the event log from there on: the official app starts in the same way. */
export async function readMessages(text: string | null, tools: ReadTools): Answered<StreamPage> {
  const cursor = readCursor(text, cursorShape)
  const page = cursor ? await readLog(cursor.rev, tools) : await readHistory(tools)
  if (page.ok) return page
  const { failure } = page
  // No chat behind this server, or no leave for it: nothing to tell, and no failure of the account.
  const isAbsent = isViewMissing(failure) || (failure.kind === 'refused' && failure.reason === 'permission-missing')
  return isAbsent ? ok({ entries: [], cursor: text ?? '', more: false, isHistory: cursor === null, reachedUtc: null }) : page
}

async function readHistory({ client, reader, places }: ReadTools): Answered<StreamPage> {
  const list = await client.query('chat.bsky.convo.listConvos', { limit: mostHistory }, convoPage, places.chat)
  if (!list.ok) return list
  const entries: LogEntry[] = []
  let reachedUtc: number | null = null
  for (const one of list.value.convos) {
    const page = await client.query('chat.bsky.convo.getMessages', { convoId: one.id, limit: historyMessages }, messagePage, places.chat)
    // Left or deleted in the meantime: nothing to show.
    if (!page.ok && page.failure.kind !== 'missing') return page
    const messages = page.ok ? page.value.messages.toReversed() : []
    entries.push(...entriesOf(messages.map(sent => ({ sent, convo: one })), { reader }))
    const oldest = messages[0]?.sentAt
    if (oldest !== undefined) reachedUtc = Math.min(reachedUtc ?? oldest, oldest)
  }
  const rev = list.value.convos.map(one => one.rev).toSorted().at(-1) ?? ''
  return ok({ entries, cursor: JSON.stringify({ rev }), more: false, isHistory: true, reachedUtc })
}

async function readLog(rev: string, { client, reader, places }: ReadTools): Answered<StreamPage> {
  const page = await client.query('chat.bsky.convo.getLog', { cursor: rev === '' ? undefined : rev }, chatLog, places.chat)
  if (!page.ok) return page
  const convos = new Map<string, Convo>()
  for (const { convoId } of page.value.logs) {
    if (convos.has(convoId)) continue
    const read = await client.query('chat.bsky.convo.getConvo', { convoId }, oneConvo, places.chat)
    if (!read.ok && read.failure.kind !== 'missing') return read
    if (read.ok) convos.set(convoId, read.value.convo)
  }
  const told = page.value.logs.flatMap(({ convoId, message }) => {
    const found = convos.get(convoId)
    return found ? [{ sent: message, convo: found }] : []
  })
  const next = page.value.cursor ?? rev
  // The log comes in pieces of a size nobody documents: as long as it moves, there may be more.
  return ok({ entries: entriesOf(told, { reader }), cursor: JSON.stringify({ rev: next }), more: next !== rev && page.value.logs.length > 0, isHistory: false, reachedUtc: null })
}

function entriesOf(told: readonly { readonly sent: Message; readonly convo: Convo }[], { reader }: Pick<ReadTools, 'reader'>): LogEntry[] {
  const posts = told.map(({ sent, convo: where }) => messagePost(sent, where, reader)).filter((post): post is ThreadPost => post !== null)
  const items = told.flatMap(({ sent, convo: where }): LogEntry[] => {
    const item = messageItem(sent, where, reader)
    return item ? [{ kind: 'item', item }] : []
  })
  return posts.length > 0 ? [{ kind: 'thread', posts }, ...items] : items
}

/** The newest messages of a conversation, oldest first. */
export async function readConvo(convoId: string, { client, reader, places }: ReadTools): Answered<readonly ThreadPost[]> {
  const read = await client.query('chat.bsky.convo.getConvo', { convoId }, oneConvo, places.chat)
  if (!read.ok) return read
  const page = await client.query('chat.bsky.convo.getMessages', { convoId, limit: 100 }, messagePage, places.chat)
  return page.ok ? ok(page.value.messages.toReversed().map(one => messagePost(one, read.value.convo, reader)).filter(post => post !== null)) : page
}
