import { z } from 'zod'
import type { Content, RemoteRef } from '../../../preload/contract/drafts.ts'
import type { Act } from '../../../preload/contract/publishing.ts'
import { assertNever, fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Notes, Prepared } from '../network.ts'
import type { Answered } from './client.ts'
import { messagePage, notificationPage, posts, profileView, storedRecord, strongRef, postRecord, type StrongRef } from './entities.ts'
import { embedOf, facetsOf, firstLink, postRecordOf, type MediaEmbed, type PostRecord } from './format.ts'
import { findOwnRecord } from './own-records.ts'
import { writePrepared } from './prepared-call.ts'
import { isConvo, readAtUri, readExtra, rootOf } from './refs.ts'
import { linkCard, uploadImages, type PrepareFailure } from './upload.ts'
import { uploadVideo, type VideoTools } from './video.ts'

export type PrepareTools = VideoTools & { readonly nextTid: (nowUtc: number) => string }
type Prepares = Promise<Result<Prepared, PrepareFailure>>

/** Uploads, looks up, and writes down the whole call under a key of its own. May be repeated; nothing becomes visible. */
export async function prepare(act: Act, part: number, before: readonly RemoteRef[], notes: Notes, tools: PrepareTools): Prepares {
  const { session } = tools
  switch (act.kind) {
    case 'publish': return await preparePost(act.content, part, null, before, notes, tools)
    case 'reply': return await preparePost(act.content, part, act.to, before, notes, tools)
    case 'message': return await prepareMessage(act, tools)
    case 'edit': return fail({ kind: 'refused', reason: 'not-supported', detail: 'posts cannot be changed on this network' })
    case 'delete': return prepareRemoval(act.target.id, tools)
    case 'like': return await prepareMark('app.bsky.feed.like', act.target, act.on, tools)
    case 'boost': return await prepareMark('app.bsky.feed.repost', act.target, act.on, tools)
    case 'follow': return await preparePersonMark('app.bsky.graph.follow', act.person.remoteId, act.on, tools)
    case 'block': return await preparePersonMark('app.bsky.graph.block', act.person.remoteId, act.on, tools)
    case 'mute': return procedure(`app.bsky.graph.${act.on ? 'muteActor' : 'unmuteActor'}`, { actor: act.person.remoteId }, act.person.remoteId)
    case 'report': {
      const subject = act.target && !isConvo(act.target) ? await strongRefOf(act.target, tools) : null
      if (subject && !subject.ok) return subject
      return procedure('com.atproto.moderation.createReport', {
        reasonType: 'com.atproto.moderation.defs#reasonOther', reason: act.comment,
        subject: subject ? { $type: 'com.atproto.repo.strongRef', ...subject.value.ref } : { $type: 'com.atproto.admin.defs#repoRef', did: act.person.remoteId },
      }, act.person.remoteId)
    }
    case 'mark-read': {
      if (isConvo(act.target)) {
        const { message } = readExtra(act.target)
        return procedure('chat.bsky.convo.updateRead', { convoId: act.target.id, ...(message === undefined ? {} : { messageId: message }) }, act.target.id, tools.places.chat)
      }
      // The network knows one time up to which all is read. It must not go back: later ones would become unread again.
      const seenUtc = readExtra(act.target).seenUtc ?? session.now()
      const known = await tools.client.query('app.bsky.notification.listNotifications', { limit: 1 }, notificationPage)
      if (known.ok && (known.value.seenAt ?? 0) >= seenUtc) return ok(writePrepared({ kind: 'nothing', subject: act.target.id }))
      return procedure('app.bsky.notification.updateSeen', { seenAt: new Date(seenUtc).toISOString() }, act.target.id)
    }
    case 'hide': return fail({ kind: 'refused', reason: 'not-supported', detail: 'comments are not hidden here one by one' })
    default: return assertNever(act)
  }
}

const procedure = (method: string, input: unknown, subject: string, proxy: string | null = null): Result<Prepared, never> =>
  ok(writePrepared({ kind: 'procedure', method, proxy, subject, body: JSON.stringify(input) }))

function put(collection: string, record: object, { session, nextTid }: PrepareTools): Result<Prepared, never> {
  const rkey = nextTid(session.now())
  return ok(writePrepared({ kind: 'put', uri: `at://${session.remoteId}/${collection}/${rkey}`, body: JSON.stringify({ repo: session.remoteId, collection, rkey, record }) }))
}

function prepareRemoval(uri: string, { session }: PrepareTools): Result<Prepared, PrepareFailure> {
  const at = readAtUri(uri)
  if (at?.did !== session.remoteId) return fail({ kind: 'refused', reason: 'not-allowed', detail: `not ours to delete: ${uri}` })
  return ok(writePrepared({ kind: 'remove', uri, body: JSON.stringify({ repo: at.did, collection: at.collection, rkey: at.rkey }) }))
}

async function preparePost(content: Content, index: number, to: RemoteRef | null, before: readonly RemoteRef[], notes: Notes, tools: PrepareTools): Prepares {
  const part = content.parts[index]
  if (!part) return fail({ kind: 'refused', reason: 'not-valid', detail: `there is no part ${index + 1}` })
  if (part.poll) return fail({ kind: 'refused', reason: 'not-supported', detail: 'this network has no polls' })
  if (content.contentWarning) return fail({ kind: 'refused', reason: 'not-supported', detail: 'this network has no content warnings in words of one’s own' })
  // A call that changes nothing, so that the public step meets neither a token that has run out nor a DPoP nonce not yet known.
  const awake = await tools.client.query('com.atproto.server.getSession', {}, z.object({ did: z.string() }))
  if (!awake.ok) return awake
  const reply = await replyRefs(to, before, tools)
  if (!reply.ok) return reply
  const quoted = index === 0 && content.quote ? await strongRefOf(content.quote, tools) : null
  if (quoted && !quoted.ok) return quoted
  const facets = await facetsOf(part.text, handle => didOf(handle, tools))
  const media = await mediaOf(part.media, notes, tools)
  if (!media.ok) return media
  const link = media.value === null && quoted === null ? firstLink(facets) : null
  const embed = embedOf(media.value ?? (link === null ? null : await linkCard(link, notes, tools)), quoted?.value.ref ?? null)
  return put('app.bsky.feed.post', postRecordOf({ text: part.text, createdUtc: tools.session.now(), facets, reply: reply.value, embed, language: content.language }), tools)
}

