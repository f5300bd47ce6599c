import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { assertNever, ok, type Result } from '../../../preload/contract/result.ts'
import { findPublished, type ContainerTools } from '../graph-api/containers.ts'
import { askPage, graphInstant } from '../graph-api/paging.ts'
import type { SeenPost } from '../judge-posts.ts'
import { nothingElse, type Found, type Known, type Prepared } from '../network.ts'
import { mediaEntity } from './entities.ts'
import { refOf } from './items.ts'
import { readPrepared, type PreparedContainer } from './prepared-call.ts'

const dayMs = 24 * 60 * 60_000
const mostPages = 4

/** After a lost answer: is it there? Looks where it would stand; changes nothing. */
export async function find(prepared: Prepared, sinceUtc: number, tools: ContainerTools, known: Known = nothingElse(sinceUtc)): Promise<Result<Found, NetworkFailure>> {
  const call = readPrepared(prepared)
  switch (call.kind) {
    case 'container':
      return await findPublished({ id: call.id, sent: call.text, sinceUtc, known, place: call.replyTo === null ? 'own-posts' : 'conversation', look: () => ownSince(call, known.firstUtc, tools) }, tools)
    case 'act':
      return ok({ kind: 'no-proof', lookedAt: 'the network has no list in which this would stand', place: { kind: 'nowhere' } })
    default: return assertNever(call)
  }
}

/** Own posts, or own answers, since a day before the sending; answers stand in a list of their own. */
async function ownSince(call: PreparedContainer, firstUtc: number, { client }: ContainerTools): Promise<Result<{ readonly posts: readonly SeenPost[]; readonly covers: boolean }, NetworkFailure>> {
  const sinceUtc = firstUtc - dayMs
  const path = call.replyTo === null ? '/me/threads' : '/me/replies'
  const query = { fields: 'id,text,timestamp,permalink,media_type,replied_to', since: Math.floor(sinceUtc / 1000), limit: 100 }
  const posts: SeenPost[] = []
  let after: string | null = null
  let isWhole = true
  for (let page = 0; page < mostPages; page++) {
    const read: Awaited<ReturnType<typeof askPage<typeof mediaEntity>>> = await askPage(client, { path, query }, mediaEntity, after)
    if (!read.ok) return read
    // One that cannot be read may be ours.
    isWhole &&= !read.value.hasUnreadable
    for (const media of read.value.rows) {
      if ((media.replied_to?.id ?? null) !== call.replyTo && call.replyTo !== null) continue
      posts.push({ remote: refOf(media), text: media.text, utc: graphInstant(media.timestamp), isYounger: false, evidence: media.media_type === call.becomes ? 'words' : 'other' })
    }
    after = read.value.after
    if (after === null) return ok({ posts, covers: isWhole })
  }
  return ok({ posts, covers: false })
}
