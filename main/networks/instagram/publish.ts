import { z } from 'zod'
import type { RemoteRef } from '../../../preload/contract/drafts.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { assertNever, fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { ActKind } from '../../../preload/contract/publishing.ts'
import { graphId, type GraphCall } from '../graph-api/client.ts'
import { publishContainer } from '../graph-api/containers.ts'
import { described, isSuccess } from '../judge-answer.ts'
import type { Prepared } from '../network.ts'
import type { PrepareTools } from './containers.ts'
import { commentEntity, mediaEntity } from './entities.ts'
import { readExtra, refTo, webUrl, type RefExtra } from './items.ts'
import { readPrepared, type PreparedComment } from './prepared-call.ts'

/** Done twice, these leave the network as it was after the first time. */
export const repeatable: readonly ActKind[] = ['delete', 'hide', 'like']

export type PublishTools = Pick<PrepareTools, 'client' | 'dialect' | 'now' | 'remoteId'>

/** The one step that makes it public. */
export async function commit(prepared: Prepared, tools: PublishTools): Promise<Result<RemoteRef, NetworkFailure>> {
  const call = readPrepared(prepared)
  switch (call.kind) {
    case 'container': {
      const id = await publishContainer(call.id, tools)
      return id.ok ? ok(refTo(id.value, null, { kind: call.becomes === 'STORY' ? 'story' : 'media' })) : id
    }
    case 'comment': return await send({ method: 'POST', path: commentPath(call, tools), form: call.on === 'tag' ? { media_id: call.target, message: call.message } : { message: call.message }, suspect: 'text' }, made, id => refTo(id, null, aboutComment(call, id)), tools)
    case 'message':
      return await send({ method: 'POST', path: `/${await speaker(tools)}/messages`, json: { recipient: { id: call.to }, message: { text: call.text } }, suspect: 'text' }, sent, id => refTo(id, null, { kind: 'message', conversation: call.conversation }), tools)
    case 'act': return await commitAct(call, tools)
    default: return assertNever(call)
  }
}

const commentPath = ({ on, target }: PreparedComment, { remoteId }: PublishTools): string => (on === 'media' ? `/${graphId(target)}/comments` : on === 'comment' ? `/${graphId(target)}/replies` : `/${graphId(remoteId)}/mentions`)
const aboutComment = ({ on, target, media }: PreparedComment, id: string): RefExtra => ({ kind: 'comment', media, top: on === 'comment' ? target : id })

/** Messages are written by the account, or by the Page it is linked to. */
export async function speaker({ client, remoteId }: Pick<PublishTools, 'client' | 'remoteId'>): Promise<string> {
  const secret = await client.secret()
  return graphId(secret.ok && secret.value.login === 'facebook' && secret.value.pageId !== null ? secret.value.pageId : remoteId)
}

const made = z.object({ id: z.string().min(1) }).transform(({ id }) => id)
const sent = z.object({ message_id: z.string().min(1) }).transform(({ message_id: id }) => id)

async function send(call: GraphCall, shape: z.ZodType<string>, refOf: (id: string) => RemoteRef, { client }: PublishTools): Promise<Result<RemoteRef, NetworkFailure>> {
  const outcome = await client.send(call)
  if (!isSuccess(outcome)) return fail(await client.failureOfCommit(outcome, call))
  const parsed = shape.safeParse(outcome.json)
  return parsed.success ? ok(refOf(parsed.data)) : fail({ kind: 'unknown-outcome', detail: described(outcome) })
}

const done = z.object({ success: z.literal(true) })

async function commitAct(call: Extract<ReturnType<typeof readPrepared>, { kind: 'act' }>, { client }: PublishTools): Promise<Result<RemoteRef, NetworkFailure>> {
  const request: GraphCall = { method: call.method, path: call.path, ...(call.method === 'POST' ? { form: call.query } : { query: call.query }) }
  const outcome = await client.send(request)
  const subject = { id: call.subject, url: null, extra: null }
  if (isSuccess(outcome)) return done.safeParse(outcome.json).success ? ok(subject) : fail({ kind: 'unknown-outcome', detail: described(outcome) })
  const failure = await client.failureOfCommit(outcome, request)
  return failure.kind === 'missing' && call.goneIsDone ? ok(subject) : fail(failure)
}

/** Reads it back once: it is there, and this is its address. A comment has none of its own: its post's. */
export async function readBack(remote: RemoteRef, { client }: PublishTools): Promise<Result<RemoteRef, NetworkFailure>> {
  const about = readExtra(remote)
  if (about?.kind === 'comment') {
    const comment = await client.ask({ path: `/${graphId(remote.id)}`, query: { fields: 'id,media{id,permalink}' } }, commentEntity.pick({ id: true }).extend({ media: mediaEntity.pick({ permalink: true }).optional().catch(undefined) }))
    return comment.ok ? ok({ ...remote, url: webUrl(comment.value.media?.permalink) ?? remote.url }) : comment
  }
  // A message has no address, and what was answered for it is its only name.
  if (about?.kind === 'message') return ok(remote)
  const read = await client.ask({ path: `/${graphId(remote.id)}`, query: { fields: 'id,permalink,media_product_type' } }, mediaEntity)
  if (!read.ok) return read
  if (read.value.id !== remote.id) return fail({ kind: 'server-trouble', detail: 'the answer shows another post' })
  return ok(refTo(remote.id, webUrl(read.value.permalink), { kind: read.value.media_product_type === 'STORY' ? 'story' : 'media' }))
}
