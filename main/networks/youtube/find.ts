import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { assertNever, ok, type Result } from '../../../preload/contract/result.ts'
import { judgePosts, type SeenPost } from '../judge-posts.ts'
import { nothingElse, type Found, type Known, type Prepared } from '../network.ts'
import { commentList, threadList, type CommentEntity } from './entities.ts'
import { readPrepared, type PreparedCall, type VideoBody } from './prepared-call.ts'
import type { PublishTools } from './publish.ts'
import { commentRef, videoRef } from './refs.ts'

/** We wait 30 s for an answer; the network may still be at it when we have given up. Before this, not seeing a change proves nothing. */
const settledMs = 60_000
const pageSize = 100
const maxPages = 3

/** After a lost answer: is it there? A video is looked at by its id, which is known before it becomes public; a comment among the others. */
export async function find(prepared: Prepared, sinceUtc: number, tools: PublishTools, known: Known = nothingElse(sinceUtc)): Promise<Result<Found, NetworkFailure>> {
  const call = readPrepared(prepared)
  switch (call.kind) {
    case 'new-video': return await findVideo(call.body.id, tools)
    case 'edited-video': return await findEdit(call.body, sinceUtc, tools)
    case 'new-comment': return await findComment(call, sinceUtc, tools, known)
    case 'edited-comment': {
      const read = await tools.client.ask({ path: 'comments', query: { part: 'snippet', id: call.id, textFormat: 'plainText' } }, commentList)
      if (!read.ok) return read
      const standing = read.value.items.find(({ id }) => id === call.id)
      return ok(changed(standing !== undefined && wordsOf(standing).trim() === call.text.trim(), commentRef(call.id, call.thread, call.video), sinceUtc, tools))
    }
    case 'act': return ok({ kind: 'no-proof', lookedAt: 'YouTube has no list in which this would stand', place: { kind: 'nowhere' } })
    default: return assertNever(call)
  }
}

async function findVideo(id: string, { client }: PublishTools): Promise<Result<Found, NetworkFailure>> {
  const read = await client.video(id, 'status')
  if (!read.ok) return read
  const place = { kind: 'own-place' } as const
  switch (read.value?.status?.privacyStatus) {
    case 'public': case 'unlisted': return ok({ kind: 'found', remote: videoRef(id) })
    // Not public, and made public again it is the same video.
    case 'private': return ok({ kind: 'absent', lookedAt: `the video ${id}: private`, place })
    // Gone: whether it was public before it went cannot be told.
    case undefined: return ok({ kind: 'no-proof', lookedAt: `the video ${id}: not there`, place })
  }
}

async function findEdit({ id, snippet }: VideoBody, sinceUtc: number, tools: PublishTools): Promise<Result<Found, NetworkFailure>> {
  const read = await tools.client.video(id, 'snippet')
  if (!read.ok) return read
  const standing = read.value?.snippet
  const isSame = standing?.title.trim() === snippet.title.trim() && standing.description.trim() === snippet.description.trim() && [...standing.tags ?? []].sort().join() === [...snippet.tags ?? []].sort().join()
  return ok(changed(isSame, videoRef(id), sinceUtc, tools))
}

function changed(isSame: boolean, remote: ReturnType<typeof videoRef>, sinceUtc: number, { now }: PublishTools): Found {
  const place = { kind: 'changed-post' } as const
  const lookedAt = 'the words as they stand there'
  if (isSame) return { kind: 'found', remote }
  return now() - sinceUtc >= settledMs ? { kind: 'absent', lookedAt, place } : { kind: 'no-proof', lookedAt, place, doubt: 'too-soon' }
}

const wordsOf = ({ snippet }: CommentEntity): string => snippet.textOriginal ?? snippet.textDisplay ?? ''

async function findComment(call: Extract<PreparedCall, { kind: 'new-comment' }>, sinceUtc: number, tools: PublishTools, known: Known): Promise<Result<Found, NetworkFailure>> {
  const { thread, video, text } = call
  const comments: CommentEntity[] = []
  let pageToken: string | null = null
  let covers = false
  for (let page = 0; page < maxPages && !covers; page++) {
    const read: Result<{ readonly comments: readonly CommentEntity[]; readonly nextPageToken: string | null }, NetworkFailure> = await readPage(call, pageToken, tools)
    if (!read.ok) return read
    comments.push(...read.value.comments)
    pageToken = read.value.nextPageToken
    const oldest = Date.parse(read.value.comments.at(-1)?.snippet.publishedAt ?? '')
    // Threads come newest first; answers in an order that is not published, so all of them are read.
    covers = pageToken === null || (thread === null && oldest < known.firstUtc - settledMs)
  }
  const posts = comments.filter(({ snippet }) => snippet.authorChannelId?.value === tools.remoteId).map((each): SeenPost => {
    const utc = Date.parse(each.snippet.publishedAt ?? '')
    return { remote: commentRef(each.id, thread ?? each.id, video), text: wordsOf(each), utc: Number.isFinite(utc) ? utc : null, isYounger: false, evidence: 'words' }
  })
  return ok(judgePosts(posts, { sent: text, known, place: 'conversation', covers, isSettled: tools.now() - sinceUtc >= settledMs, isKeyed: false }))
}

async function readPage({ thread, video }: Extract<PreparedCall, { kind: 'new-comment' }>, pageToken: string | null, { client }: PublishTools): Promise<Result<{ readonly comments: readonly CommentEntity[]; readonly nextPageToken: string | null }, NetworkFailure>> {
  const common = { part: 'snippet', maxResults: pageSize, textFormat: 'plainText', pageToken }
  if (thread !== null) {
    const read = await client.ask({ path: 'comments', query: { ...common, parentId: thread } }, commentList)
    return read.ok ? ok({ comments: read.value.items, nextPageToken: read.value.nextPageToken ?? null }) : read
  }
  const read = await client.ask({ path: 'commentThreads', query: { ...common, videoId: video, order: 'time' } }, threadList)
  return read.ok ? ok({ comments: read.value.items.map(({ snippet }) => snippet.topLevelComment), nextPageToken: read.value.nextPageToken ?? null }) : read
}
