import { z } from 'zod'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { assertNever, fail, ok, type Result } from '../../../preload/contract/result.ts'
import { judgePosts, type SeenPost } from '../judge-posts.ts'
import { matchText } from '../match-text.ts'
import { nothingElse, type Found, type Known, type Prepared } from '../network.ts'
import { pathId, type Client } from './client.ts'
import { sourceEntity, statusEntity, type StatusEntity } from './entities.ts'
import { statusText } from './format.ts'
import { ownSince } from './own-since.ts'
import { readPrepared, type PreparedCall, type StatusFields } from './prepared-call.ts'
import { refOf } from './refs.ts'
import { appName } from './registration.ts'

export type FindTools = { readonly client: Client; readonly remoteId: string; readonly ownHost: string; readonly now: () => number }
type NewStatus = Extract<PreparedCall, { kind: 'new-status' }>

/** We wait 30 s for an answer; a server may still be at it when we have given up, and lists may lag. Before this, not seeing something proves nothing. */
export const settledMs = 60_000
/** How many posts are asked for the words as they were typed: what the server shows may be its own writing. */
const mostSources = 5

/** After a lost answer: is it there? Looks where it would stand; changes nothing. */
export async function find(prepared: Prepared, sinceUtc: number, tools: FindTools, known: Known = nothingElse(sinceUtc)): Promise<Result<Found, NetworkFailure>> {
  const call = readPrepared(prepared)
  switch (call.kind) {
    case 'new-status':
      return await findNewStatus(call, sinceUtc, tools, known)
    case 'edited-status':
      return await findEdit(call, sinceUtc, tools)
    case 'act':
      return ok({ kind: 'no-proof', lookedAt: 'the server has no list in which this would stand', place: { kind: 'nowhere' } })
    default:
      return assertNever(call)
  }
}

export async function findNewStatus(call: NewStatus, sinceUtc: number, tools: FindTools, known: Known = nothingElse(sinceUtc)): Promise<Result<Found, NetworkFailure>> {
  const own = await ownSince(call, known.firstUtc, tools)
  if (!own.ok) return own
  const { statuses, covers, areYounger } = own.value
  const candidates = statuses.filter(status => isCandidate(status, call.fields, tools.remoteId))
  const posts: SeenPost[] = []
  let sourcesLeft = mostSources
  for (const status of candidates) {
    const post = asSeen(status, call.fields, areYounger, tools)
    if (post.evidence === 'files' || known.isClaimed(post.remote) || matchText(call.fields.status, post.text, post.hints) === 'same' || sourcesLeft-- <= 0) {
      posts.push(post)
      continue
    }
    const typed = await typedText(status, tools)
    if (!typed.ok) return typed
    posts.push(typed.value === null ? post : { ...post, text: typed.value })
  }
  const isSettled = tools.now() - sinceUtc >= settledMs
  return ok(judgePosts(posts, { sent: call.fields.status, known, place: 'own-posts', covers, isSettled, isKeyed: true }))
}

const isCandidate = (status: StatusEntity, fields: StatusFields, remoteId: string): boolean =>
  status.account.id === remoteId && (status.reblog === null || status.reblog === undefined) && (status.in_reply_to_id ?? null) === (fields.in_reply_to_id ?? null)

function asSeen(status: StatusEntity, fields: StatusFields, isYounger: boolean, { ownHost }: FindTools): SeenPost {
  const wanted = fields.media_ids ?? []
  const files = status.media_attachments.map(media => media.id)
  // Files belong to one post only: the same ids are proof by themselves.
  const isByFiles = wanted.length > 0 && wanted.length === files.length && wanted.every(id => files.includes(id))
  const app = status.application?.name
  const isAlikeBeside = files.length === wanted.length
    && sameList(fields.poll?.options ?? [], status.poll?.options.map(option => option.title) ?? [])
    && matchText(fields.spoiler_text ?? '', status.spoiler_text) === 'same'
    // The same words sent by another program of the owner's: ours or not, only the owner can tell.
    && (app === undefined || app === '' || app === appName)
  const utc = Date.parse(status.created_at)
  return {
    remote: refOf(status), text: statusText(status, ownHost), hints: { ownHost }, utc: Number.isFinite(utc) ? utc : null, isYounger,
    evidence: isByFiles ? 'files' : isAlikeBeside ? 'words' : 'other',
  }
}

const versions = z.array(z.object({ content: z.string() }))

/** The words as they were typed: of an edited post the first ones, since what we look for is what was sent. Null: the server does not say. */
async function typedText(status: StatusEntity, { client, ownHost }: FindTools): Promise<Result<string | null, NetworkFailure>> {
  const path = `/api/v1/statuses/${pathId(status.id)}`
  const scope = 'read:statuses'
  const read = status.edited_at === null
    ? await client.ask({ path: `${path}/source`, scope }, sourceEntity.transform(source => source.text))
    : await client.ask({ path: `${path}/history`, scope }, versions.transform(all => all[0] ? statusText({ ...status, content: all[0].content }, ownHost) : null))
  if (read.ok) return ok(read.value.value)
  return read.failure.kind === 'missing' || read.failure.kind === 'refused' ? ok(null) : read
}

async function findEdit(call: Extract<PreparedCall, { kind: 'edited-status' }>, sinceUtc: number, { client, now }: FindTools): Promise<Result<Found, NetworkFailure>> {
  const path = `/api/v1/statuses/${pathId(call.target)}`
  const source = await client.ask({ path: `${path}/source`, scope: 'read:statuses' }, sourceEntity)
  const place = { kind: 'changed-post' } as const
  const lookedAt = 'the text as it stands on the server'
  if (!source.ok) return source.failure.kind === 'refused' ? ok({ kind: 'no-proof', lookedAt: 'the server does not show the text as written', place, doubt: 'not-shown' }) : fail(source.failure)
  const { text, spoiler_text: warning } = source.value.value
  if (text.trim() === call.fields.status.trim() && warning.trim() === (call.fields.spoiler_text ?? '').trim()) {
    const status = await client.ask({ path, scope: 'read:statuses' }, statusEntity)
    return status.ok ? ok({ kind: 'found', remote: refOf(status.value.value) }) : status
  }
  return ok(now() - sinceUtc >= settledMs ? { kind: 'absent', lookedAt, place } : { kind: 'no-proof', lookedAt, place, doubt: 'too-soon' })
}

const sameList = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((value, index) => value.trim() === b[index]?.trim())
