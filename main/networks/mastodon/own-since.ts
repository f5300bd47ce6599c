import { z } from 'zod'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import { pathId, type Client } from './client.ts'
import { contextEntity, statusEntity, type StatusEntity } from './entities.ts'
import type { PreparedCall } from './prepared-call.ts'

type NewStatus = Extract<PreparedCall, { kind: 'new-status' }>
export type OwnSince = {
  readonly statuses: readonly StatusEntity[]
  /** These are certainly all that have come since. */
  readonly covers: boolean
  /** They are younger than the sending by their place in the list, whatever the clocks say. */
  readonly areYounger: boolean
}

const dayMs = 24 * 60 * 60_000
const pageSize = 40
const maxPages = 5

/** Own posts younger than the last one before the sending, newest first. `firstUtc`: when it was sent for the first time. */
export async function ownSince(call: NewStatus, firstUtc: number, { client, remoteId }: { readonly client: Client; readonly remoteId: string }): Promise<Result<OwnSince, NetworkFailure>> {
  const statuses = new Map<string, StatusEntity>()
  const { after } = call
  const isFarOlder = (status: StatusEntity): boolean => Date.parse(status.created_at) < firstUtc - dayMs
  let end: 'met' | 'by-time' | 'list' | null = null
  let maxId: string | null = null
  let isWhole = true
  for (let page = 0; page < maxPages && end === null; page++) {
    const read: Awaited<ReturnType<typeof askPage>> = await askPage(client, remoteId, maxId)
    if (!read.ok) return read
    const { rows, hasUnreadable } = read.value
    // One that cannot be read may be ours.
    isWhole &&= !hasUnreadable
    const fresh = rows.filter(status => !statuses.has(status.id))
    for (const status of fresh) {
      // By its place in the list, not by comparing ids: not every server's ids can be compared.
      if (after.kind === 'id' && status.id === after.id) end = 'met'
      // The last one before us may have been deleted since; a clock a day off is no server's.
      else if (after.kind !== 'nothing' && isFarOlder(status)) end = 'by-time'
      if (end !== null) break
      statuses.set(status.id, status)
    }
    if (end === null && rows.length === 0) end = 'list'
    if (fresh.length === 0) break
    maxId = rows.at(-1)?.id ?? null
  }
  // A list in which a post is missing that is still there shows less than there is: it proves nothing.
  if (after.kind === 'id' && (end === 'by-time' || end === 'list') && !(await isGone(after.id, client))) isWhole = false
  const covers = end !== null && isWhole
  const areYounger = end === 'met' || after.kind === 'nothing'
  const inReplyTo = call.fields.in_reply_to_id
  if (inReplyTo === undefined || call.fields.visibility !== 'direct') return ok({ statuses: [...statuses.values()], covers, areYounger })
  // Some servers leave private messages out of the account's list: they stand under what they answer.
  const context = await client.ask({ path: `/api/v1/statuses/${pathId(inReplyTo)}/context`, scope: 'read:statuses' }, contextEntity)
  if (!context.ok) return context.failure.kind === 'missing' ? ok({ statuses: [...statuses.values()], covers: false, areYounger }) : context
  const added = context.value.value.descendants.filter(status => status.account.id === remoteId && !statuses.has(status.id))
  return ok({ statuses: [...statuses.values(), ...added], covers, areYounger: areYounger && added.length === 0 })
}

async function askPage(client: Client, remoteId: string, maxId: string | null): Promise<Result<{ readonly rows: readonly StatusEntity[]; readonly hasUnreadable: boolean }, NetworkFailure>> {
  const read = await client.ask({ path: `/api/v1/accounts/${pathId(remoteId)}/statuses`, query: { limit: pageSize, max_id: maxId }, scope: 'read:statuses' }, z.array(z.unknown()))
  if (!read.ok) return read
  const parsed = read.value.value.map(row => statusEntity.safeParse(row))
  return ok({ rows: parsed.flatMap(row => row.data ?? []), hasUnreadable: parsed.some(row => !row.success) })
}

async function isGone(id: string, client: Client): Promise<boolean> {
  const read = await client.ask({ path: `/api/v1/statuses/${pathId(id)}`, scope: 'read:statuses' }, statusEntity)
  return !read.ok && read.failure.kind === 'missing'
}
