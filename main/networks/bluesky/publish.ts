import { z } from 'zod'
import type { RemoteRef } from '../../../preload/contract/drafts.ts'
import type { ActKind } from '../../../preload/contract/publishing.ts'
import { assertNever, fail, ok } from '../../../preload/contract/result.ts'
import { judgePosts, type SeenPost } from '../judge-posts.ts'
import type { Found, Known, Prepared, Session } from '../network.ts'
import type { Answered, Client } from './client.ts'
import { message, messagePage, postRecord, storedRecord, written } from './entities.ts'
import type { Places } from './places.ts'
import { readPrepared } from './prepared-call.ts'
import { convoRef, readAtUri, readExtra, refOf, rootOf } from './refs.ts'

export type PublishTools = { readonly client: Client; readonly session: Session; readonly places: Places }

/**
 * What may simply be sent again. Each puts or removes one record under a key that was chosen before, or sets something to a value.
 * Posts and answers could be as well, but one that the owner has deleted meanwhile would come back: they are looked for first.
 */
export const repeatable: readonly ActKind[] = ['delete', 'like', 'boost', 'follow', 'mute', 'block', 'mark-read']

/** The one step that others see. */
export async function commit(prepared: Prepared, tools: PublishTools): Answered<RemoteRef> {
  const { client, session, places } = tools
  const call = readPrepared(prepared)
  switch (call.kind) {
    case 'put': {
      const done = await client.procedure('com.atproto.repo.putRecord', call.body, written, { isPublic: true })
      if (!done.ok) return done
      return done.value.uri === call.uri ? ok(refOfPut(done.value, call.body, session)) : fail({ kind: 'unknown-outcome', detail: `the server speaks of ${done.value.uri} instead of ${call.uri}` })
    }
    case 'remove': {
      const done = await client.procedure('com.atproto.repo.deleteRecord', call.body, z.unknown(), { isPublic: true })
      return done.ok || done.failure.kind === 'missing' ? ok({ id: call.uri, url: null, extra: null }) : done
    }
    case 'procedure': {
      const done = await client.procedure(call.method, call.body, z.unknown(), { isPublic: true, ...(call.proxy === null ? {} : { proxy: call.proxy }) })
      return done.ok ? ok({ id: call.subject, url: null, extra: null }) : done
    }
    case 'message': {
      const done = await client.procedure('chat.bsky.convo.sendMessage', call.body, message, { isPublic: true, proxy: places.chat })
      return done.ok ? ok(convoRef(call.convoId, { message: done.value.id })) : done
    }
    case 'nothing': return ok({ id: call.subject, url: null, extra: null })
    default: return assertNever(call)
  }
}

/** The root is known from what was sent, so that the next part of a thread needs no look-up. */
function refOfPut({ uri, cid }: { readonly uri: string; readonly cid?: string | undefined }, body: string, { serverUrl }: Session): RemoteRef {
  if (cid === undefined) return refOf({ uri }, serverUrl)
  const { record } = z.object({ record: postRecord }).parse(JSON.parse(body))
  return refOf({ uri, cid }, serverUrl, { root: rootOf({ uri, cid }, record.reply) })
}

/** Looks in our own repository, on our own server: it knows at once what it has accepted. */
export async function find(prepared: Prepared, tools: PublishTools, known: Known): Answered<Found> {
  const { client, session, places } = tools
  const call = readPrepared(prepared)
  switch (call.kind) {
    case 'put': {
      const read = await readRecord(call.uri, client)
      if (read.ok) return ok({ kind: 'found', remote: refOfPut({ uri: call.uri, cid: read.value.cid }, call.body, session) })
      // Absent is safe even if the first request is still on its way: the same record under the same key is one post.
      return read.failure.kind === 'missing' ? ok({ kind: 'absent', lookedAt: `no record ${call.uri} on ${session.serverUrl}`, place: { kind: 'own-place' } }) : read
    }
    case 'message': {
      const read = await client.query('chat.bsky.convo.getMessages', { convoId: call.convoId, limit: 100 }, messagePage, places.chat)
      if (!read.ok) return read
      const posts = read.value.messages.filter(one => one.sender.did === session.remoteId && one.rev > call.afterRev)
        .map((one): SeenPost => ({ remote: convoRef(call.convoId, { message: one.id }), text: one.text, utc: one.sentAt, isYounger: true, evidence: 'words' }))
      // Messages have no key of ours: one that is still on its way would come twice.
      return ok(judgePosts(posts, { sent: call.text, known, place: 'conversation', covers: posts.length < read.value.messages.length, isSettled: true, isKeyed: false }))
    }
    case 'remove': case 'procedure': case 'nothing':
      return ok({ kind: 'no-proof', lookedAt: 'nothing that could be looked at', place: { kind: 'nowhere' } })
    default: return assertNever(call)
  }
}

export async function readBack(remote: RemoteRef, { client, session }: PublishTools): Answered<RemoteRef> {
  const read = await readRecord(remote.id, client)
  if (!read.ok) return read
  return ok(refOf({ uri: remote.id, cid: read.value.cid ?? readExtra(remote).cid }, session.serverUrl, { root: readExtra(remote).root }))
}

async function readRecord(uri: string, client: Client): Answered<z.infer<typeof storedRecord>> {
  const at = readAtUri(uri)
  if (!at) return fail({ kind: 'missing', detail: `not a record: ${uri}` })
  const read = await client.query('com.atproto.repo.getRecord', { repo: at.did, collection: at.collection, rkey: at.rkey }, storedRecord)
  return read.ok && read.value.uri !== uri ? fail({ kind: 'server-trouble', detail: `the server speaks of ${read.value.uri} instead of ${uri}` }) : read
}
