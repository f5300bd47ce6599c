import { randomUUID } from 'node:crypto'
import type { Content, RemoteRef } from '../../../preload/contract/drafts.ts'
import type { Act } from '../../../preload/contract/publishing.ts'
import { assertNever, fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Notes, Prepared } from '../network.ts'
import { checkWords, composeVideo, readTags, withHandle } from './format.ts'
import { commentMax, usualCategory } from './limits.ts'
import { writePrepared, type VideoBody } from './prepared-call.ts'
import { readExtra } from './refs.ts'
import { setThumbnail, uploadVideo, type PrepareFailure, type UploadTools } from './upload.ts'

export type PrepareTools = UploadTools & { readonly thumbnail: { readonly maxBytes: number; readonly mimes: readonly string[] } }

/** Uploads privately, looks up, and writes down the whole call. May be repeated; nothing becomes visible. */
export async function prepare(act: Act, part: number, before: readonly RemoteRef[], notes: Notes, tools: PrepareTools): Promise<Result<Prepared, PrepareFailure>> {
  switch (act.kind) {
    case 'publish': {
      if (part > 0) return before[0] ? comment(act.content.parts[part]?.text ?? '', before[0].id, null) : fail({ kind: 'refused', reason: 'not-valid', detail: 'there is no video to comment' })
      const body = await prepareVideo(act.content, notes, tools)
      return body.ok ? ok(writePrepared({ kind: 'new-video', v: 1, body: body.value }, body.value.id)) : body
    }
    case 'reply': {
      const { kind, thread = act.to.id, video = null } = readExtra(act.to)
      const text = act.content.parts[part]?.text ?? ''
      if (kind === 'video') return comment(text, act.to.id, null)
      return comment(thread === act.to.id ? text : withHandle(text, act.toPerson.handle), video, thread)
    }
    case 'edit': return await prepareEdit(act.target, act.content, tools)
    case 'delete': return simple('DELETE', readExtra(act.target).kind === 'video' ? 'videos' : 'comments', { id: act.target.id }, act.target.id, true)
    case 'hide': {
      if (readExtra(act.target).kind === 'video') return fail({ kind: 'refused', reason: 'not-supported', detail: 'only comments are hidden' })
      // Held for review and not rejected: what was rejected does not come back.
      return simple('POST', 'comments/setModerationStatus', { id: act.target.id, moderationStatus: act.on ? 'heldForReview' : 'published' }, act.target.id, false)
    }
    case 'message': case 'like': case 'boost': case 'follow': case 'mute': case 'block': case 'report': case 'mark-read':
      return fail({ kind: 'refused', reason: 'not-supported', detail: `no interface of YouTube's takes this: ${act.kind}` })
    default: return assertNever(act)
  }
}

/** The video as it will be, lying there privately. */
export async function prepareVideo(content: Content, notes: Notes, tools: PrepareTools): Promise<Result<VideoBody & Required<Pick<VideoBody, 'status'>>, PrepareFailure>> {
  const composed = composeVideo(content)
  if (!composed.ok) return composed
  const media = content.parts[0]?.media ?? []
  const video = media.find(use => use.kind === 'video')
  if (!video) return fail({ kind: 'refused', reason: 'media', detail: 'there is no video' })
  const id = await uploadVideo(video, composed.value, notes, tools)
  if (!id.ok) return id
  const picture = media.find(use => use.kind === 'image')
  if (picture) {
    const set = await setThumbnail(picture, id.value, notes, tools.thumbnail, tools)
    if (!set.ok) return set
  }
  return ok({ ...composed.value, id: id.value })
}

function comment(text: string, video: string | null, thread: string | null): Result<Prepared, PrepareFailure> {
  if (text.trim() === '') return fail({ kind: 'refused', reason: 'text', detail: 'a comment needs words' })
  if ([...text].length > commentMax) return fail({ kind: 'refused', reason: 'text', detail: 'the comment is too long' })
  return ok(writePrepared({ kind: 'new-comment', v: 1, video, thread, text }, randomUUID()))
}

function simple(method: 'POST' | 'DELETE', path: string, query: Record<string, string>, subject: string, goneIsDone: boolean): Result<Prepared, never> {
  return ok(writePrepared({ kind: 'act', v: 1, method, path, query, subject, goneIsDone }, randomUUID()))
}

/** Only the words change; what the owner did not touch is sent back as it stands there, or YouTube would drop it. */
async function prepareEdit(target: RemoteRef, content: Content, { client }: PrepareTools): Promise<Result<Prepared, PrepareFailure>> {
  const { kind, thread = target.id, video = null } = readExtra(target)
  const text = content.parts[0]?.text ?? ''
  if (kind === 'comment') return text.trim() === '' ? fail({ kind: 'refused', reason: 'text', detail: 'a comment needs words' }) : ok(writePrepared({ kind: 'edited-comment', v: 1, id: target.id, thread, video, text }, randomUUID()))
  const read = await client.video(target.id, 'snippet')
  if (!read.ok) return read
  const standing = read.value?.snippet
  if (!standing) return fail({ kind: 'missing', detail: `the video ${target.id} is not there` })
  const { title, tags, category } = content.options ?? {}
  const snippet: VideoBody['snippet'] = {
    title: title?.trim() || standing.title, description: text, categoryId: category || standing.categoryId || usualCategory,
    tags: tags === undefined ? standing.tags ?? [] : readTags(tags),
    ...(standing.defaultLanguage ? { defaultLanguage: standing.defaultLanguage } : {}), ...(standing.defaultAudioLanguage ? { defaultAudioLanguage: standing.defaultAudioLanguage } : {}),
  }
  const wrong = checkWords(snippet.title, snippet.description)
  return wrong ? fail(wrong) : ok(writePrepared({ kind: 'edited-video', v: 1, body: { id: target.id, snippet } }, randomUUID()))
}
