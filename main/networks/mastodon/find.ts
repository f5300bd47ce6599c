import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { assertNever, fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Found, Prepared } from '../network.ts'
import { pathId, type Client } from './client.ts'
import { contextEntity, sourceEntity, statusEntity, statusList, type StatusEntity } from './entities.ts'
import { fingerprint, statusText } from './format.ts'
import { readPrepared, type PreparedCall, type StatusFields } from './prepared-call.ts'
import { refOf } from './refs.ts'
import { appName } from './registration.ts'

export type FindTools = { readonly client: Client; readonly remoteId: string; readonly now: () => number }
type NewStatus = Extract<PreparedCall, { kind: 'new-status' }>

/** A server may still be at it, and lists may lag by seconds: before this, not seeing something proves nothing. */
export const settledMs = 30_000
/** How far a server's clock may be from ours where only time can tell old from new. */
const clockToleranceMs = 10 * 60_000
const dayMs = 24 * 60 * 60_000
const pageSize = 40
const maxPages = 5

/** After a lost answer: is it there? Looks where it would stand; changes nothing. */
export async function find(prepared: Prepared, sinceUtc: number, tools: FindTools): Promise<Result<Found, NetworkFailure>> {
  const call = readPrepared(prepared)
  switch (call.kind) {
    case 'new-status':
      return await findNewStatus(call, sinceUtc, tools)
    case 'edited-status':
      return await findEdit(call, sinceUtc, tools)
    case 'act':
      return ok({ kind: 'no-proof', lookedAt: 'the server has no list in which this would stand' })
    default:
      return assertNever(call)
  }
}

export async function findNewStatus(call: NewStatus, sinceUtc: number, tools: FindTools): Promise<Result<Found, NetworkFailure>> {
  const own = await statusesSince(call, sinceUtc, tools)
  if (!own.ok) return own
  const { statuses, covers } = own.value
  const matching = await candidates(statuses, call.fields, tools)
  if (!matching.ok) return matching
  const lookedAt = `${statuses.length} own posts since before the sending`
  const [only, ...others] = narrowed(matching.value)
  if (only && others.length === 0) {
    const app = only.application?.name
    // The same words sent by another program of the owner's: ours or not, only the owner can tell.
    return ok(app && app !== appName ? { kind: 'no-proof', lookedAt: `${lookedAt}; one alike, sent with ${app.slice(0, 100)}` } : { kind: 'found', remote: refOf(only) })
  }
  if (only) return ok({ kind: 'no-proof', lookedAt: `${lookedAt}; ${others.length + 1} alike` })
  return ok({ kind: covers && tools.now() - sinceUtc >= settledMs ? 'absent' : 'no-proof', lookedAt })
}

/** Own posts younger than the last one before the sending, newest first, and whether they are certainly all. */
async function statusesSince(call: NewStatus, sinceUtc: number, { client, remoteId }: FindTools): Promise<Result<{ readonly statuses: readonly StatusEntity[]; readonly covers: boolean }, NetworkFailure>> {
  const statuses = new Map<string, StatusEntity>()
  const { after } = call
  const isOlderThan = (status: StatusEntity, ms: number): boolean => Date.parse(status.created_at) < sinceUtc - ms
  let end: 'met' | 'by-time' | 'list' | null = null
  let maxId: string | null = null
  for (let page = 0; page < maxPages && end === null; page++) {
    const read: Awaited<ReturnType<typeof askPage>> = await askPage(client, remoteId, maxId)
    if (!read.ok) return read
    const rows = read.value.value
    const fresh = rows.filter(status => !statuses.has(status.id))
    for (const status of fresh) {
      // By its place in the list, not by comparing ids: not every server's ids can be compared.
      if (after.kind === 'id' && status.id === after.id) end = 'met'
      // The last one before us may have been deleted since; a clock a day off is no server's.
      else if (after.kind !== 'nothing' && isOlderThan(status, after.kind === 'id' ? dayMs : clockToleranceMs)) end = 'by-time'
      if (end !== null) break
      statuses.set(status.id, status)
    }
    if (end === null && rows.length === 0) end = 'list'
    if (fresh.length === 0) break
    maxId = rows.at(-1)?.id ?? null
  }
  // Without the mark only time tells ours from an older one of the same words.
  if (after.kind === 'id' && end !== 'met') for (const status of statuses.values()) if (isOlderThan(status, clockToleranceMs)) statuses.delete(status.id)
  const covers = end !== null
  const inReplyTo = call.fields.in_reply_to_id
  if (inReplyTo !== undefined && call.fields.visibility === 'direct') {
    // Some servers leave private messages out of the account's list: they stand under what they answer.
    const context = await client.ask({ path: `/api/v1/statuses/${pathId(inReplyTo)}/context`, scope: 'read:statuses' }, contextEntity)
    if (!context.ok) return context.failure.kind === 'missing' ? ok({ statuses: [...statuses.values()], covers: false }) : context
    const oldest = sinceUtc - clockToleranceMs
    for (const status of context.value.value.descendants) if (status.account.id === remoteId && Date.parse(status.created_at) >= oldest) statuses.set(status.id, status)
  }
  return ok({ statuses: [...statuses.values()], covers })
}

