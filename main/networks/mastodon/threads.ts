import type { RemoteRef } from '../../../preload/contract/drafts.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import type { ThreadPost } from '../../../preload/contract/items.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import { pathId, type Client } from './client.ts'
import { contextEntity, statusEntity, type StatusEntity } from './entities.ts'
import { threadPostFrom, type Reader } from './items.ts'

/** All that is known around one status, oldest first. */
export type Thread = { readonly root: string; readonly statuses: readonly StatusEntity[] }

export async function readAround(status: StatusEntity, client: Client): Promise<Result<Thread, NetworkFailure>> {
  const read = await client.ask({ path: `/api/v1/statuses/${pathId(status.id)}/context`, scope: 'read:statuses' }, contextEntity)
  if (!read.ok) return read
  const { ancestors, descendants } = read.value.value
  const byId = new Map([...ancestors, status, ...descendants].map(each => [each.id, each]))
  return ok({ root: (ancestors[0] ?? status).id, statuses: [...byId.values()] })
}

export async function readThread(ref: RemoteRef, client: Client, reader: Reader, roots: Roots): Promise<Result<readonly ThreadPost[], NetworkFailure>> {
  const status = await client.ask({ path: `/api/v1/statuses/${pathId(ref.id)}`, scope: 'read:statuses' }, statusEntity)
  if (!status.ok) return status
  const thread = await readAround(status.value.value, client)
  if (!thread.ok) return thread
  roots.learn(thread.value)
  return ok(threadPosts(thread.value, reader))
}

export function threadPosts({ root, statuses }: Thread, reader: Reader): ThreadPost[] {
  return statuses.flatMap(status => threadPostFrom(status, reader, root) ?? []).sort((a, b) => a.createdUtc - b.createdUtc)
}

/** Which thread a status belongs to, by its first post; remembered, since each unknown one costs a request. */
export type Roots = {
  /** `budget.left` is lowered by each request; when it is spent, the parent stands for the root. */
  rootOf(status: StatusEntity, budget: { left: number }): Promise<string>
  learn(thread: Thread): void
}

const mostRemembered = 5000

export function createRoots(client: Client): Roots {
  const roots = new Map<string, string>()
  const remember = (id: string, root: string): void => {
    if (roots.size >= mostRemembered) roots.delete(roots.keys().next().value ?? '')
    roots.set(id, root)
  }
  const learn = (thread: Thread): void => {
    for (const status of thread.statuses) remember(status.id, thread.root)
  }
  return {
    learn,
    async rootOf(status, budget) {
      const parent = status.in_reply_to_id
      if (!parent) {
        remember(status.id, status.id)
        return status.id
      }
      const known = roots.get(status.id) ?? roots.get(parent)
      if (known !== undefined) {
        remember(status.id, known)
        return known
      }
      if (budget.left <= 0) return parent
      budget.left--
      const thread = await readAround(status, client)
      if (!thread.ok) return parent
      learn(thread.value)
      return thread.value.root
    },
  }
}
