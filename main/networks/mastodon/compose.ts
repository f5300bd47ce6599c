import type { Content, Part, RemoteRef } from '../../../preload/contract/drafts.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import type { Visibility } from '../../../preload/contract/networks.ts'
import type { Act } from '../../../preload/contract/publishing.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Notes } from '../network.ts'
import { pathId } from './client.ts'
import { statusEntity } from './entities.ts'
import { hostOf, languageCode, withMention } from './format.ts'
import type { StatusFields } from './prepared-call.ts'
import { readExtra } from './refs.ts'
import { uploadMedia, type PrepareFailure, type UploadTools } from './upload.ts'

type WritingAct = Extract<Act, { kind: 'publish' | 'reply' | 'message' | 'edit' }>
export type ComposeTools = UploadTools & { readonly ownHandle: string }

const wireVisibility: Record<Visibility, NonNullable<StatusFields['visibility']>> = { public: 'public', unlisted: 'unlisted', followers: 'private', direct: 'direct' }

/** The status one part of an act becomes, with its media uploaded. Repeatable. */
export async function composeStatus(act: WritingAct, part: number, before: readonly RemoteRef[], notes: Notes, tools: ComposeTools): Promise<Result<StatusFields, PrepareFailure>> {
  if (act.kind === 'message') {
    return ok({ status: withMention(act.text, act.toPerson.handle, hostOf(tools.ownHandle)), in_reply_to_id: act.conversation.id, visibility: 'direct' })
  }
  const { content } = act
  const own = content.parts[part]
  if (!own) return fail({ kind: 'refused', reason: 'not-valid', detail: `there is no part ${part}` })
  const previous = before[part - 1]
  if (part > 0 && !previous) return fail({ kind: 'refused', reason: 'not-valid', detail: `part ${part} has nothing to follow` })
  const visibility = await visibilityOf(act, tools)
  if (!visibility.ok) return visibility
  const media: string[] = []
  for (const use of own.media) {
    const uploaded = await uploadMedia(use, notes, tools)
    if (!uploaded.ok) return uploaded
    media.push(uploaded.value)
  }
  const answers = act.kind === 'reply' && part === 0
  const inReplyTo = answers ? act.to.id : previous?.id
  const language = languageCode(content.language)
  return ok({
    status: answers ? withMention(own.text, act.toPerson.handle, hostOf(tools.ownHandle)) : own.text,
    ...(media.length > 0 ? { media_ids: media } : {}),
    ...pollFields(own),
    ...(inReplyTo === undefined ? {} : { in_reply_to_id: inReplyTo }),
    ...warningFields(content, own),
    ...(visibility.value === null ? {} : { visibility: visibility.value }),
    ...(language === null ? {} : { language }),
    ...(content.quote && part === 0 ? { quoted_status_id: content.quote.id } : {}),
  })
}

export const pollFields = ({ poll }: Part): Pick<StatusFields, 'poll'> =>
  poll ? { poll: { options: [...poll.options], expires_in: poll.durationS, multiple: poll.multiple } } : {}

export const warningFields = (content: Content, part: Part): Pick<StatusFields, 'spoiler_text' | 'sensitive'> =>
  content.contentWarning ? { spoiler_text: content.contentWarning, ...(part.media.length > 0 ? { sensitive: true } : {}) } : {}

const openness = ['direct', 'private', 'unlisted', 'public'] as const

/** As the owner chose; an answer is never more visible than what it answers, so that nothing private is made public by a reply. */
async function visibilityOf(act: Exclude<WritingAct, { kind: 'message' }>, { client }: ComposeTools): Promise<Result<StatusFields['visibility'] | null, NetworkFailure>> {
  const chosen = act.content.visibility === null ? null : wireVisibility[act.content.visibility]
  if (act.kind !== 'reply') return ok(chosen)
  let target = readExtra(act.to).visibility
  if (target === undefined) {
    const read = await client.ask({ path: `/api/v1/statuses/${pathId(act.to.id)}`, scope: 'read:statuses' }, statusEntity)
    if (!read.ok) return read
    target = read.value.value.visibility
  }
  const most = openness.find(level => level === target)
  // Where nothing can be given away, the account's own default stands.
  if (most === undefined || (most === 'public' && chosen === null)) return ok(chosen)
  return ok(chosen !== null && openness.indexOf(chosen) < openness.indexOf(most) ? chosen : most)
}
