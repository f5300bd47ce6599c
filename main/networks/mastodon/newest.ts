import { ok, type Result } from '../../../preload/contract/result.ts'
import { pathId, type Client } from './client.ts'
import { statusList } from './entities.ts'
import type { PreparedCall } from './prepared-call.ts'
import type { PrepareFailure } from './upload.ts'

type After = Extract<PreparedCall, { kind: 'new-status' }>['after']
/** The account's newest status: what stands before the next one. After a lost answer, ours can only be younger. */
export type Newest = {
  read(): Promise<Result<After, PrepareFailure>>
  /** The server has just shown it as ours; null: something was sent, and nobody knows what became of it. */
  saw(id: string | null): void
}

/** Between two of ours the owner may post from elsewhere: what was seen is good for this long only. */
const freshMs = 10_000

export function createNewest(remoteId: string, client: Client, now: () => number): Newest {
  let seen: { readonly id: string; readonly utc: number } | null = null
  return {
    saw: id => { seen = id === null ? null : { id, utc: now() } },
    async read() {
      if (seen && Math.abs(now() - seen.utc) < freshMs) return ok({ kind: 'id', id: seen.id })
      const read = await client.ask({ path: `/api/v1/accounts/${pathId(remoteId)}/statuses`, query: { limit: 2 }, scope: 'read:statuses' }, statusList)
      if (!read.ok) return read.failure.kind === 'missing' ? ok({ kind: 'unknown' }) : read
      const [newest] = read.value.value
      return ok(newest ? { kind: 'id', id: newest.id } : { kind: 'nothing' })
    },
  }
}