const askPage = (client: Client, remoteId: string, maxId: string | null) =>
  client.ask({ path: `/api/v1/accounts/${pathId(remoteId)}/statuses`, query: { limit: pageSize, max_id: maxId }, scope: 'read:statuses' }, statusList)

type Candidate = { readonly status: StatusEntity; readonly isCertain: boolean }

async function candidates(statuses: readonly StatusEntity[], fields: StatusFields, { client, remoteId }: FindTools): Promise<Result<readonly Candidate[], NetworkFailure>> {
  const wanted = fingerprint(fields.status)
  const found: Candidate[] = []
  const rewritten: StatusEntity[] = []
  for (const status of statuses) {
    if (status.account.id !== remoteId || (status.reblog !== null && status.reblog !== undefined)) continue
    if ((status.in_reply_to_id ?? null) !== (fields.in_reply_to_id ?? null)) continue
    // Files belong to one post only: the same ids are proof by themselves.
    if (fields.media_ids?.length && sameSet(fields.media_ids, status.media_attachments.map(media => media.id))) {
      found.push({ status, isCertain: true })
      continue
    }
    if (status.media_attachments.length !== (fields.media_ids?.length ?? 0)) continue
    if (!sameList(fields.poll?.options ?? [], status.poll?.options.map(option => option.title) ?? [])) continue
    if (fingerprint(status.spoiler_text) !== fingerprint(fields.spoiler_text ?? '')) continue
    if (fingerprint(statusText(status, '')) === wanted) found.push({ status, isCertain: false })
    else rewritten.push(status)
  }
  if (found.length > 0) return ok(found)
  // The server made something else of the text (its own markup, shortened links): its source tells.
  for (const status of rewritten.slice(0, 3)) {
    const source = await client.ask({ path: `/api/v1/statuses/${pathId(status.id)}/source`, scope: 'read:statuses' }, sourceEntity)
    if (source.ok && fingerprint(source.value.value.text) === wanted) found.push({ status, isCertain: false })
    if (!source.ok && source.failure.kind !== 'missing' && source.failure.kind !== 'refused') return source
  }
  return ok(found)
}

/** Of several alike, those that prove themselves: by their files, else by the application that sent them. */
function narrowed(found: readonly Candidate[]): readonly StatusEntity[] {
  const certain = found.filter(candidate => candidate.isCertain)
  const left = (certain.length > 0 ? certain : found).map(candidate => candidate.status)
  const ours = left.filter(status => status.application?.name === appName)
  return left.length > 1 && ours.length > 0 ? ours : left
}

async function findEdit(call: Extract<PreparedCall, { kind: 'edited-status' }>, sinceUtc: number, { client, now }: FindTools): Promise<Result<Found, NetworkFailure>> {
  const path = `/api/v1/statuses/${pathId(call.target)}`
  const source = await client.ask({ path: `${path}/source`, scope: 'read:statuses' }, sourceEntity)
  const lookedAt = 'the text as it stands on the server'
  if (!source.ok) return source.failure.kind === 'refused' ? ok({ kind: 'no-proof', lookedAt: 'the server does not show the text as written' }) : fail(source.failure)
  const { text, spoiler_text: warning } = source.value.value
  if (text.trim() === call.fields.status.trim() && warning.trim() === (call.fields.spoiler_text ?? '').trim()) {
    const status = await client.ask({ path, scope: 'read:statuses' }, statusEntity)
    return status.ok ? ok({ kind: 'found', remote: refOf(status.value.value) }) : status
  }
  return ok({ kind: now() - sinceUtc >= settledMs ? 'absent' : 'no-proof', lookedAt })
}

const sameList = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((value, index) => value.trim() === b[index]?.trim())
const sameSet = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every(value => b.includes(value))
