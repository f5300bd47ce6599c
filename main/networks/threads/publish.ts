import { z } from 'zod'
import type { RemoteRef } from '../../../preload/contract/drafts.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { assertNever, fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { ActKind } from '../../../preload/contract/publishing.ts'
import { graphId } from '../graph-api/client.ts'
import { publishContainer, type ContainerTools } from '../graph-api/containers.ts'
import { described, isSuccess } from '../judge-answer.ts'
import type { Prepared } from '../network.ts'
import { mediaEntity } from './entities.ts'
import { refOf } from './items.ts'
import { readPrepared, type PreparedCall } from './prepared-call.ts'

/** Done twice, these leave the network as it was after the first time. */
export const repeatable: readonly ActKind[] = ['delete', 'hide']

export type PublishTools = Pick<ContainerTools, 'client' | 'dialect'> & { readonly remoteId: string }

/** The one step that makes it public. */
export async function commit(prepared: Prepared, tools: PublishTools): Promise<Result<RemoteRef, NetworkFailure>> {
  const call = readPrepared(prepared)
  switch (call.kind) {
    case 'container': {
      // `me` and the number are the same account: by it our own count tells answers from posts (quotas.ts).
      const publishPath = call.replyTo === null ? tools.dialect.publishPath : `/${graphId(tools.remoteId)}/threads_publish`
      const id = await publishContainer(call.id, { client: tools.client, dialect: { ...tools.dialect, publishPath } })
      return id.ok ? ok({ id: id.value, url: null, extra: null }) : id
    }
    case 'act': return await commitAct(call, tools)
    default: return assertNever(call)
  }
}

const done = z.object({ success: z.literal(true) })

async function commitAct(call: Extract<PreparedCall, { kind: 'act' }>, { client }: PublishTools): Promise<Result<RemoteRef, NetworkFailure>> {
  const request = { method: call.method, path: call.path, ...(call.method === 'POST' ? { form: call.form } : {}) }
  const outcome = await client.send(request)
  const subject = { id: call.subject, url: null, extra: null }
  if (isSuccess(outcome)) return done.safeParse(outcome.json).success ? ok(subject) : fail({ kind: 'unknown-outcome', detail: described(outcome) })
  const failure = await client.failureOfCommit(outcome, request)
  return failure.kind === 'missing' && call.goneIsDone ? ok(subject) : fail(failure)
}

/** Reads a post back once: it is there, and this is its address. */
export async function readBack(remote: RemoteRef, { client }: PublishTools): Promise<Result<RemoteRef, NetworkFailure>> {
  const read = await client.ask({ path: `/${graphId(remote.id)}`, query: { fields: 'id,permalink,timestamp' } }, mediaEntity)
  if (!read.ok) return read
  return read.value.id === remote.id ? ok(refOf(read.value)) : fail({ kind: 'server-trouble', detail: 'the answer shows another post' })
}
