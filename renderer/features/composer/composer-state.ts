import { contentFor, emptyContent, type Content, type ContentDetails, type MediaUse, type Part, type Poll, type Post } from '../../../preload/contract/drafts.ts'
import type { AccountId } from '../../../preload/contract/ids.ts'
import type { OptionName, PostFormat, Visibility } from '../../../preload/contract/networks.ts'
import { assertNever } from '../../../preload/contract/result.ts'
import type { Publisher } from '../../../preload/contract/publisher.ts'
import type { LatePolicy, PlannedTime } from '../../../preload/contract/time.ts'

/** What the owner edits of a post; identity, stage and revision are not theirs to type. */
export type Draft = Pick<Post, 'content' | 'variants' | 'details' | 'accountIds' | 'plan' | 'late' | 'who'>

/** Whose text: the one for all, or the variant of one account. */
export type Whose = AccountId | 'all'
type At = { readonly whose: Whose; readonly part: number }

export type Action =
  | ({ readonly kind: 'type-text'; readonly text: string } & At)
  | { readonly kind: 'choose-accounts'; readonly accountIds: readonly AccountId[] }
  | { readonly kind: 'differ'; readonly account: AccountId }
  | { readonly kind: 'follow-common'; readonly account: AccountId }
  | ({ readonly kind: 'add-media'; readonly media: readonly MediaUse[] } & At)
  | ({ readonly kind: 'remove-media'; readonly index: number } & At)
  | ({ readonly kind: 'move-media'; readonly from: number; readonly to: number } & At)
  | ({ readonly kind: 'write-alt'; readonly index: number; readonly alt: string } & At)
  | ({ readonly kind: 'add-part' } & At)
  | ({ readonly kind: 'remove-part' } & At)
  | ({ readonly kind: 'put-poll'; readonly poll: Poll | null } & At)
  | { readonly kind: 'warn'; readonly whose: Whose; readonly warning: string | null }
  | { readonly kind: 'show-to'; readonly whose: Whose; readonly visibility: Visibility | null }
  | { readonly kind: 'speak'; readonly whose: Whose; readonly language: string | null }
  | { readonly kind: 'choose-format'; readonly account: AccountId; readonly format: PostFormat }
  /** Written sign by sign, or chosen at once; null: as if it had never been touched. */
  | { readonly kind: 'write-option' | 'choose-option'; readonly account: AccountId; readonly option: OptionName; readonly value: string | null }
  | { readonly kind: 'plan'; readonly plan: PlannedTime | null }
  | { readonly kind: 'when-late'; readonly late: LatePolicy }
  | { readonly kind: 'who'; readonly who: Publisher }

export const contentOf = (draft: Draft, whose: Whose): Content =>
  whose === 'all' ? draft.content : contentFor(draft, whose)

/** Pure: the draft after one act of the owner. The same draft comes back when nothing changed. */
export function edit(draft: Draft, action: Action): Draft {
  switch (action.kind) {
    case 'type-text': return changePart(draft, action, part => ({ ...part, text: action.text }))
    case 'choose-accounts': return { ...draft, accountIds: [...action.accountIds] }
    case 'differ': return draft.variants[action.account] ? draft : { ...draft, variants: { ...draft.variants, [action.account]: draft.content } }
    case 'follow-common': {
      const { [action.account]: _dropped, ...variants } = draft.variants
      // The cast: the rest of a record keyed by account is one too; the compiler drops the brand.
      return { ...draft, variants: variants as Draft['variants'] }
    }
    case 'add-media': return changePart(draft, action, part => ({ ...part, media: [...part.media, ...action.media.filter(use => !part.media.some(own => own.hash === use.hash))] }))
    case 'remove-media': return changePart(draft, action, part => ({ ...part, media: part.media.toSpliced(action.index, 1) }))
    case 'move-media': return changePart(draft, action, part => ({ ...part, media: moved(part.media, action.from, action.to) }))
    case 'write-alt': return changePart(draft, action, part => ({ ...part, media: part.media.map((use, index) => index === action.index ? { ...use, alt: action.alt } : use) }))
    case 'add-part': return changeContent(draft, action.whose, content => ({ ...content, parts: content.parts.toSpliced(action.part + 1, 0, emptyPart()) }))
    case 'remove-part': return changeContent(draft, action.whose, content => content.parts.length === 1 ? content : { ...content, parts: content.parts.toSpliced(action.part, 1) })
    case 'put-poll': return changePart(draft, action, part => ({ ...part, poll: action.poll }))
    case 'warn': return changeContent(draft, action.whose, content => ({ ...content, contentWarning: action.warning }))
    case 'show-to': return changeContent(draft, action.whose, content => ({ ...content, visibility: action.visibility }))
    case 'speak': return changeContent(draft, action.whose, content => ({ ...content, language: action.language }))
    case 'choose-format': return changeDetails(draft, action.account, details => ({ ...details, format: action.format }))
    case 'write-option': case 'choose-option': return changeDetails(draft, action.account, details => {
      const { [action.option]: _before, ...others } = details.options ?? {}
      return { ...details, options: action.value === null ? others : { ...others, [action.option]: action.value } }
    })
    case 'plan': return { ...draft, plan: action.plan }
    case 'when-late': return { ...draft, late: action.late }
    case 'who': return { ...draft, who: action.who }
    default: return assertNever(action)
  }
}

/** An empty draft vanishes when it is closed: nothing said, nothing shown, nothing planned. */
export function isEmptyDraft(draft: Draft): boolean {
  const contents = [draft.content, ...Object.values(draft.variants)]
  // What was typed for one network is words as well; a kind of post chosen and nothing more is not.
  const typed = Object.values(draft.details ?? {}).flatMap(({ options }) => Object.values(options ?? {}))
  return typed.every(value => !value.trim()) && contents.every(content => !content.contentWarning && content.parts.every(part => !part.text.trim() && part.media.length === 0 && !part.poll))
}

export const newPoll = (durationS = 86_400): Poll => ({ options: ['', ''], durationS, multiple: false })
const emptyPart = (): Part => ({ text: '', media: [], poll: null })

function changeContent(draft: Draft, whose: Whose, change: (content: Content) => Content): Draft {
  if (whose === 'all') return { ...draft, content: change(draft.content) }
  return { ...draft, variants: { ...draft.variants, [whose]: change(draft.variants[whose] ?? draft.content) } }
}

const changeDetails = (draft: Draft, account: AccountId, change: (details: ContentDetails) => ContentDetails): Draft =>
  ({ ...draft, details: { ...draft.details, [account]: change(draft.details?.[account] ?? {}) } })

const changePart = (draft: Draft, at: At, change: (part: Part) => Part): Draft =>
  changeContent(draft, at.whose, content => ({ ...content, parts: content.parts.map((part, index) => index === at.part ? change(part) : part) }))

function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const item = list[from]
  if (item === undefined || to < 0 || to >= list.length) return [...list]
  return list.toSpliced(from, 1).toSpliced(to, 0, item)
}

export const emptyDraft = (accountIds: readonly AccountId[]): Draft => ({ content: emptyContent(), variants: {}, accountIds: [...accountIds], plan: null })
