import { z } from 'zod'
import type { LogEntry } from '../../../preload/contract/events.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import type { StreamPage } from '../network.ts'
import type { InboxTools } from './comments.ts'
import { readCursor } from '../cursor.ts'
import { channelList, playlistItemList, videoList } from './entities.ts'
import { instantOf, keyOf, ownPostFrom, postSampleFrom, type Extras } from './items.ts'
import { readExtras } from './reports.ts'

/** `recent` are the ids of the newest page, by which a deleted video is missed. */
const cursorShape = z.object({ recent: z.array(z.string()), pageToken: z.string().nullable(), seen: z.number().int() })
type Cursor = z.infer<typeof cursorShape>

const pageSize = 50
const mostHistory = 2000

/** A channel's own uploads stand in a playlist whose id is the channel's with another beginning; what the channel itself says goes before. */
const uploadsOf = (channelId: string): string => `UU${channelId.slice(2)}`

/** Public and unlisted videos with their figures: back to the beginning at first, later the newest page each time. */
export async function readOwnPosts(text: string | null, { client, reader }: InboxTools): Promise<Result<StreamPage, NetworkFailure>> {
  const cursor = readCursor(text, cursorShape)
  const isHistory = cursor === null || cursor.pageToken !== null
  const page = await client.ask({ path: 'playlistItems', query: { part: 'contentDetails', playlistId: uploadsOf(reader.remoteId), maxResults: pageSize, pageToken: cursor?.pageToken } }, playlistItemList)
  // A channel that has never uploaded has no such playlist.
  if (!page.ok && page.failure.kind !== 'missing') return page
  const listed = page.ok ? page.value.items.map(({ contentDetails }) => contentDetails.videoId) : []
  const missed = isHistory ? [] : cursor.recent.filter(id => !listed.includes(id)).slice(0, pageSize)
  const asked = [...new Set([...listed, ...missed])]
  const read = asked.length === 0 ? ok({ items: [] }) : await client.ask({ path: 'videos', query: { part: 'snippet,status,statistics', id: asked.slice(0, pageSize).join(',') } }, videoList)
  if (!read.ok) return read
  const videos = read.value.items.filter(({ status }) => status && status.privacyStatus !== 'private')
  const extras: ReadonlyMap<string, Extras> = videos.length > 0 ? await readExtras(videos.map(({ id }) => id), client, reader.now) : new Map<string, Extras>()
  const entries = videos.flatMap((video): LogEntry[] => {
    const post = ownPostFrom(video, reader)
    return post ? [{ kind: 'own-post', post }, { kind: 'post-figures', sample: postSampleFrom(video, extras.get(video.id) ?? {}, reader) }] : []
  })
  const there = new Set(videos.map(({ id }) => id))
  // Asked for by its id and not given: deleted, or made private.
  for (const id of isHistory ? [] : cursor.recent) if (!there.has(id) && asked.slice(0, pageSize).includes(id)) entries.push({ kind: 'own-post-gone', key: keyOf(reader, id) })
  const seen = (cursor?.seen ?? 0) + listed.length
  const nextToken = page.ok ? page.value.nextPageToken ?? null : null
  const more = isHistory && nextToken !== null && listed.length > 0 && seen < mostHistory
  const oldest = videos.at(-1)
  const next: Cursor = { recent: isHistory && cursor ? cursor.recent : videos.map(({ id }) => id), pageToken: more ? nextToken : null, seen }
  return ok({ entries, cursor: JSON.stringify(next), more, isHistory, reachedUtc: isHistory && oldest ? instantOf(oldest.snippet?.publishedAt, reader.now) : null })
}

export async function readAccountFigures({ client, reader }: InboxTools): Promise<Result<StreamPage, NetworkFailure>> {
  const read = await client.ask({ path: 'channels', query: { part: 'snippet,statistics', mine: true } }, channelList)
  if (!read.ok) return read
  const statistics = read.value.items.find(({ id }) => id === reader.remoteId)?.statistics
  const followers = statistics?.hiddenSubscriberCount ? null : statistics?.subscriberCount
  const figures = { ...(typeof followers === 'number' ? { followers } : {}), ...(typeof statistics?.videoCount === 'number' ? { posts: statistics.videoCount } : {}) }
  const utc = reader.now()
  // The cursor is only the time of the last look: figures have no pages.
  return ok({ entries: Object.keys(figures).length > 0 ? [{ kind: 'account-figures', sample: { accountId: reader.accountId, utc, figures } }] : [], cursor: String(utc), more: false, isHistory: false, reachedUtc: null })
}
