import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { assertNever, ok, type Result } from '../../../preload/contract/result.ts'
import { judgePosts, type SeenPost } from '../judge-posts.ts'
import { nothingElse, type Found, type Known, type Prepared } from '../network.ts'
import { instantOf, pageOf, pin, type Pin } from './entities.ts'
import { readPrepared, type CallOf } from './prepared-call.ts'
import { pinPath, refOf, type PublishTools } from './publish.ts'

/** A pin may take a while to stand in the list. Before this, not seeing it proves nothing. */
export const settledMs = 60_000
const pageSize = 50

/** After a lost answer: is it there? Pinterest knows no key of ours, so "not there" never proves that it will not come. */
export async function find(prepared: Prepared, sinceUtc: number, tools: PublishTools, known: Known = nothingElse(sinceUtc)): Promise<Result<Found, NetworkFailure>> {
  const call = readPrepared(prepared)
  switch (call.kind) {
    case 'new-pin': return await findPin(call, sinceUtc, tools, known)
    case 'edit': return await findEdit(call, sinceUtc, tools)
    case 'delete': return ok({ kind: 'no-proof', lookedAt: 'there is no list in which this would stand', place: { kind: 'nowhere' } })
    default: return assertNever(call)
  }
}

async function findPin({ fields, media }: CallOf<'new-pin'>, sinceUtc: number, { client, session }: PublishTools, known: Known): Promise<Result<Found, NetworkFailure>> {
  const page = await client.ask({ path: `/v5/boards/${encodeURIComponent(fields.board_id)}/pins`, query: { page_size: pageSize } }, pageOf(pin))
  if (!page.ok) return page
  const rows = page.value.items.filter(row => row.is_owner !== false)
  const times = rows.map(row => instantOf(row.created_at))
  const oldest = Math.min(...times.filter(time => time !== null))
  // The order of the list is not promised, so only a whole board, or a page that goes back far enough, leaves nothing out.
  const covers = (page.value.bookmark ?? null) === null || oldest < known.firstUtc - settledMs
  const kind = media.kind === 'video' ? 'video' : media.uses.length > 1 ? 'multiple_images' : 'image'
  const posts = rows.map((row, at): SeenPost => ({ remote: refOf(row.id), text: row.description, utc: times[at] ?? null, isYounger: false, evidence: isAlike(row, fields, kind) ? 'words' : 'other' }))
  // Without any word of ours only the owner can tell one picture from another.
  const own = fields.description === undefined && fields.title === undefined ? posts.map((post): SeenPost => ({ ...post, evidence: 'other' })) : posts
  return ok(judgePosts(own, { sent: fields.description ?? '', known, place: 'own-posts', covers, isSettled: session.now() - sinceUtc >= settledMs, isKeyed: false }))
}

const isAlike = (row: Pin, fields: CallOf<'new-pin'>['fields'], kind: string): boolean =>
  row.title.trim() === (fields.title ?? '').trim() && row.link.trim() === (fields.link ?? '').trim() && (row.media?.media_type ?? kind) === kind

async function findEdit({ target, fields }: CallOf<'edit'>, sinceUtc: number, { client, session }: PublishTools): Promise<Result<Found, NetworkFailure>> {
  const read = await client.ask({ path: pinPath(target) }, pin)
  if (!read.ok) return read
  const place = { kind: 'changed-post' } as const
  const lookedAt = 'the words of the pin as they stand there'
  const isThere = (['description', 'title', 'link'] as const).every(name => fields[name] === undefined || fields[name].trim() === read.value[name].trim())
  if (isThere) return ok({ kind: 'found', remote: refOf(target) })
  // The same words set twice are the same words.
  return ok(session.now() - sinceUtc >= settledMs ? { kind: 'absent', lookedAt, place } : { kind: 'no-proof', lookedAt, place, doubt: 'too-soon' })
}
