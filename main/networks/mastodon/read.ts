import type { SearchHits } from '../../../preload/contract/index.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import type { Person } from '../../../preload/contract/publishing.ts'
import { assertNever, fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Stream, StreamPage } from '../network.ts'
import { readConversations } from './conversations.ts'
import { accountEntity, searchEntity } from './entities.ts'
import { hostOf } from './format.ts'
import { person, threadPostFrom } from './items.ts'
import { readNotifications, type InboxTools } from './notifications.ts'
import { readAccountFigures, readOwnPosts } from './own-posts.ts'

const seconds = 1000
const minutes = 60 * seconds

/** Servers allow 300 calls in five minutes; at its quickest this takes about 50 of them. */
export const streams: readonly Stream[] = [
  { id: 'notifications', quickMs: 10 * seconds, slowMs: 2 * minutes },
  // Messages come as notifications too; this one brings the conversation around them.
  { id: 'messages', quickMs: 30 * seconds, slowMs: 5 * minutes },
  { id: 'own-posts', quickMs: 2 * minutes, slowMs: 30 * minutes },
  { id: 'account-figures', quickMs: 60 * minutes, slowMs: 6 * 60 * minutes },
]

export async function read(stream: Stream['id'], cursor: string | null, tools: InboxTools): Promise<Result<StreamPage, NetworkFailure>> {
  switch (stream) {
    case 'notifications': return await readNotifications(cursor, tools)
    case 'messages': return await readConversations(cursor, tools)
    case 'own-posts': return await readOwnPosts(cursor, tools)
    case 'account-figures': return await readAccountFigures(tools)
    default: return assertNever(stream)
  }
}

/** What this server knows: its own people and what reached it. No server sees the whole network. */
export async function search(query: string, { client, reader, roots }: InboxTools): Promise<Result<SearchHits, NetworkFailure>> {
  const asked = query.trim().slice(0, 500)
  if (asked === '') return ok({ posts: [], people: [] })
  // An address or a whole handle may be fetched from its own server; plain words may not.
  const isAddress = /^https?:\/\//i.test(asked) || /^@?[^@\s]+@[^@\s]+\.[^@\s]+$/.test(asked)
  const found = await client.ask({ path: '/api/v2/search', query: { q: asked, limit: 20, ...(isAddress ? { resolve: true } : {}) }, scope: 'read:search', timeoutMs: 45_000 }, searchEntity)
  if (!found.ok) return found.failure.kind === 'missing' ? fail({ kind: 'refused', reason: 'not-supported', detail: found.failure.detail }) : found
  const budget = { left: 0 }
  const posts = await Promise.all(found.value.value.statuses.map(async status => threadPostFrom(status, reader, await roots.rootOf(status, budget))))
  return ok({ posts: posts.filter(post => post !== null), people: found.value.value.accounts.map(account => person(account, reader)) })
}

/** By `user@host`, with or without a leading @; null when nobody is called that. */
export async function findPerson(handle: string, { client, reader }: InboxTools): Promise<Result<Person | null, NetworkFailure>> {
  const bare = handle.trim().replace(/^@/, '')
  const ownHost = hostOf(reader.handle).toLowerCase()
  const acct = bare.toLowerCase().endsWith(`@${ownHost}`) ? bare.slice(0, -ownHost.length - 1) : bare
  if (acct === '') return ok(null)
  const looked = await client.ask({ path: '/api/v1/accounts/lookup', query: { acct }, scope: 'read:accounts' }, accountEntity)
  if (looked.ok) return ok(person(looked.value.value, reader))
  if (looked.failure.kind !== 'missing' && looked.failure.kind !== 'refused') return looked
  // Not known here yet, or a server without look-up: the search may fetch them from their own server.
  const found = await client.ask({ path: '/api/v2/search', query: { q: `@${acct}`, type: 'accounts', resolve: true, limit: 5 }, scope: 'read:search', timeoutMs: 45_000 }, searchEntity)
  if (!found.ok) return found.failure.kind === 'missing' ? ok(null) : found
  const match = found.value.value.accounts.find(account => account.acct.toLowerCase() === acct.toLowerCase())
  return ok(match ? person(match, reader) : null)
}
