import { z } from 'zod'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Stream, StreamPage } from '../network.ts'
import type { Client } from './client.ts'
import { videoFields, videoPage } from './entities.ts'
import { entriesFrom, type Reader } from './items.ts'
import { readUser } from './who-am-i.ts'

const minutes = 60_000

/** TikTok has no comments, mentions or messages for programs: what is written to us is read and answered there, by hand. */
export const streams: readonly Stream[] = [
  { id: 'own-posts', quickMs: 5 * minutes, slowMs: 60 * minutes },
  { id: 'account-figures', quickMs: 60 * minutes, slowMs: 6 * 60 * minutes },
]

export type ReadTools = { readonly client: Client; readonly reader: Reader }

export async function read(stream: Stream['id'], cursor: string | null, tools: ReadTools): Promise<Result<StreamPage, NetworkFailure>> {
  switch (stream) {
    case 'own-posts': return await readOwnPosts(cursor, tools)
    case 'account-figures': return await readAccountFigures(tools)
    case 'notifications': case 'messages': return fail({ kind: 'refused', reason: 'not-supported', detail: `${stream}: not for programs` })
  }
}

/** `before`: TikTok's own cursor (milliseconds) into the history, which is walked once; later the newest page is read each time. */
const cursorShape = z.object({ before: z.number().nullable(), seen: z.number().int() })
const pageSize = 20
const mostHistory = 500

/**
 * The videos that everybody sees, with their figures. One that is not listed any more may have been deleted, or only been made private
 * by the owner: TikTok does not say which, so none is called gone.
 */
async function readOwnPosts(text: string | null, { client, reader }: ReadTools): Promise<Result<StreamPage, NetworkFailure>> {
  const cursor = readCursor(text)
  const isHistory = cursor === null || cursor.before !== null
  const json = { max_count: pageSize, ...(cursor?.before === null || cursor === null ? {} : { cursor: cursor.before }) }
  const page = await client.ask({ path: '/v2/video/list/', query: { fields: videoFields }, json }, videoPage)
  if (!page.ok) return page
  const { videos, cursor: next, has_more: hasMore } = page.value.data
  const seen = (cursor?.seen ?? 0) + videos.length
  const last = videos.at(-1)
  const more = isHistory && hasMore && typeof next === 'number' && last !== undefined && seen < mostHistory
  return ok({
    entries: videos.flatMap(video => entriesFrom(video, reader)), cursor: JSON.stringify({ before: more ? next : null, seen } satisfies z.infer<typeof cursorShape>),
    more, isHistory, reachedUtc: isHistory && last ? Math.round(last.create_time * 1000) : null,
  })
}

function readCursor(text: string | null): z.infer<typeof cursorShape> | null {
  if (text === null || text === '') return null
  try {
    const parsed = cursorShape.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    // Not a cursor of this version: from the beginning.
    return null
  }
}

async function readAccountFigures({ client, reader }: ReadTools): Promise<Result<StreamPage, NetworkFailure>> {
  const user = await readUser(client)
  if (!user.ok) return user
  const { follower_count: followers, following_count: following, video_count: posts } = user.value
  const figures = { ...(typeof followers === 'number' ? { followers } : {}), ...(typeof following === 'number' ? { following } : {}), ...(typeof posts === 'number' ? { posts } : {}) }
  const utc = reader.now()
  // The cursor is only the time of the last look: figures have no pages.
  return ok({ entries: [{ kind: 'account-figures', sample: { accountId: reader.accountId, utc, figures } }], cursor: String(utc), more: false, isHistory: false, reachedUtc: null })
}
