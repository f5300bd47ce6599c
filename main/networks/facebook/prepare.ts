import { randomUUID } from 'node:crypto'
import type { Content, RemoteRef } from '../../../preload/contract/drafts.ts'
import { limitsFor } from '../../../preload/contract/check-draft.ts'
import type { Act } from '../../../preload/contract/publishing.ts'
import { assertNever, fail, ok, type Result } from '../../../preload/contract/result.ts'
import { graphId } from '../graph-api/client.ts'
import { askPage } from '../graph-api/paging.ts'
import type { Notes, Prepared, Session } from '../network.ts'
import { postEntity } from './entities.ts'
import { cardLink } from './format.ts'
import { writePrepared, type Before, type PreparedCall } from './prepared-call.ts'
import { readBack } from './publish.ts'
import { readExtra } from './refs.ts'
import { uploadPhoto, type PrepareFailure, type UploadTools } from './upload.ts'
import { uploadReel, uploadVideo } from './video.ts'

export type PrepareTools = UploadTools & { readonly session: UploadTools['session'] & Pick<Session, 'limits'> }

/** Uploads, looks up, and writes down the whole call. May be repeated; nothing becomes visible. */
export async function prepare(act: Act, part: number, before: readonly RemoteRef[], notes: Notes, tools: PrepareTools): Promise<Result<Prepared, PrepareFailure>> {
  const call = await callFor(act, part, before, notes, tools)
  return call.ok ? ok(writePrepared(call.value, randomUUID())) : call
}

async function callFor(act: Act, part: number, before: readonly RemoteRef[], notes: Notes, tools: PrepareTools): Promise<Result<PreparedCall, PrepareFailure>> {
  const { remoteId } = tools.session
  switch (act.kind) {
    case 'publish': {
      if (part === 0) return await composePost(act.content, null, notes, tools)
      const post = await postOut(before[0], tools)
      return post.ok ? await composeComment(post.value, act.content, part, notes, tools) : post
    }
    case 'reply':
      return await composeComment(act.to, act.content, part, notes, tools)
    case 'message': {
      const { conversation, person } = readExtra(act.conversation)
      return ok({ kind: 'message', v: 1, conversation: conversation ?? act.conversation.id, person: person ?? act.toPerson.remoteId, text: act.text })
    }
    case 'edit': {
      const { video } = readExtra(act.target)
      return ok({ kind: 'edit', v: 1, target: video ?? act.target.id, isVideo: video !== undefined, text: act.content.parts[0]?.text ?? '' })
    }
    case 'delete':
      return simple('DELETE', `/${graphId(readExtra(act.target).video ?? act.target.id)}`, act.target.id, true)
    case 'like':
      return simple(act.on ? 'POST' : 'DELETE', `/${graphId(act.target.id)}/likes`, act.target.id, !act.on)
    case 'hide':
      return simple('POST', `/${graphId(act.target.id)}`, act.target.id, false, { is_hidden: act.on })
    case 'mark-read': {
      const { person } = readExtra(act.target)
      if (person === undefined) return refused('not-supported', 'only private messages are read or unread for the network')
      return simple('POST', `/${graphId(remoteId)}/messages`, act.target.id, true, { recipient: { id: person }, sender_action: 'mark_seen' })
    }
    case 'boost': case 'follow': case 'mute': case 'block': case 'report':
      return refused('not-supported', 'the network lets no program do this')
    default:
      return assertNever(act)
  }
}

const refused = (reason: 'not-valid' | 'not-supported' | 'media' | 'text', detail: string): Result<never, PrepareFailure> => fail({ kind: 'refused', reason, detail })
const simple = (method: 'POST' | 'DELETE', path: string, subject: string, goneIsDone: boolean, form: Record<string, unknown> = {}): Result<PreparedCall, never> => ok({ kind: 'act', v: 1, method, path, form, subject, goneIsDone })

