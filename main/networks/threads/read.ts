import type { SearchHits } from '../../../preload/contract/index.ts'
import type { RemoteRef } from '../../../preload/contract/drafts.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import type { ThreadPost } from '../../../preload/contract/items.ts'
import { assertNever, ok, type Result } from '../../../preload/contract/result.ts'
import { graphId } from '../graph-api/client.ts'
import { askPage } from '../graph-api/paging.ts'
import type { Stream, StreamPage } from '../network.ts'
import { mediaEntity, postFields, replyFields } from './entities.ts'
import { threadPostFrom } from './items.ts'
import { readAccountFigures, readOwnPosts } from './own-posts.ts'
import { readReplies, type ReadTools } from './replies.ts'

const minutes = 60_000

/** 48,000 calls a day at least (4800 × ten impressions, …/threads/overview#rate-limits); at its quickest this takes a third of them. */
export const streams: readonly Stream[] = [
  { id: 'notifications', quickMs: 3 * minutes, slowMs: 15 * minutes },
  { id: 'own-posts', quickMs: 15 * minutes, slowMs: 60 * minutes },
  { id: 'account-figures', quickMs: 60 * minutes, slowMs: 6 * 60 * minutes },
]

export async function read(stream: Stream['id'], cursor: string | null, tools: ReadTools): Promise<Result<StreamPage, NetworkFailure>> {
  switch (stream) {
    case 'notifications': return await readReplies(cursor, tools)
    case 'own-posts': return await readOwnPosts(cursor, tools)
    case 'account-figures': return await readAccountFigures(tools)
    // Nothing private can be read here.
    case 'messages': return ok({ entries: [], cursor: '', more: false, isHistory: false, reachedUtc: null })
    default: return assertNever(stream)
  }
}

export async function readThread(ref: RemoteRef, { client, reader }: ReadTools): Promise<Result<readonly ThreadPost[], NetworkFailure>> {
  const one = await client.ask({ path: `/${graphId(ref.id)}`, query: { fields: replyFields } }, mediaEntity)
  if (!one.ok) return one
  const rootId = one.value.root_post?.id ?? one.value.id
  const root = rootId === one.value.id ? one : await client.ask({ path: `/${graphId(rootId)}`, query: { fields: replyFields } }, mediaEntity)
  // Somebody else's first post may be closed to us; the answers are not.
  if (!root.ok && root.failure.kind !== 'refused' && root.failure.kind !== 'missing') return root
  const answers = await askPage(client, { path: `/${graphId(rootId)}/conversation`, query: { fields: replyFields, reverse: false, limit: 100 } }, mediaEntity, null)
  if (!answers.ok && answers.failure.kind !== 'refused' && answers.failure.kind !== 'missing') return answers
  const all = new Map([...(root.ok ? [root.value] : []), ...(answers.ok ? answers.value.rows : []), one.value].map(media => [media.id, media]))
  return ok([...all.values()].flatMap(media => threadPostFrom(media, rootId, reader) ?? []).toSorted((a, b) => a.createdUtc - b.createdUtc))
}

/** Without a review of the owner's app only own posts are found. */
export async function search(query: string, { client, reader }: ReadTools): Promise<Result<SearchHits, NetworkFailure>> {
  const asked = query.trim().slice(0, 200)
  if (asked === '') return ok({ posts: [], people: [] })
  const isTag = /^#[^\s#]+$/u.test(asked)
  const found = await askPage(client, { path: '/keyword_search', query: { q: isTag ? asked.slice(1) : asked, search_type: 'RECENT', search_mode: isTag ? 'TAG' : 'KEYWORD', fields: postFields, limit: 25 } }, mediaEntity, null)
  return found.ok ? ok({ posts: found.value.rows.flatMap(media => threadPostFrom(media, media.id, reader) ?? []), people: [] }) : found
}
