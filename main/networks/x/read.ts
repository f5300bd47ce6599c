import { z } from 'zod'
import type { RemoteRef } from '../../../preload/contract/drafts.ts'
import type { SearchHits } from '../../../preload/contract/index.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import type { ThreadPost } from '../../../preload/contract/items.ts'
import type { Person } from '../../../preload/contract/publishing.ts'
import { assertNever, fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Stream, StreamPage } from '../network.ts'
import { pathId } from './client.ts'
import { readCursor } from '../cursor.ts'
import { compareIds, messagePage, onePost, oneUser, postPage, type PostPage } from './entities.ts'
import { personFrom } from './format.ts'
import { postFields, threadPostFromMessage, threadPostFromPost, type InboxTools } from './items.ts'
import { readMentions } from './mentions.ts'
import { messageFields, readMessages } from './messages.ts'
import { isConversation } from './messages-place.ts'
import { readAccountFigures, readOwnPosts } from './own-posts.ts'

const minutes = 60_000

/** Reading is paid for by what it brings, so it is asked for less often than elsewhere. Private messages may be read fifteen times in fifteen minutes. */
export const streams: readonly Stream[] = [
  { id: 'notifications', quickMs: minutes, slowMs: 10 * minutes },
  { id: 'messages', quickMs: 3 * minutes, slowMs: 15 * minutes },
  { id: 'own-posts', quickMs: 30 * minutes, slowMs: 6 * 60 * minutes },
  { id: 'account-figures', quickMs: 6 * 60 * minutes, slowMs: 24 * 60 * minutes },
]

export async function read(stream: Stream['id'], cursor: string | null, tools: InboxTools): Promise<Result<StreamPage, NetworkFailure>> {
  switch (stream) {
    case 'notifications': return await readMentions(cursor, tools)
    case 'messages': return await readMessages(cursor, tools)
    case 'own-posts': return await readOwnPosts(cursor, tools)
    case 'account-figures': return await readAccountFigures(tools)
    default: return assertNever(stream)
  }
}

/** Read of itself around each new mention, half a cent a post, and each new private message, a cent a message: just enough to see what it is about. Ten is the least a search gives. */
const mostAround = 10
const mostMessages = 5

/** A post, the one its conversation began with, and what was said there in the last seven days; or a private conversation. */
export async function readThread(ref: RemoteRef, { client, reader }: InboxTools): Promise<Result<readonly ThreadPost[], NetworkFailure>> {
  const conversation = readCursor(ref.extra, z.object({ conversation: z.string() }))?.conversation ?? null
  if (conversation !== null && isConversation(conversation)) return await readConversation(conversation, { client, reader })
  const one = await client.ask({ path: `/2/tweets/${pathId(ref.id)}`, query: postFields, scope: 'tweet.read' }, onePost)
  if (!one.ok) return one
  const { data: post, includes } = one.value
  if (!post) return fail({ kind: 'missing', detail: one.value.errors.map(error => error.detail).join('; ').slice(0, 1000) })
  const root = post.conversation_id ?? post.id
  const posts = new Map([[post.id, threadPostFromPost(post, includes, reader)]])
  const add = ({ data, includes: around }: PostPage): void => { for (const each of data) posts.set(each.id, threadPostFromPost(each, around, reader)) }
  if (root !== post.id) {
    const first = await client.ask({ path: '/2/tweets', query: { ids: root, ...postFields }, scope: 'tweet.read' }, postPage)
    if (first.ok) add(first.value)
  }
  const around = await client.ask({ path: '/2/tweets/search/recent', query: { query: `conversation_id:${root}`, max_results: mostAround, ...postFields }, scope: 'tweet.read' }, postPage)
  // The post alone is better than nothing.
  if (around.ok) add(around.value)
  return ok([...posts].toSorted(([a], [b]) => compareIds(a, b)).flatMap(([, each]) => each ?? []))
}

async function readConversation(conversation: string, { client, reader }: InboxTools): Promise<Result<readonly ThreadPost[], NetworkFailure>> {
  const page = await client.ask({ path: `/2/dm_conversations/${pathId(conversation)}/dm_events`, query: { max_results: mostMessages, ...messageFields }, scope: 'dm.read' }, messagePage)
  if (!page.ok) return page
  const { data, includes } = page.value
  return ok(data.toSorted((a, b) => compareIds(a.id, b.id)).flatMap(message => threadPostFromMessage({ ...message, dm_conversation_id: conversation }, includes, reader) ?? []))
}

/** Posts of the last seven days. People are found by their name only. */
export async function search(query: string, { client, reader }: InboxTools): Promise<Result<SearchHits, NetworkFailure>> {
  // The longest query of a self-serve app (docs.x.com, search/introduction, Aug 2026).
  const asked = query.trim().slice(0, 512)
  if (asked === '') return ok({ posts: [], people: [] })
  const found = await client.ask({ path: '/2/tweets/search/recent', query: { query: asked, max_results: 20, sort_order: 'recency', ...postFields }, scope: 'tweet.read', suspect: 'text' }, postPage)
  if (!found.ok) return found
  const { data, includes } = found.value
  return ok({ posts: data.flatMap(post => threadPostFromPost(post, includes, reader) ?? []), people: [] })
}

/** By name, with or without a leading @; null when nobody is called that. */
export async function findPerson(handle: string, { client }: InboxTools): Promise<Result<Person | null, NetworkFailure>> {
  const name = handle.trim().replace(/^@/u, '')
  if (!/^\w{1,15}$/u.test(name)) return ok(null)
  const found = await client.ask({ path: `/2/users/by/username/${pathId(name)}`, query: { 'user.fields': 'id,name,profile_image_url,username' }, scope: 'users.read' }, oneUser)
  if (!found.ok) return found.failure.kind === 'missing' ? ok(null) : found
  return ok(found.value.data ? personFrom(found.value.data) : null)
}
