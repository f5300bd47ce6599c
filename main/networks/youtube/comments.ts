import { z } from 'zod'
import type { LogEntry } from '../../../preload/contract/events.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import type { StreamPage } from '../network.ts'
import type { Client } from './client.ts'
import { readCursor } from '../cursor.ts'
import { commentList, threadList, type CommentEntity, type ThreadEntity } from './entities.ts'
import { instantOf, isOwn, itemFrom, type Reader } from './items.ts'

export type InboxTools = { readonly client: Client; readonly reader: Reader }

/** What was told already: the youngest ids with their times. Whatever is older than the oldest of a full list was told as well. */
const told = z.array(z.tuple([z.string(), z.number()]))
const cursorShape = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('back'), told, pageToken: z.string(), seen: z.number().int() }),
  /** `answers`: how many each of the youngest threads had, since an answer does not bring its thread up again. */
  z.object({ phase: z.literal('forward'), told, floorUtc: z.number(), answers: z.record(z.string(), z.number()) }),
])
type Cursor = z.infer<typeof cursorShape>
type Told = z.infer<typeof told>

const pageSize = 100
const mostHistory = 2000
const mostTold = 400
/** Threads of which all answers are read in one go, each a request: YouTube shows at most five beside the thread. */
const mostAnswered = 20
const mostPagesForward = 5

/** Comments under all videos of the channel, newest thread first: there is no other list, and none of what is new. */
export async function readComments(text: string | null, tools: InboxTools): Promise<Result<StreamPage, NetworkFailure>> {
  const cursor = readCursor(text, cursorShape)
  return cursor?.phase === 'forward' ? await readForward(cursor, tools) : await readBack(cursor, tools)
}

async function readBack(cursor: Extract<Cursor, { phase: 'back' }> | null, tools: InboxTools): Promise<Result<StreamPage, NetworkFailure>> {
  const { reader } = tools
  const page = await askThreads(cursor?.pageToken ?? null, tools)
  if (!page.ok) return page
  const held = cursor === null ? await askThreads(null, tools, 'heldForReview') : ok({ items: [] })
  if (!held.ok) return held
  const { nextPageToken } = page.value
  const threads = [...held.value.items, ...page.value.items]
  const comments = threads.flatMap(thread => [...commentsIn(thread)].map(comment => ({ comment, thread })))
  const seen = (cursor?.seen ?? 0) + page.value.items.length
  const first = cursor?.told ?? youngest(comments.map(({ comment }) => timed(comment, reader)))
  const oldest = page.value.items.at(-1)
  const next: Cursor = nextPageToken && oldest && seen < mostHistory
    ? { phase: 'back', told: first, pageToken: nextPageToken, seen }
    // Younger than the oldest that is remembered, and not remembered: it came while the past was read.
    : { phase: 'forward', told: first, floorUtc: first.at(-1)?.[1] ?? 0, answers: cursor === null ? countsOf(threads) : {} }
  return ok({ entries: entriesOf(comments, reader), cursor: JSON.stringify(next), more: next.phase === 'back', isHistory: true, reachedUtc: oldest ? instantOf(oldest.snippet.topLevelComment.snippet.publishedAt, reader.now) : reader.now() })
}

async function readForward(cursor: Extract<Cursor, { phase: 'forward' }>, tools: InboxTools): Promise<Result<StreamPage, NetworkFailure>> {
  const { reader } = tools
  const known = new Set(cursor.told.map(([id]) => id))
  const isNew = (comment: CommentEntity): boolean => !known.has(comment.id) && timed(comment, reader)[1] >= cursor.floorUtc
  const found = new Map<string, { comment: CommentEntity; thread: ThreadEntity }>()
  const held = await askThreads(null, tools, 'heldForReview')
  if (!held.ok) return held
  for (const thread of held.value.items) if (isNew(thread.snippet.topLevelComment)) found.set(thread.id, { comment: thread.snippet.topLevelComment, thread })
  const answers: Record<string, number> = {}
  let pageToken: string | null = null
  let left = mostAnswered
  for (let pages = 0; pages < mostPagesForward; pages++) {
    const page: Awaited<ReturnType<typeof askThreads>> = await askThreads(pageToken, tools)
    if (!page.ok) return page
    for (const thread of page.value.items) {
      const { totalReplyCount } = thread.snippet
      const shown = commentsIn(thread)
      let all: readonly CommentEntity[] = shown
      if (totalReplyCount > shown.length - 1 && totalReplyCount !== cursor.answers[thread.id] && left > 0) {
        left--
        const whole = await tools.client.ask({ path: 'comments', query: { part: 'snippet', parentId: thread.id, maxResults: pageSize, textFormat: 'plainText' } }, commentList)
        if (!whole.ok) return whole
        all = [...shown, ...whole.value.items]
      }
      answers[thread.id] = totalReplyCount
      for (const comment of all) if (isNew(comment)) found.set(comment.id, { comment, thread })
    }
    const oldest = page.value.items.at(-1)
    pageToken = page.value.nextPageToken ?? null
    if (pageToken === null || !oldest || !isNew(oldest.snippet.topLevelComment)) break
  }
  const fresh = [...found.values()]
  const all = youngest([...fresh.map(({ comment }) => timed(comment, reader)), ...cursor.told])
  const floorUtc = all.length >= mostTold ? all.at(-1)?.[1] ?? cursor.floorUtc : cursor.floorUtc
  const next: Cursor = { phase: 'forward', told: all, floorUtc, answers }
  return ok({ entries: entriesOf(fresh, reader), cursor: JSON.stringify(next), more: false, isHistory: false, reachedUtc: null })
}

/** What YouTube holds back until the owner has looked at it stands in a list of its own, of which the newest page is enough. */
const askThreads = (pageToken: string | null, { client, reader }: InboxTools, moderationStatus: 'published' | 'heldForReview' = 'published'): Promise<Result<{ readonly items: ThreadEntity[]; readonly nextPageToken?: string | null | undefined }, NetworkFailure>> =>
  client.ask({ path: 'commentThreads', query: { part: 'snippet,replies', allThreadsRelatedToChannelId: reader.remoteId, order: 'time', moderationStatus, maxResults: pageSize, textFormat: 'plainText', pageToken } }, threadList)

const commentsIn = ({ snippet, replies }: ThreadEntity): readonly CommentEntity[] => [snippet.topLevelComment, ...replies?.comments ?? []]
const timed = (comment: CommentEntity, reader: Reader): Told[number] => [comment.id, instantOf(comment.snippet.publishedAt, reader.now)]
const countsOf = (threads: readonly ThreadEntity[]): Record<string, number> => Object.fromEntries(threads.map(({ id, snippet }) => [id, snippet.totalReplyCount]))

const youngest = (all: Told): Told => [...new Map(all).entries()].sort((a, b) => b[1] - a[1]).slice(0, mostTold)

/** Others' words, oldest first, as they were said. */
function entriesOf(rows: readonly { readonly comment: CommentEntity; readonly thread: ThreadEntity }[], reader: Reader): LogEntry[] {
  const items = rows.filter(({ comment }) => !isOwn(comment, reader)).flatMap(({ comment, thread }) => itemFrom(comment, thread, reader) ?? [])
  return [...new Map(items.map(item => [item.key, item])).values()].sort((a, b) => a.createdUtc - b.createdUtc).map(item => ({ kind: 'item', item }))
}
