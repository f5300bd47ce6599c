import type { AccountSummary } from '../../preload/contract/accounts.ts'
import { checkDraft, limitsFor, maxSigns, optionsFor, optionValue } from '../../preload/contract/check-draft.ts'
import type { Content, MediaFacts, MediaUse, Part } from '../../preload/contract/drafts.ts'
import type { Ability, Limits, PostFormat, PublishOption } from '../../preload/contract/networks.ts'
import type { Chance } from './chance.ts'
import type { Kind, Plan, Wish } from './plan.ts'
import { altOf } from './words.ts'

const works = ({ abilities }: AccountSummary, ability: Ability): boolean => abilities[ability].kind === 'works'
/** The longest sentence of a run, with room. */
const wordsNeed = 200

/** What was planned for any account, in turn for each of these, and as far as it can do it; the rest becomes an ordinary post. */
export function fitPlan(plan: Plan, accounts: readonly AccountSummary[], isHeard: (place: number) => boolean): Plan {
  return { ...plan, wishes: plan.wishes.map(wish => {
    const place = (wish.sameAs ?? wish.n) % accounts.length
    const account = accounts[place]
    return account ? fitWish({ ...wish, place }, account, isHeard(place)) : wish
  }) }
}

function fitWish(wish: Wish, account: AccountSummary, isHeard: boolean): Wish {
  const kind = kindFor(wish.kind, account, isHeard)
  const schedules = account.limits.schedule !== undefined && (account.limits.formats?.some(rule => rule.schedules) ?? true)
  const then = wish.then && works(account, wish.then.kind) ? wish.then : null
  return { ...wish, kind, then, who: schedules ? wish.who : 'computer' }
}

function kindFor(kind: Kind, account: AccountSummary, isHeard: boolean): Kind {
  if (kind === 'thread') return works(account, 'thread') || works(account, 'first-comment') ? 'thread' : 'text'
  if (kind === 'reply') return isHeard && (works(account, 'reply') || works(account, 'reviews')) ? 'reply' : 'pictures'
  return kind === 'like' ? 'text' : kind
}

export type Media = { readonly pictures: readonly MediaFacts[]; readonly video: MediaFacts }

/** A post that this account's network takes: its format, what it must carry, what it asks for beside the text. Throws where there is none. */
export function fitContent(account: AccountSummary, chance: Chance, { kind, n, dueUtc, texts, media }: { readonly kind: Kind; readonly n: number; readonly dueUtc: number; readonly texts: readonly string[]; readonly media: Media }): Content {
  const { limits } = account
  const format = formatFor(limits, kind, n, chance)
  const own = limitsFor(format ? { format } : {}, limits)
  const parts = texts.slice(0, own.maxThreadParts).map((text, part): Part => ({ text, poll: null, media: part === 0 ? mediaFor(own, kind, n, chance, media) : [] }))
  const content: Content = { parts, contentWarning: null, visibility: null, language: null, quote: null, ...(format ? { format } : {}) }
  const options = Object.fromEntries(optionsFor(content, limits).filter(option => option.required && optionValue(option, content) === undefined).map(option => [option.name, valueFor(option, dueUtc)]))
  const whole = Object.keys(options).length > 0 ? { ...content, options } : content
  const problem = checkDraft(whole, limits, account.abilities).find(one => one.blocks)
  if (problem) throw new Error(`${account.network} would not take this: ${JSON.stringify(problem)}`)
  return whole
}

function formatFor(limits: Limits, kind: Kind, n: number, chance: Chance): PostFormat | undefined {
  if (!limits.formats) return undefined
  // A story shows no words, so nobody could tell on the server whose it is.
  const roomy = limits.formats.filter(rule => rule.format !== 'story' && Math.min(rule.text.maxGraphemes, rule.text.maxWithMedia ?? Infinity) >= wordsNeed)
  const fitting = roomy.filter(({ needs, images, maxThreadParts }) => kind === 'pictures' ? needs !== 'video' && images.max > 0 : kind === 'thread' ? maxThreadParts > 1 : needs === 'nothing')
  // Where every post must carry something, and where nothing else fits.
  return chance.one(fitting.length > 0 ? fitting : roomy, 'format', n).format
}

function mediaFor(limits: Limits, kind: Kind, n: number, chance: Chance, { pictures, video }: Media): MediaUse[] {
  const { needs = 'nothing', images } = limits
  if (needs === 'nothing' && kind !== 'pictures') return []
  const maySaveWords = maxSigns({ media: [{} as MediaUse] }, limits.text) >= wordsNeed // the cast: only whether there is one counts
  if (!maySaveWords && needs === 'nothing') return []
  const isVideo = needs === 'video' || images.max === 0 || (needs === 'media' && kind === 'text' && limits.video !== null && chance.of('film', n) < 0.5)
  const alt = (index: number, max: number): string => (max > 0 ? altOf(n, 0, index) : '')
  if (isVideo) return limits.video ? [{ ...video, alt: alt(0, limits.video.altMaxGraphemes) }] : []
  return Array.from({ length: Math.min(images.max, chance.whole(1, 3, 'pictures', n, 0)) }, (_, index) => ({ ...chance.one(pictures, 'picture', n, 0, index), alt: alt(index, images.altMaxGraphemes) }))
}

const dayMs = 86_400_000
function valueFor(option: PublishOption, dueUtc: number): string {
  switch (option.kind) {
    case 'choice': return option.values[0]?.value ?? ''
    case 'text': return 'Fresh from the oven'
    case 'link': return 'https://bakery.example/'
    case 'flag': return option.initial
    case 'number': return String(option.min)
    case 'moment': return new Date(dueUtc + (option.after === undefined ? 1 : 3) * dayMs).toISOString()
  }
}