/** A new post of any format. `dueUtc`: the network publishes it then. */
export async function composePost(content: Content, dueUtc: number | null, notes: Notes, tools: PrepareTools): Promise<Result<PreparedCall, PrepareFailure>> {
  const [own] = content.parts
  if (!own) return refused('not-valid', 'there is nothing to post')
  const { session } = tools
  const limits = limitsFor(content, session.limits)
  const [first] = own.media
  const videos = own.media.filter(use => use.kind === 'video')
  if (videos.length > 0 && own.media.length > 1) return refused('media', 'a video stands alone')
  if (content.format === 'story') {
    if (!first || own.media.length > 1) return refused('media', 'a story is one picture or one video')
    if (own.text.trim() !== '') return refused('text', 'a story has no words of its own: they would be lost')
    if (first.kind === 'video') {
      const video = await uploadReel(first, 'video_stories', notes, tools)
      return video.ok ? ok({ kind: 'video-story', v: 1, video: video.value }) : video
    }
    const photo = await uploadPhoto(first, limits.images, false, notes, tools)
    return photo.ok ? ok({ kind: 'photo-story', v: 1, photo: photo.value }) : photo
  }
  if (content.format === 'reel') {
    if (first?.kind !== 'video') return refused('media', 'a reel is a video')
    const video = await uploadReel(first, 'video_reels', notes, tools)
    return video.ok ? ok({ kind: 'reel', v: 1, video: video.value, message: own.text, title: content.options?.['title']?.trim() || null, dueUtc }) : video
  }
  if (first?.kind === 'video') {
    const handle = await uploadVideo(first, notes, tools)
    return handle.ok ? ok({ kind: 'video', v: 1, handle: handle.value, message: own.text, dueUtc }) : handle
  }
  const photos: string[] = []
  for (const use of own.media) {
    const photo = await uploadPhoto(use, limits.images, dueUtc !== null, notes, tools)
    if (!photo.ok) return photo
    photos.push(photo.value)
  }
  const newest = await newestOwn(tools)
  return newest.ok ? ok({ kind: 'post', v: 1, message: own.text, link: cardLink(content), photos, dueUtc, before: newest.value }) : newest
}

/** The post a first comment goes under; a video's is there only when the network is done with it. */
async function postOut(post: RemoteRef | undefined, tools: PrepareTools): Promise<Result<RemoteRef, PrepareFailure>> {
  if (!post) return refused('not-valid', 'a first comment needs its post')
  return readExtra(post).kind === 'video' ? await readBack(post, { client: tools.client, remoteId: tools.session.remoteId, now: tools.session.now }) : ok(post)
}

/** An answer, or the first comment under a post of ours. */
async function composeComment(target: RemoteRef, content: Content, part: number, notes: Notes, tools: PrepareTools): Promise<Result<PreparedCall, PrepareFailure>> {
  const own = content.parts[part]
  if (!own) return refused('not-valid', `there is no part ${part}`)
  const [picture] = own.media
  if (own.media.length > 1 || picture?.kind === 'video') return refused('media', 'a comment takes one picture')
  const photo = picture ? await uploadPhoto(picture, tools.session.limits.images, false, notes, tools) : ok(null)
  if (!photo.ok) return photo
  const { post, parent } = readExtra(target)
  return ok({ kind: 'comment', v: 1, target: target.id, message: own.text, photo: photo.value, list: parent ?? target.id, post: post ?? target.id })
}

/** What stands before us on the Page: after a lost answer, ours can only be younger. */
async function newestOwn({ client, session }: PrepareTools): Promise<Result<Before, PrepareFailure>> {
  const read = await askPage(client, { path: `/${graphId(session.remoteId)}/published_posts`, query: { fields: 'id', limit: 1 } }, postEntity.pick({ id: true }), null)
  if (!read.ok) return read
  const [newest] = read.value.rows
  return ok(newest ? { kind: 'id', id: newest.id } : read.value.hasUnreadable ? { kind: 'unknown' } : { kind: 'nothing' })
}
