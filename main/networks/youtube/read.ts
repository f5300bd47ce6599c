import type { RemoteRef } from '../../../preload/contract/drafts.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import type { SearchHits } from '../../../preload/contract/index.ts'
import { threadPost as threadPostShape, type ThreadPost } from '../../../preload/contract/items.ts'
import { assertNever, fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Stream, StreamPage } from '../network.ts'
import { readComments, type InboxTools } from './comments.ts'
import { commentList, searchList, threadList } from './entities.ts'
import { biggestThumbnail, instantOf, keyOf, threadPostFrom } from './items.ts'
import { readAccountFigures, readOwnPosts } from './own-posts.ts'
import { channelUrl, readExtra, videoRef, watchUrl } from './refs.ts'

const minuteMs = 60_000

/** Ten thousand points a day, and a page costs one: at its quickest this takes about a fifth of them. */
export const streams: readonly Stream[] = [
  { id: 'notifications', quickMs: minuteMs, slowMs: 10 * minuteMs },
  { id: 'own-posts', quickMs: 10 * minuteMs, slowMs: 60 * minuteMs },
  { id: 'account-figures', quickMs: 60 * minuteMs, slowMs: 6 * 60 * minuteMs },
]

export async function read(stream: Stream['id'], cursor: string | null, tools: InboxTools): Promise<Result<StreamPage, NetworkFailure>> {
  switch (stream) {
    case 'notifications': return await readComments(cursor, tools)
    case 'own-posts': return await readOwnPosts(cursor, tools)
    case 'account-figures': return await readAccountFigures(tools)
    case 'messages': return fail({ kind: 'refused', reason: 'not-supported', detail: 'YouTube has no messages' })
    default: return assertNever(stream)
  }
}

/** A comment with its answers; of a video its newest comments. Oldest first. */
export async function readThread(ref: RemoteRef, { client, reader }: InboxTools): Promise<Result<readonly ThreadPost[], NetworkFailure>> {
  const { kind, thread = ref.id, video = null } = readExtra(ref)
  const common = { part: 'snippet', textFormat: 'plainText', maxResults: 100 }
  if (kind === 'video') {
    const read = await client.ask({ path: 'commentThreads', query: { ...common, videoId: ref.id, order: 'time' } }, threadList)
    return read.ok ? ok(sorted(read.value.items.flatMap(({ id, snippet }) => threadPostFrom(snippet.topLevelComment, id, ref.id, reader) ?? []))) : read
  }
  const top = await client.ask({ path: 'commentThreads', query: { part: 'snippet', textFormat: 'plainText', id: thread } }, threadList)
  if (!top.ok) return top
  const first = top.value.items[0]
  if (!first) return fail({ kind: 'missing', detail: `the comment ${thread} is not there` })
  const answers = first.snippet.totalReplyCount > 0 ? await client.ask({ path: 'comments', query: { ...common, parentId: thread } }, commentList) : ok({ items: [] })
  if (!answers.ok) return answers
  return ok(sorted([first.snippet.topLevelComment, ...answers.value.items].flatMap(comment => threadPostFrom(comment, thread, first.snippet.videoId ?? video, reader) ?? [])))
}

const sorted = (posts: readonly ThreadPost[]): ThreadPost[] => posts.toSorted((a, b) => a.createdUtc - b.createdUtc)

/** Videos of anybody's, newest first. A hundred such questions a day are allowed, so it is asked only when the owner asks. */
export async function search(query: string, { client, reader }: InboxTools): Promise<Result<SearchHits, NetworkFailure>> {
  const asked = query.trim().slice(0, 500)
  if (asked === '') return ok({ posts: [], people: [] })
  const found = await client.ask({ path: 'search', query: { part: 'snippet', type: 'video', order: 'date', maxResults: 25, q: asked } }, searchList)
  if (!found.ok) return found
  const posts = found.value.items.flatMap(({ id: { videoId }, snippet }): ThreadPost[] => {
    const parsed = threadPostShape.safeParse({
      key: keyOf(reader, videoId), accountId: reader.accountId, conversation: videoId, ref: videoRef(videoId),
      person: { remoteId: snippet.channelId, handle: snippet.channelId, displayName: (snippet.channelTitle ?? '').slice(0, 1000), profileUrl: channelUrl(snippet.channelId), avatarUrl: null },
      text: snippet.description === '' ? snippet.title : `${snippet.title}\n\n${snippet.description}`, contentWarning: null,
      media: [{ kind: 'video', url: watchUrl(videoId), previewUrl: biggestThumbnail(snippet.thumbnails), alt: '' }],
      createdUtc: instantOf(snippet.publishedAt, reader.now), isOwn: snippet.channelId === reader.remoteId, replyTo: null,
    })
    return parsed.success ? [parsed.data] : []
  })
  return ok({ posts, people: [] })
}
