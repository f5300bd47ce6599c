import type { RemoteRef } from '../../../preload/contract/drafts.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import type { ThreadPost } from '../../../preload/contract/items.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import { commentEntity, listOfEach, postEntity } from './entities.ts'
import { threadPostFrom, threadPostFromPost } from './items.ts'
import type { InboxTools } from './notifications.ts'
import { readExtra } from './refs.ts'
import { commentUrn, encoded, isPost, readComment } from './urn.ts'

/** A post of the organisation's, the comments under it, and the answers to the one that is looked at. */
export async function readThread(ref: RemoteRef, tools: InboxTools): Promise<Result<readonly ThreadPost[], NetworkFailure>> {
  const { client, reader, posts: known } = tools
  const { post: told, parent } = readExtra(ref)
  const comment = readComment(ref.id)
  if (!comment && !isPost(ref.id)) return ok([])
  const entity = comment?.entity ?? ref.id
  const post = told ?? (comment ? null : ref.id)
  const posts: ThreadPost[] = []
  if (post !== null && !post.startsWith('urn:li:activity:')) {
    const met = known.get(post)
    const read = met ? ok(met) : await client.ask({ path: `/rest/posts/${encoded(post)}` }, postEntity)
    if (read.ok && read.value.author === reader.author) known.set(post, read.value)
    const shown = read.ok ? threadPostFromPost(read.value, reader) : null
    if (shown) posts.push(shown)
    // Somebody else's post, which only mentions us, is not shown to us; its comments may be.
    if (!read.ok && read.failure.kind !== 'missing' && read.failure.kind !== 'refused') return read
  }
  for (const under of [entity, ...(comment ? [parent ?? commentUrn(comment)] : [])]) {
    const page = await client.ask({ path: `/rest/socialActions/${encoded(under)}/comments?start=0&count=100` }, listOfEach(commentEntity))
    if (!page.ok && page.failure.kind !== 'missing' && page.failure.kind !== 'refused') return page
    const rows = page.ok ? page.value.elements : []
    await reader.people.learn(rows.map(row => row.actor).filter(actor => actor !== reader.author), 10)
    for (const row of rows) {
      const shown = threadPostFrom(row, { entity, post }, reader)
      if (shown && !posts.some(one => one.key === shown.key)) posts.push(shown)
    }
  }
  return ok(posts.toSorted((a, b) => a.createdUtc - b.createdUtc))
}
