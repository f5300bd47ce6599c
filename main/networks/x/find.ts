import type { z } from 'zod'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { assertNever, ok, type Result } from '../../../preload/contract/result.ts'
import { judgePosts, type SeenPost } from '../judge-posts.ts'
import { nothingElse, type Found, type Known, type Prepared } from '../network.ts'
import { pathId, type Client } from './client.ts'
import { compareIds, messagePage, postEntity, rawPage, utcOfId, type Includes, type PostEntity } from './entities.ts'
import { refOf, withoutNames, wordsOf, wordsOfMessage } from './format.ts'
import { messageRef, messagesPath } from './messages-place.ts'
import { readPrepared, type NewMessage, type NewPost } from './prepared-call.ts'

export type FindTools = { readonly client: Client; readonly remoteId: string; readonly handle: string; readonly now: () => number }

/** We wait 30 s for an answer; X may still be at it when we have given up, and lists may lag. */
export const settledMs = 60_000
const pageSize = 100
const maxPages = 5

/** After a lost answer: is it there? Looks where it would stand; changes nothing. X knows no key of ours, so "not there" is never proved. */
export async function find(prepared: Prepared, sinceUtc: number, tools: FindTools, known: Known = nothingElse(sinceUtc)): Promise<Result<Found, NetworkFailure>> {
  const call = readPrepared(prepared)
  switch (call.kind) {
    case 'new-post': return await findPost(call, sinceUtc, tools, known)
    case 'message': return await findMessage(call, sinceUtc, tools, known)
    case 'act': return ok({ kind: 'no-proof', lookedAt: 'X has no list in which this would stand', place: { kind: 'nowhere' } })
    default: return assertNever(call)
  }
}

/** Own posts younger than the last one before the sending, those that answer what ours answers. */
export async function findPost(call: NewPost, sinceUtc: number, { client, remoteId, handle, now }: FindTools, known: Known = nothingElse(sinceUtc)): Promise<Result<Found, NetworkFailure>> {
  const { after, fields } = call
  const asked = {
    max_results: pageSize, exclude: 'retweets', since_id: after.kind === 'id' ? after.id : null,
    'tweet.fields': 'attachments,created_at,entities,note_tweet,referenced_tweets', expansions: 'attachments.poll_ids', 'poll.fields': 'options',
  }
  const posts: SeenPost[] = []
  let token: string | null = null
  let covers = false
  let isWhole = true
  for (let page = 0; page < maxPages && !covers; page++) {
    const read: Result<z.output<typeof rawPage>, NetworkFailure> = await client.ask({ path: `/2/users/${pathId(remoteId)}/tweets`, query: { ...asked, pagination_token: token }, scope: 'tweet.read' }, rawPage)
    if (!read.ok) return read
    const { data, includes, meta }: z.output<typeof rawPage> = read.value
    const rows = data.map(row => postEntity.safeParse(row))
    // One that cannot be read may be ours.
    isWhole &&= rows.every(row => row.success)
    for (const { data: post } of rows) {
      if (post && answersSame(post, fields) && (after.kind === 'nothing' || compareIds(post.id, after.id) > 0)) posts.push(asSeen(post, call, includes, handle))
    }
    const next: string | null = meta?.next_token ?? null
    covers = meta !== null && next === null
    if (next === null || next === token) break
    token = next
  }
  const isSettled = now() - sinceUtc >= settledMs
  return ok(judgePosts(posts, { sent: fields.text, known, place: 'own-posts', covers: covers && isWhole, isSettled, isKeyed: false }))
}

const references = (post: PostEntity): PostEntity['referenced_tweets'] => [...post.referenced_tweets, ...post.referenced_posts]
export const answeredBy = (post: PostEntity): string | null => references(post).find(reference => reference.type === 'replied_to')?.id ?? null

const answersSame = (post: PostEntity, { reply }: NewPost['fields']): boolean =>
  !references(post).some(reference => reference.type === 'retweeted') && answeredBy(post) === (reply?.in_reply_to_tweet_id ?? null)

function asSeen(post: PostEntity, { fields, mediaKeys }: NewPost, includes: Includes, handle: string): SeenPost {
  const { text, hints } = wordsOf(post)
  const keys = post.attachments?.media_keys ?? []
  const polls = post.attachments?.poll_ids ?? []
  // Uploads are used by the post they were made for: the same files are proof by themselves.
  const isByFiles = mediaKeys.length > 0 && mediaKeys.length === keys.length && mediaKeys.every(key => keys.includes(key))
  const asked = includes.polls.find(poll => polls.includes(poll.id))?.options.map(option => option.label.trim()) ?? []
  const isAlikeBeside = keys.length === (fields.media?.media_ids.length ?? 0) && sameList(asked, fields.poll?.options.map(option => option.trim()) ?? [])
  const utc = Date.parse(post.created_at ?? '')
  return {
    remote: refOf(post.id, handle), text: fields.reply ? withoutNames(text, fields.text) : text, hints, utc: Number.isFinite(utc) ? utc : utcOfId(post.id),
    // Asked for with `since_id`, or on an account that had nothing.
    isYounger: true,
    evidence: isByFiles ? 'files' : isAlikeBeside ? 'words' : 'other',
  }
}
const sameList = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((value, index) => value === b[index])

async function findMessage(call: NewMessage, sinceUtc: number, { client, remoteId, now }: FindTools, known: Known): Promise<Result<Found, NetworkFailure>> {
  const read = await client.ask({ path: `${messagesPath(call)}/dm_events`, query: { max_results: 50, event_types: 'MessageCreate', 'dm_event.fields': 'id,text,event_type,created_at,entities,dm_conversation_id', expansions: 'sender_id' }, scope: 'dm.read' }, messagePage)
  if (!read.ok) return read
  const { data, meta } = read.value
  const posts = data.filter(message => message.sender_id === remoteId).map((message): SeenPost => {
    const utc = Date.parse(message.created_at ?? '')
    const { text, hints } = wordsOfMessage(message)
    return { remote: messageRef(message), text, hints, utc: Number.isFinite(utc) ? utc : null, isYounger: false, evidence: 'words' }
  })
  const covers = meta !== null && (meta.next_token === null || posts.some(post => post.utc !== null && post.utc < known.firstUtc))
  return ok(judgePosts(posts, { sent: call.text, known, place: 'conversation', covers, isSettled: now() - sinceUtc >= settledMs, isKeyed: false }))
}
