import { z } from 'zod'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import type { StreamPage } from '../network.ts'
import type { Client } from './client.ts'
import { readCursor } from '../cursor.ts'
import { reviewList, type ReviewEntity } from './entities.ts'
import { instantOf, itemFrom, type Reader } from './items.ts'

export type InboxTools = { readonly client: Client; readonly reader: Reader }

/** The youngest change that was told, and which reviews had it. */
const mark = z.object({ sinceUtc: z.number(), names: z.array(z.string()) })
type Mark = z.infer<typeof mark>
const cursorShape = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('back'), mark, pageToken: z.string(), seen: z.number().int() }),
  z.object({ phase: z.literal('forward'), mark }),
])
type Cursor = z.infer<typeof cursorShape>

const pageSize = 50
const mostHistory = 2000
const mostPagesForward = 5

/** Reviews, the last written or changed first. A changed one is told again, under its own key. */
export async function readReviews(text: string | null, tools: InboxTools): Promise<Result<StreamPage, NetworkFailure>> {
  const cursor = readCursor(text, cursorShape)
  return cursor?.phase === 'forward' ? await readForward(cursor.mark, tools) : await readBack(cursor, tools)
}

const changedUtc = (review: ReviewEntity, { now }: Reader): number => instantOf(review.updateTime ?? review.createTime, now)
const ask = (pageToken: string | null, { client, reader }: InboxTools): Promise<Result<{ readonly rows: ReviewEntity[]; readonly nextPageToken: string | null }, NetworkFailure>> =>
  client.ask({ path: `${reader.remoteId}/reviews`, query: { pageSize, orderBy: 'updateTime desc', pageToken } }, reviewList)

function markOf(rows: readonly ReviewEntity[], before: Mark, reader: Reader): Mark {
  const sinceUtc = Math.max(before.sinceUtc, ...rows.map(row => changedUtc(row, reader)))
  const names = rows.filter(row => changedUtc(row, reader) === sinceUtc).map(({ name }) => name)
  return { sinceUtc, names: [...new Set([...names, ...(before.sinceUtc === sinceUtc ? before.names : [])])] }
}

const entriesOf = (rows: readonly ReviewEntity[], reader: Reader): StreamPage['entries'] =>
  rows.flatMap(row => itemFrom(row, reader) ?? []).sort((a, b) => a.createdUtc - b.createdUtc).map(item => ({ kind: 'item', item }))

async function readBack(cursor: Extract<Cursor, { phase: 'back' }> | null, tools: InboxTools): Promise<Result<StreamPage, NetworkFailure>> {
  const page = await ask(cursor?.pageToken ?? null, tools)
  if (!page.ok) return page
  const { rows, nextPageToken } = page.value
  const first = cursor?.mark ?? markOf(rows, { sinceUtc: 0, names: [] }, tools.reader)
  const seen = (cursor?.seen ?? 0) + rows.length
  const oldest = rows.at(-1)
  const next: Cursor = nextPageToken !== null && rows.length > 0 && seen < mostHistory ? { phase: 'back', mark: first, pageToken: nextPageToken, seen } : { phase: 'forward', mark: first }
  return ok({ entries: entriesOf(rows, tools.reader), cursor: JSON.stringify(next), more: next.phase === 'back', isHistory: true, reachedUtc: oldest ? changedUtc(oldest, tools.reader) : tools.reader.now() })
}

async function readForward(before: Mark, tools: InboxTools): Promise<Result<StreamPage, NetworkFailure>> {
  const isNew = (review: ReviewEntity): boolean => changedUtc(review, tools.reader) > before.sinceUtc || (changedUtc(review, tools.reader) === before.sinceUtc && !before.names.includes(review.name))
  const fresh = new Map<string, ReviewEntity>()
  let pageToken: string | null = null
  for (let pages = 0; pages < mostPagesForward; pages++) {
    const page: Awaited<ReturnType<typeof ask>> = await ask(pageToken, tools)
    if (!page.ok) return page
    for (const row of page.value.rows) if (isNew(row)) fresh.set(row.name, row)
    const last = page.value.rows.at(-1)
    pageToken = page.value.nextPageToken
    if (pageToken === null || !last || !isNew(last)) break
  }
  const rows = [...fresh.values()]
  return ok({ entries: entriesOf(rows, tools.reader), cursor: JSON.stringify({ phase: 'forward', mark: markOf(rows, before, tools.reader) } satisfies Cursor), more: false, isHistory: false, reachedUtc: null })
}
