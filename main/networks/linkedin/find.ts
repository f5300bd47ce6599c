import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { assertNever, fail, ok, type Result } from '../../../preload/contract/result.ts'
import { judgePosts, type SeenPost } from '../judge-posts.ts'
import { nothingElse, type Found, type Known, type Prepared } from '../network.ts'
import { commentEntity, listOfEach, postEntity, type PostEntity } from './entities.ts'
import { plainText } from './format.ts'
import { commentPath } from './prepare.ts'
import { readPrepared, type CallOf, type PostFields } from './prepared-call.ts'
import type { PublishTools } from './publish.ts'
import { readExtra, refOf } from './refs.ts'
import { commentUrn, encoded, readComment } from './urn.ts'

/** We wait 30 s for an answer, and lists lag. Before this, not seeing something proves nothing. */
export const settledMs = 60_000
const pageSize = 50

const notShown = (what: string): Found => ({ kind: 'no-proof', lookedAt: `LinkedIn shows ${what} to no app`, place: { kind: 'nowhere' }, doubt: 'not-shown' })

/** After a lost answer: is it there? LinkedIn knows no key of ours, so "not there" never proves that it will not come. */
export async function find(prepared: Prepared, sinceUtc: number, tools: PublishTools, known: Known = nothingElse(sinceUtc)): Promise<Result<Found, NetworkFailure>> {
  const held = await tools.client.secret()
  if (!held.ok) return held
  const call = readPrepared(prepared)
  switch (call.kind) {
    case 'new-post': return tools.showsPosts ? await findPost(call, sinceUtc, tools, known) : ok(notShown('a member’s own posts'))
    case 'new-comment': return tools.showsComments ? await findComment(call, sinceUtc, tools, known) : ok(notShown('a member’s comments'))
    case 'edit': return await findEdit(call, sinceUtc, tools)
    case 'act': return ok({ kind: 'no-proof', lookedAt: 'there is no list in which this would stand', place: { kind: 'nowhere' } })
    default: return assertNever(call)
  }
}

export const ownPosts = (author: string, start: number, count: number) =>
  ({ path: `/rest/posts?author=${encoded(author)}&q=author&start=${start}&count=${count}&sortBy=CREATED`, restli: 'FINDER' }) as const

async function findPost({ fields }: CallOf<'new-post'>, sinceUtc: number, { client, author, now }: PublishTools, known: Known): Promise<Result<Found, NetworkFailure>> {
  const page = await client.ask(ownPosts(author, 0, pageSize), listOfEach(postEntity))
  if (!page.ok) return page
  const rows = page.value.elements
  const times = rows.map(row => row.createdAt ?? row.publishedAt ?? null)
  const oldest = Math.min(...times.filter(time => time !== null))
  const covers = rows.length < pageSize || oldest < known.firstUtc - settledMs
  const posts = rows.filter(row => row.author === author).map((row, at): SeenPost => ({
    remote: refOf(row.id), text: plainText(row.commentary), utc: times[at] ?? null, isYounger: false, evidence: evidenceOf(row, fields.content),
  }))
  return ok(judgePosts(posts, { sent: plainText(fields.commentary), known, place: 'own-posts', covers, isSettled: now() - sinceUtc >= settledMs, isKeyed: false }))
}

/** Files were uploaded for this one post, so the same ones are proof by themselves. */
function evidenceOf({ content }: PostEntity, sent: PostFields['content']): SeenPost['evidence'] {
  const files = (given: PostEntity['content']): readonly string[] => (given?.media ? [given.media.id] : given?.multiImage?.images.map(image => image.id) ?? [])
  const [theirs, ours] = [files(content), sent === undefined ? [] : 'media' in sent ? [sent.media.id] : 'multiImage' in sent ? sent.multiImage.images.map(image => image.id) : []]
  if (ours.length > 0) return ours.length === theirs.length && ours.every(id => theirs.includes(id)) ? 'files' : 'other'
  const link = sent !== undefined && 'article' in sent ? sent.article.source : null
  const poll = sent !== undefined && 'poll' in sent ? sent.poll.options.map(option => option.text).join('\n') : null
  const isAlike = theirs.length === 0 && (content?.article?.source ?? null) === link && (content?.poll?.options.map(option => option.text).join('\n') ?? null) === poll
  return isAlike ? 'words' : 'other'
}

async function findComment({ fields, under, post }: CallOf<'new-comment'>, sinceUtc: number, { client, author, now }: PublishTools, known: Known): Promise<Result<Found, NetworkFailure>> {
  const count = 100
  const page = await client.ask({ path: `/rest/socialActions/${encoded(under)}/comments?start=0&count=${count}` }, listOfEach(commentEntity))
  if (!page.ok) return page
  const more = { ...(post === null ? {} : { post }), ...(fields.parentComment === undefined ? {} : { parent: fields.parentComment }) }
  const posts = page.value.elements.filter(row => row.actor === author).map((row): SeenPost => ({
    remote: refOf(row.commentUrn ?? commentUrn({ entity: fields.object, id: row.id }), more), text: row.message.text, utc: row.created?.time ?? null, isYounger: false, evidence: 'words',
  }))
  return ok(judgePosts(posts, { sent: fields.message.text, known, place: 'conversation', covers: page.value.elements.length < count, isSettled: now() - sinceUtc >= settledMs, isKeyed: false }))
}

async function findEdit({ target, extra, text }: CallOf<'edit'>, sinceUtc: number, { client, now, showsPosts, showsComments }: PublishTools): Promise<Result<Found, NetworkFailure>> {
  const comment = readComment(target)
  if (comment ? !showsComments : !showsPosts) return ok(notShown('a member’s own posts'))
  const read = comment ? await client.ask({ path: commentPath(comment) }, commentEntity.transform(row => row.message.text)) : await client.ask({ path: `/rest/posts/${encoded(target)}` }, postEntity.transform(row => row.commentary))
  if (!read.ok) return fail(read.failure)
  const place = { kind: 'changed-post' } as const
  const lookedAt = 'the text of the post as it stands there'
  const isThere = comment ? read.value.trim() === text.trim() : plainText(read.value).trim() === plainText(text).trim()
  if (isThere) return ok({ kind: 'found', remote: { ...refOf(target, readExtra({ extra })), extra } })
  // The same text set twice is the same text.
  return ok(now() - sinceUtc >= settledMs ? { kind: 'absent', lookedAt, place } : { kind: 'no-proof', lookedAt, place, doubt: 'too-soon' })
}
