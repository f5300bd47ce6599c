import { z } from 'zod'
import type { RemoteRef } from '../../../preload/contract/drafts.ts'
import type { SearchHits } from '../../../preload/contract/index.ts'
import type { ThreadPost } from '../../../preload/contract/items.ts'
import type { Person } from '../../../preload/contract/publishing.ts'
import { assertNever, ok } from '../../../preload/contract/result.ts'
import type { Stream, StreamPage } from '../network.ts'
import type { Answered } from './client.ts'
import { actors, posts, postRecord, profileView, storedRecord, threadNode, type PostView, type ThreadNode } from './entities.ts'
import { isViewMissing } from './failures.ts'
import { readHandle } from './identity.ts'
import { createdOf, threadPostFrom } from './items.ts'
import { readConvo, readMessages } from './messages.ts'
import { readNotifications, type ReadTools } from './notifications.ts'
import { readAccountFigures, readOwnPosts } from './own-posts.ts'
import { isConvo, personOf, readAtUri } from './refs.ts'

const seconds = 1000
const minutes = 60 * seconds

/** Bluesky's servers allow 3,000 calls in five minutes; at its quickest this takes about 50 of them. */
export const streams: readonly Stream[] = [
  { id: 'notifications', quickMs: 10 * seconds, slowMs: 2 * minutes },
  { id: 'messages', quickMs: 15 * seconds, slowMs: 3 * minutes },
  { id: 'own-posts', quickMs: 2 * minutes, slowMs: 30 * minutes },
  { id: 'account-figures', quickMs: 60 * minutes, slowMs: 6 * 60 * minutes },
]

export async function read(stream: Stream['id'], cursor: string | null, tools: ReadTools): Answered<StreamPage> {
  switch (stream) {
    case 'notifications': return await readNotifications(cursor, tools)
    case 'messages': return await readMessages(cursor, tools)
    case 'own-posts': return await readOwnPosts(cursor, tools)
    case 'account-figures': return await readAccountFigures(cursor, tools)
    default: return assertNever(stream)
  }
}

/** The thread around a post (its ancestors and ten levels of answers), or a conversation; oldest first. */
export async function readThread(ref: RemoteRef, tools: ReadTools): Answered<readonly ThreadPost[]> {
  if (isConvo(ref)) return await readConvo(ref.id, tools)
  const { client, reader } = tools
  const seen = await client.query('app.bsky.feed.getPostThread', { uri: ref.id, depth: 10, parentHeight: 100 }, z.object({ thread: threadNode }))
  if (seen.ok) {
    const all = flatten(seen.value.thread).flatMap(post => threadPostFrom(post, reader) ?? [])
    return ok([...new Map(all.map(post => [post.key, post])).values()].toSorted((a, b) => a.createdUtc - b.createdUtc))
  }
  return isViewMissing(seen.failure) ? await readAlone(ref, tools) : seen
}

function flatten(node: ThreadNode): PostView[] {
  return [...(node.parent ? flatten(node.parent) : []), node.post, ...(node.replies ?? []).flatMap(flatten)]
}

/** Without a network view: the post itself, if it is on our own server. */
async function readAlone(ref: RemoteRef, { client, reader }: ReadTools): Answered<readonly ThreadPost[]> {
  const at = readAtUri(ref.id)
  if (!at) return ok([])
  const stored = await client.query('com.atproto.repo.getRecord', { repo: at.did, collection: at.collection, rkey: at.rkey }, storedRecord)
  if (!stored.ok) return stored.failure.kind === 'missing' || isViewMissing(stored.failure) ? ok([]) : stored
  const record = postRecord.parse(stored.value.value)
  const post = threadPostFrom({ uri: ref.id, cid: stored.value.cid ?? '', author: { did: at.did, handle: at.did }, record, indexedAt: createdOf(record.createdAt, reader.now()) }, reader)
  return ok(post ? [post] : [])
}

export async function search(query: string, { client, reader }: ReadTools): Answered<SearchHits> {
  const asked = query.trim().slice(0, 500)
  if (asked === '') return ok({ posts: [], people: [] })
  const [found, people] = await Promise.all([
    client.query('app.bsky.feed.searchPosts', { q: asked, limit: 50, sort: 'latest' }, posts),
    client.query('app.bsky.actor.searchActors', { q: asked.replace(/^@/, ''), limit: 20 }, actors),
  ])
  if (!found.ok) return found
  if (!people.ok) return people
  return ok({ posts: found.value.posts.flatMap(post => threadPostFrom(post, reader) ?? []), people: people.value.actors.map(personOf) })
}

/** By handle, with or without a leading @; null when nobody is called that. */
export async function findPerson(handle: string, { client }: ReadTools): Answered<Person | null> {
  const actor = readHandle(handle)
  if (actor === null) return ok(null)
  const found = await client.query('app.bsky.actor.getProfile', { actor }, profileView)
  if (found.ok) return ok(personOf(found.value))
  return found.failure.kind === 'missing' || (found.failure.kind === 'refused' && found.failure.reason === 'not-valid') ? ok(null) : found
}