async function mediaOf(uses: Content['parts'][number]['media'], notes: Notes, tools: PrepareTools): Promise<Result<MediaEmbed | null, PrepareFailure>> {
  const [first] = uses
  if (!first) return ok(null)
  if (first.kind === 'image' && uses.every(use => use.kind === 'image')) return await uploadImages(uses, notes, tools)
  if (first.kind === 'video' && uses.length === 1) return await uploadVideo(first, notes, tools)
  return fail({ kind: 'refused', reason: 'media', detail: 'pictures, or one video' })
}

/** What this part answers: the part before it in a thread of ours, else what the owner answers. */
async function replyRefs(to: RemoteRef | null, before: readonly RemoteRef[], tools: PrepareTools): Promise<Result<PostRecord['reply'] | null, PrepareFailure>> {
  const answered = before.at(-1) ?? to
  if (!answered) return ok(null)
  const parent = await strongRefOf(answered, tools)
  return parent.ok ? ok({ root: parent.value.root, parent: parent.value.ref }) : parent
}

/** Version and thread root of a post: both are in refs of ours; a pasted one is looked up. */
async function strongRefOf(ref: RemoteRef, { client }: PrepareTools): Answered<{ ref: StrongRef; root: StrongRef }> {
  const { cid, root } = readExtra(ref)
  if (cid !== undefined && root !== undefined) return ok({ ref: { uri: ref.id, cid }, root })
  const at = readAtUri(ref.id)
  if (!at) return fail({ kind: 'refused', reason: 'not-valid', detail: `not a post of this network: ${ref.id}` })
  const read = await client.query('com.atproto.repo.getRecord', { repo: at.did, collection: at.collection, rkey: at.rkey }, storedRecord)
  if (!read.ok) {
    // Its own server is another one: the network view knows it.
    const seen = await client.query('app.bsky.feed.getPosts', { uris: [ref.id] }, posts)
    const post = seen.ok ? seen.value.posts[0] : undefined
    return post ? ok({ ref: { uri: post.uri, cid: post.cid }, root: rootOf(post, post.record.reply) }) : read
  }
  const own = strongRef.safeParse({ uri: read.value.uri, cid: read.value.cid ?? cid })
  return own.success ? ok({ ref: own.data, root: rootOf(own.data, postRecord.parse(read.value.value).reply) }) : fail({ kind: 'server-trouble', detail: `no version of ${ref.id}` })
}

const resolved = z.object({ did: z.string().startsWith('did:') })
async function didOf(handle: string, { client }: PrepareTools): Promise<string | null> {
  const found = await client.query('com.atproto.identity.resolveHandle', { handle }, resolved)
  return found.ok ? found.value.did : null
}

/** Likes and reposts are records of ours that point at a post; undoing is removing that record. */
async function prepareMark(collection: string, target: RemoteRef, on: boolean, tools: PrepareTools): Prepares {
  if (on) {
    const subject = await strongRefOf(target, tools)
    return subject.ok ? put(collection, { $type: collection, subject: subject.value.ref, createdAt: new Date(tools.session.now()).toISOString() }, tools) : subject
  }
  const seen = await tools.client.query('app.bsky.feed.getPosts', { uris: [target.id] }, posts)
  const viewer = seen.ok ? seen.value.posts[0]?.viewer : undefined
  return await removeMark(collection, target.id, collection === 'app.bsky.feed.like' ? viewer?.like : viewer?.repost, tools)
}

async function preparePersonMark(collection: string, did: string, on: boolean, tools: PrepareTools): Prepares {
  if (on) return put(collection, { $type: collection, subject: did, createdAt: new Date(tools.session.now()).toISOString() }, tools)
  const seen = await tools.client.query('app.bsky.actor.getProfile', { actor: did }, profileView)
  const viewer = seen.ok ? seen.value.viewer : undefined
  return await removeMark(collection, did, collection === 'app.bsky.graph.follow' ? viewer?.following : viewer?.blocking, tools)
}

async function removeMark(collection: string, subject: string, known: string | undefined, tools: PrepareTools): Prepares {
  if (known !== undefined) return prepareRemoval(known, tools)
  // The view may be behind, or missing: our own records are the truth.
  const found = await findOwnRecord(collection, subject, tools)
  if (!found.ok) return found
  return found.value === null ? ok(writePrepared({ kind: 'nothing', subject })) : prepareRemoval(found.value, tools)
}

async function prepareMessage(act: Extract<Act, { kind: 'message' }>, tools: PrepareTools): Prepares {
  const convoId = act.conversation.id
  const newest = await tools.client.query('chat.bsky.convo.getMessages', { convoId, limit: 1 }, messagePage, tools.places.chat)
  if (!newest.ok) return newest
  const facets = await facetsOf(act.text, handle => didOf(handle, tools))
  const body = JSON.stringify({ convoId, message: { text: act.text, ...(facets.length > 0 ? { facets } : {}) } })
  return ok(writePrepared({ kind: 'message', convoId, text: act.text, afterRev: newest.value.messages[0]?.rev ?? '', body }))
}
