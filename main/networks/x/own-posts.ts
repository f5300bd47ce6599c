import { z } from 'zod'
import type { LogEntry } from '../../../preload/contract/events.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import type { StreamPage } from '../network.ts'
import { pathId } from './client.ts'
import { readCursor } from '../cursor.ts'
import { compareIds, id, me, postPage, problemName, utcOfId, type PostEntity } from './entities.ts'
import { keyOf, ownPostFrom, postFields, postSampleFrom, type InboxTools } from './items.ts'
import { userFields } from './who-am-i.ts'

/** `recent` are the ids of the newest page, by which a deleted post is missed. `until`: where the first reading goes on. */
const cursorShape = z.object({ v: z.literal(1), recent: z.array(id), until: id.nullable(), seen: z.number().int() })
type Cursor = z.infer<typeof cursorShape>

const historyPage = 100
const usualPage = 20
/** Each own post costs a tenth of a cent a day. */
const mostHistory = 300
/** Figures that only the author sees are told for thirty days; a post that grows older while it is asked for must not spoil the answer. */
const privateForMs = 29 * 24 * 60 * 60_000

/** Own posts with their figures: back through the last few hundred at first, later the newest page each time. */
export async function readOwnPosts(text: string | null, { client, reader }: InboxTools): Promise<Result<StreamPage, NetworkFailure>> {
  const cursor: Cursor | null = readCursor(text, cursorShape)
  const until = cursor?.until ?? null
  const isHistory = cursor === null || until !== null
  const query = { max_results: isHistory ? historyPage : usualPage, exclude: 'retweets', until_id: until, ...postFields }
  const page = await client.ask({ path: `/2/users/${pathId(reader.remoteId)}/tweets`, query, scope: 'tweet.read' }, postPage)
  if (!page.ok) return page
  const { data, includes, meta } = page.value
  const posts = data.filter(post => post.author_id === null || post.author_id === reader.remoteId).toSorted((a, b) => compareIds(b.id, a.id))
  const figures = await ownFigures(posts, { client, reader })
  const entries = posts.flatMap((post): LogEntry[] => {
    const own = ownPostFrom({ ...post, author_id: reader.remoteId }, includes, reader)
    return own ? [{ kind: 'own-post', post: own }, { kind: 'post-figures', sample: postSampleFrom(post, figures.get(post.id) ?? {}, reader) }] : []
  })
  const seen = (cursor?.seen ?? 0) + data.length
  const oldest = posts.at(-1)?.id
  const goesOn = oldest !== undefined && (until === null || compareIds(oldest, until) < 0)
  const more = isHistory && goesOn && meta?.next_token != null && seen < mostHistory
  if (!isHistory) {
    // A page with nothing behind it shows all there is.
    const floor = meta?.next_token == null ? null : oldest ?? null
    const gone = await deletedAmong(cursor.recent.filter(each => floor === null || compareIds(each, floor) > 0), posts, { client, reader })
    if (!gone.ok) return gone
    entries.push(...gone.value.map((postId): LogEntry => ({ kind: 'own-post-gone', key: keyOf(reader, postId) })))
  }
  const recent = isHistory && cursor ? cursor.recent : posts.slice(0, usualPage).map(post => post.id)
  const next: Cursor = { v: 1, recent, until: more ? oldest : null, seen }
  return ok({ entries, cursor: JSON.stringify(next), more, isHistory, reachedUtc: isHistory ? (oldest === undefined ? reader.now() : utcOfId(oldest)) : null })
}

/** Clicks and the like, by post. An account that may not see them has none: they are asked for apart, so that the posts come through all the same. */
async function ownFigures(posts: readonly PostEntity[], { client, reader }: InboxTools): Promise<ReadonlyMap<string, PostEntity['non_public_metrics']>> {
  const young = posts.filter(post => utcOfId(post.id) > reader.now() - privateForMs).map(post => post.id)
  if (young.length === 0) return new Map()
  const read = await client.ask({ path: '/2/tweets', query: { ids: young.join(','), 'tweet.fields': 'non_public_metrics' }, scope: 'tweet.read' }, postPage)
  return new Map(read.ok ? read.value.data.map(post => [post.id, post.non_public_metrics]) : [])
}

/** Posts that were on the newest page and are not there any more, each asked for by its id: lists lag, a plain "not found" does not. */
async function deletedAmong(recent: readonly string[], posts: readonly PostEntity[], { client }: InboxTools): Promise<Result<readonly string[], NetworkFailure>> {
  const there = new Set(posts.map(post => post.id))
  const missed = recent.filter(postId => !there.has(postId))
  if (missed.length === 0) return ok([])
  const read = await client.ask({ path: '/2/tweets', query: { ids: missed.join(',') }, scope: 'tweet.read' }, postPage)
  if (!read.ok) return read.failure.kind === 'missing' ? ok(missed) : read
  const gone = new Set(read.value.errors.filter(error => problemName(error.type) === 'resource-not-found').map(error => error.resource_id ?? error.value))
  return ok(missed.filter(postId => gone.has(postId)))
}

export async function readAccountFigures({ client, reader }: InboxTools): Promise<Result<StreamPage, NetworkFailure>> {
  const read = await client.ask({ path: '/2/users/me', query: { 'user.fields': userFields }, scope: 'users.read' }, me)
  if (!read.ok) return read
  const told = read.value.data.public_metrics
  const [followers, following, posts] = [told?.followers_count ?? null, told?.following_count ?? null, told?.post_count ?? told?.tweet_count ?? null]
  const figures = { ...(followers === null ? {} : { followers }), ...(following === null ? {} : { following }), ...(posts === null ? {} : { posts }) }
  const utc = reader.now()
  // The cursor is only the time of the last look: figures have no pages.
  return ok({ entries: [{ kind: 'account-figures', sample: { accountId: reader.accountId, utc, figures } }], cursor: String(utc), more: false, isHistory: false, reachedUtc: null })
}
