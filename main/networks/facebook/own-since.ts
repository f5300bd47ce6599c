import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import { graphId } from '../graph-api/client.ts'
import { askPage } from '../graph-api/paging.ts'
import type { Client } from './client.ts'
import { postEntity, postFields, type PostEntity } from './entities.ts'
import type { Before } from './prepared-call.ts'

export type OwnSince = {
  readonly posts: readonly PostEntity[]
  /** These are certainly all that have come since. */
  readonly covers: boolean
  /** They are younger than the sending by their place in the list, whatever the clocks say. */
  readonly areYounger: boolean
}

const dayMs = 24 * 60 * 60_000
const pageSize = 50
const maxPages = 5

/** Own posts younger than the last one before the sending, newest first. */
export async function ownSince(before: Before, firstUtc: number, client: Client, remoteId: string): Promise<Result<OwnSince, NetworkFailure>> {
  const posts: PostEntity[] = []
  let after: string | null = null
  let isWhole = true
  for (let page = 0; page < maxPages; page++) {
    const read: Awaited<ReturnType<typeof askPosts>> = await askPosts(client, remoteId, after)
    if (!read.ok) return read
    // One that cannot be read may be ours.
    isWhole &&= !read.value.hasUnreadable
    for (const post of read.value.rows) {
      if (before.kind === 'id' && post.id === before.id) return ok({ posts, covers: isWhole, areYounger: true })
      // The last one before us may have been deleted since; no network's clock is a day off.
      if (post.created_time !== null && post.created_time < firstUtc - dayMs) return ok({ posts, covers: isWhole, areYounger: false })
      posts.push(post)
    }
    after = read.value.after
    if (after === null) return ok({ posts, covers: isWhole, areYounger: before.kind === 'nothing' })
  }
  return ok({ posts, covers: false, areYounger: false })
}

const askPosts = (client: Client, remoteId: string, after: string | null) => askPage(client, { path: `/${graphId(remoteId)}/published_posts`, query: { fields: postFields, limit: pageSize } }, postEntity, after)
