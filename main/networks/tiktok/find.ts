import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import { judgePosts, type SeenPost } from '../judge-posts.ts'
import { nothingElse, type Found, type Known, type Prepared } from '../network.ts'
import { videoFields, videoPage } from './entities.ts'
import { readPrepared, type PreparedCall, type VideoCall } from './prepared-call.ts'
import type { PublishTools } from './publish.ts'
import { httpsOnly, postUrl } from './format.ts'
import { askTask, asPublished, refOf } from './task.ts'

/** We wait long for an answer to a part of a file; the bytes may still be on their way when we have given up. */
const settledMs = 60_000

/** After a lost answer: is it there? A video's task was known before; of photos only the list of what everybody sees can tell. */
export async function find(prepared: Prepared, sinceUtc: number, tools: PublishTools, known: Known = nothingElse(sinceUtc)): Promise<Result<Found, NetworkFailure>> {
  const call = readPrepared(prepared)
  if (call.kind === 'photos') return await findInList(call, known, tools)
  const found = await findByTask(call, sinceUtc, tools)
  return !found.ok && found.failure.kind === 'missing' ? await findInList(call, known, tools) : found
}

async function findByTask(call: VideoCall, sinceUtc: number, { client, session }: PublishTools): Promise<Result<Found, NetworkFailure>> {
  const state = await askTask(call.publishId, call.size, client)
  if (!state.ok) return state
  const place = { kind: 'own-place' } as const
  const lookedAt = `the task ${call.publishId}: ${state.value.kind}`
  const tooSoon = ok({ kind: 'no-proof', place, doubt: 'too-soon', lookedAt } as const)
  switch (state.value.kind) {
    case 'out': {
      const published = asPublished(state.value, call.to)
      return published ? ok({ kind: 'found', remote: refOf(call.publishId, published.postId, call, session.handle) }) : tooSoon
    }
    // The same bytes go into the same task again, and one task makes one post: it cannot be doubled.
    case 'uploading': return session.now() - sinceUtc >= settledMs ? ok({ kind: 'absent', place, lookedAt }) : tooSoon
    // TikTok has said no for good. Sending again under this task cannot make a post; it gives the reason.
    case 'failed': return ok({ kind: 'absent', place, lookedAt: `${lookedAt}, ${state.value.reason}` })
    case 'working': return tooSoon
    case 'in-inbox': return ok({ kind: 'no-proof', place, doubt: 'draft-there', lookedAt })
  }
}

async function findInList(call: PreparedCall, known: Known, { client, session }: PublishTools): Promise<Result<Found, NetworkFailure>> {
  const nowhere = ok({ kind: 'no-proof', place: { kind: 'nowhere' }, doubt: 'not-shown', lookedAt: 'TikTok lists only what everybody sees' } as const)
  if (call.to !== 'public') return nowhere
  const page = await client.ask({ path: '/v2/video/list/', query: { fields: videoFields }, json: { max_count: 20 } }, videoPage)
  if (!page.ok) return page.failure.kind === 'refused' || page.failure.kind === 'missing' ? nowhere : fail(page.failure)
  const posts = page.value.data.videos.map((video): SeenPost => ({
    remote: { id: video.id, url: httpsOnly(video.share_url) ?? postUrl(session.handle, video.id), extra: null },
    text: video.video_description || video.title || '', utc: video.create_time * 1000, isYounger: false, evidence: 'words',
  }))
  // Photos may not be in this list at all, and moderation keeps others out of it for hours: what is not seen may be there.
  return ok(judgePosts(posts, { sent: call.text, known, place: 'own-posts', covers: false, isSettled: false, isKeyed: false }))
}
