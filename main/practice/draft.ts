import * as z from 'zod'
import { field, invalid, refuse, type Answer, type Checked } from './call.ts'
import { limits } from './limits.ts'
import { countGraphemes, countText } from './read-text.ts'
import { canQuote } from './render-status.ts'
import type { AccountRow, MediaRow, StatusRow } from './rows.ts'
import { visibleStatus } from './visible.ts'
import type { World } from './world.ts'

export const pollInput = z.object({
  options: z.array(z.string()),
  expires_in: z.union([z.int(), z.string().regex(/^\d+$/).transform(Number)]).nullish(),
  multiple: field.truth,
  hide_totals: field.truth,
})

/** What somebody wants to say, before it is a post; also how a scheduled post is kept. */
export const draftShape = z.object({
  text: z.string(),
  spoiler: z.string(),
  sensitive: z.boolean(),
  visibility: z.enum(['public', 'unlisted', 'private', 'direct']),
  language: z.string().nullable(),
  inReplyToId: z.string().nullable(),
  quotedId: z.string().nullable(),
  quotePolicy: z.enum(['public', 'followers', 'nobody']),
  mediaIds: z.array(z.string()),
  poll: z.object({ options: z.array(z.string()), expiresInS: z.number(), multiple: z.boolean(), hideTotals: z.boolean() }).nullable(),
  appName: z.string().nullable(),
  appWebsite: z.string().nullable(),
  idempotencyKey: z.string().nullable(),
})
export type Draft = z.infer<typeof draftShape>

export type JudgedDraft = { readonly draft: Draft; readonly media: readonly MediaRow[]; readonly parent: StatusRow | undefined; readonly quoted: StatusRow | undefined }

/** Every rule a Mastodon server holds a new post against, in its order and in its words. */
export function judgeDraft(world: World, author: AccountRow, given: Draft): Checked<JudgedDraft> {
  // A warning without a text becomes the text (PostStatusService).
  const draft = given.text.trim() === '' && given.spoiler !== '' && given.mediaIds.length === 0 ? { ...given, text: given.spoiler, spoiler: '' } : given
  const parent = draft.inReplyToId === null ? undefined : visibleStatus(world, draft.inReplyToId, author)
  if (draft.inReplyToId !== null && !parent) return no(refuse(404, 'The post you are trying to reply to does not appear to exist.'))
  const quoted = draft.quotedId === null ? undefined : visibleStatus(world, draft.quotedId, author)
  if (draft.quotedId !== null && !quoted) return no(refuse(404, 'The post you are trying to quote does not appear to exist.'))
  if (quoted && !canQuote(world, quoted, author)) return no(refuse(403, 'This action is not allowed'))
  if (quoted && (draft.mediaIds.length > 0 || draft.poll)) return no(invalid('Quoted status cannot be combined with media or a poll'))
  const media = judgeMedia(world, author, draft.mediaIds, draft.poll !== null)
  if (!media.ok) return media
  if (draft.text.trim() === '' && media.value.length === 0) return no(invalid("Text can't be blank"))
  const text = judgeText(draft.text, draft.spoiler) ?? (draft.poll ? judgePoll(draft.poll) : undefined)
  if (text) return no(text)
  return { ok: true, value: { draft, media: media.value, parent, quoted } }
}

const no = (answer: Answer): Checked<JudgedDraft> => ({ ok: false, answer })

export function judgeText(text: string, spoiler: string): Answer | undefined {
  return countText(text, spoiler) > limits.maxCharacters ? invalid(`Text character limit of ${limits.maxCharacters} exceeded`) : undefined
}

/** `keptBy`: the post being edited, whose own pictures may of course stay. */
export function judgeMedia(world: World, author: AccountRow, ids: readonly string[], hasPoll: boolean, keptBy?: string): Checked<MediaRow[]> {
  if (ids.length === 0) return { ok: true, value: [] }
  if (ids.length > limits.maxMedia || hasPoll) return { ok: false, answer: refuse(422, `Cannot attach more than ${limits.maxMedia} files`) }
  const found = ids.map((id) => world.store.get<MediaRow>('select * from media where id = ? and account_id = ?', id, author.id))
  const missing = ids.filter((_, index) => {
    const row = found[index]
    return !row || (row.status_id !== null && row.status_id !== keptBy) || row.scheduled_id !== null
  })
  if (missing.length > 0) return { ok: false, answer: refuse(422, `Media ${missing.join(', ')} not found or already attached to another post`) }
  const media = found.filter((row) => row !== undefined)
  if (media.length > 1 && media.some((row) => row.type !== 'image')) {
    return { ok: false, answer: refuse(422, 'Cannot attach a video to a post that already contains images') }
  }
  if (media.some((row) => row.ready_at > world.now())) {
    return { ok: false, answer: refuse(422, 'Cannot attach files that have not finished processing. Try again in a moment!') }
  }
  return { ok: true, value: media }
}

export function judgePoll(poll: NonNullable<Draft['poll']>): Answer | undefined {
  const { options } = poll
  if (options.length < 2) return invalid('Options must have more than one item')
  if (options.length > limits.pollOptions) return invalid(`Options can't contain more than ${limits.pollOptions} items`)
  if (options.some((option) => option.trim() === '')) return invalid("Options can't be blank")
  if (options.some((option) => countGraphemes(option) > limits.pollOptionCharacters)) {
    return invalid(`Options cannot be longer than ${limits.pollOptionCharacters} characters each`)
  }
  if (new Set(options).size < options.length) return invalid('Options contains duplicate items')
  if (poll.expiresInS > limits.pollMaxS) return invalid('Expires at is too far into the future')
  if (poll.expiresInS < limits.pollMinS) return invalid('Expires at is too soon')
  return undefined
}
