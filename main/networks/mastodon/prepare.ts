import { randomUUID } from 'node:crypto'
import type { RemoteRef } from '../../../preload/contract/drafts.ts'
import { assertNever, fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Act } from '../../../preload/contract/publishing.ts'
import type { Notes, Prepared } from '../network.ts'
import { pathId } from './client.ts'
import { composeStatus, pollFields, warningFields, type ComposeTools } from './compose.ts'
import { statusEntity, type StatusEntity } from './entities.ts'
import { languageCode } from './format.ts'
import type { Newest } from './newest.ts'
import { writePrepared, type StatusFields } from './prepared-call.ts'
import { readExtra } from './refs.ts'
import { uploadMedia, type PrepareFailure } from './upload.ts'

export type PrepareTools = ComposeTools & { readonly newest: Newest }

/** Uploads, looks up, and writes down the whole call. May be repeated; nothing becomes visible. */
export async function prepare(act: Act, part: number, before: readonly RemoteRef[], notes: Notes, tools: PrepareTools): Promise<Result<Prepared, PrepareFailure>> {
  const key = randomUUID()
  switch (act.kind) {
    case 'publish': case 'reply': case 'message': {
      const fields = await composeStatus(act, part, before, notes, tools)
      if (!fields.ok) return fields
      const after = await tools.newest.read()
      if (!after.ok) return after
      return ok(writePrepared({ kind: 'new-status', v: 1, fields: fields.value, after: after.value }, key))
    }
    case 'edit': {
      const fields = await composeEdit(act, notes, tools)
      return fields.ok ? ok(writePrepared({ kind: 'edited-status', v: 1, target: act.target.id, fields: fields.value }, key)) : fields
    }
    case 'delete':
      return simple(key, 'DELETE', `/api/v1/statuses/${pathId(act.target.id)}`, 'write:statuses', act.target.id, true)
    case 'like':
      return simple(key, 'POST', `/api/v1/statuses/${pathId(act.target.id)}/${act.on ? 'favourite' : 'unfavourite'}`, 'write:favourites', act.target.id, !act.on)
    case 'boost':
      return simple(key, 'POST', `/api/v1/statuses/${pathId(act.target.id)}/${act.on ? 'reblog' : 'unreblog'}`, 'write:statuses', act.target.id, !act.on)
    case 'follow': case 'mute': case 'block':
      return simple(key, 'POST', `/api/v1/accounts/${pathId(act.person.remoteId)}/${act.on ? '' : 'un'}${act.kind}`, `write:${act.kind}s`, act.person.remoteId, !act.on)
    case 'report':
      return simple(key, 'POST', '/api/v1/reports', 'write:reports', act.person.remoteId, false, {
        account_id: act.person.remoteId, comment: act.comment, ...(act.target ? { status_ids: [act.target.id] } : {}),
      })
    case 'mark-read': {
      const { conversation, notification } = readExtra(act.target)
      if (conversation !== undefined) return simple(key, 'POST', `/api/v1/conversations/${pathId(conversation)}/read`, 'write:conversations', act.target.id, true)
      if (notification !== undefined) return simple(key, 'POST', '/api/v1/markers', 'write:statuses', act.target.id, true, { notifications: { last_read_id: notification } })
      return fail({ kind: 'refused', reason: 'not-supported', detail: 'nothing here is read or unread for the server' })
    }
    case 'hide':
      return fail({ kind: 'refused', reason: 'not-supported', detail: 'comments are not hidden here one by one' })
    default:
      return assertNever(act)
  }
}

function simple(key: string, method: 'POST' | 'DELETE', path: string, scope: string, subject: string, goneIsDone: boolean, json: Record<string, unknown> = {}): Result<Prepared, never> {
  return ok(writePrepared({ kind: 'act', v: 1, method, path, json, scope, subject, goneIsDone }, key))
}

/** An edit replaces the whole status: what the owner did not touch is sent back as it stands there, or the server would drop it. */
async function composeEdit(act: Extract<Act, { kind: 'edit' }>, notes: Notes, tools: PrepareTools): Promise<Result<StatusFields, PrepareFailure>> {
  const read = await tools.client.ask({ path: `/api/v1/statuses/${pathId(act.target.id)}`, scope: 'read:statuses' }, statusEntity)
  if (!read.ok) return read
  const standing = read.value.value
  const [part] = act.content.parts
  if (!part) return fail({ kind: 'refused', reason: 'not-valid', detail: 'an edit needs a text' })
  const media: string[] = []
  for (const use of part.media) {
    const uploaded = await uploadMedia(use, notes, tools)
    if (!uploaded.ok) return uploaded
    media.push(uploaded.value)
  }
  // A post written elsewhere comes without its files; an edit of its words must not take its pictures away.
  if (part.media.length === 0) media.push(...standing.media_attachments.map(attachment => attachment.id))
  const language = languageCode(act.content.language)
  return ok({
    status: part.text,
    ...(media.length > 0 ? { media_ids: media } : {}),
    ...(part.poll ? pollFields(part) : standingPoll(standing, tools.session.now())),
    spoiler_text: '',
    ...warningFields(act.content, part),
    ...(language === null ? {} : { language }),
  })
}

function standingPoll({ poll }: StatusEntity, now: number): Pick<StatusFields, 'poll'> {
  if (!poll) return {}
  const leftS = poll.expires_at === null ? NaN : Math.round((Date.parse(poll.expires_at) - now) / 1000)
  return { poll: { options: poll.options.map(option => option.title), expires_in: Math.max(300, Number.isFinite(leftS) ? leftS : 300), multiple: poll.multiple ?? false } }
}
