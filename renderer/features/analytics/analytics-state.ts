import { Temporal } from 'temporal-polyfill'
import type { OwnPost, PostSample } from '../../../preload/contract/items.ts'

/** How far back the figures go. */
export type Period = '7' | '30' | '90' | 'all'
export const periods: readonly Period[] = ['7', '30', '90', 'all']
/** `YYYY-MM-DD` on the computer's calendar. */
export type Day = string

/** A day's figure; null: nobody read it that day, which is not zero. */
export type DayValue = { readonly day: Day; readonly value: number | null }
type Reading = { readonly day: Day; readonly value: number | null }

const dayMs = 24 * 3_600_000
/** Figures of a younger post still rise: shown, and said. */
export const youngPostMs = 3 * dayMs
/** Fewer posts than this say nothing about a kind of post. */
export const enoughPosts = 3

export const addDays = (day: Day, days: number): Day => Temporal.PlainDate.from(day).add({ days }).toString()
export const daysBetween = (from: Day, to: Day): number => Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days

/** The first day a period shows; null: all there is. A period of 7 days is compared with the day 7 days ago. */
export const firstDayOf = (period: Period, today: Day): Day | null => period === 'all' ? null : addDays(today, -Number(period))

/**
 * One value for each day from the first to the last, with gaps where nothing was read. One missing day between two equal
 * readings is filled: main tells an unchanged figure once in 24 hours, which can step over midnight.
 */
export function dailyValues(readings: readonly Reading[], from: Day, to: Day): readonly DayValue[] {
  const known = new Map(readings.map(({ day, value }) => [day, value]))
  const at = (day: Day): number | null => known.get(day) ?? null
  const days: DayValue[] = []
  let before: number | null = null
  for (let date = Temporal.PlainDate.from(from); Temporal.PlainDate.compare(date, to) <= 0; date = date.add({ days: 1 })) {
    const day = date.toString()
    const read = at(day)
    const bridged = read === null && before !== null && at(date.add({ days: 1 }).toString()) === before ? before : null
    days.push({ day, value: read ?? bridged })
    before = read
  }
  return days
}

/** So many points are enough for a curve; each is the last known day of its stretch, and a stretch without any stays a gap. */
export function thinOut(days: readonly DayValue[], most: number): readonly DayValue[] {
  if (days.length <= most) return days
  const size = Math.ceil(days.length / most)
  const stretches = Math.ceil(days.length / size)
  return Array.from({ length: stretches }, (_, index) => {
    // Counted from the end, so that the last point is the last day.
    const end = days.length - (stretches - 1 - index) * size
    const stretch = days.slice(Math.max(0, end - size), end)
    return stretch.findLast(({ value }) => value !== null) ?? stretch.at(-1) as DayValue // the cast: a stretch is never empty
  })
}

/** From the first known day to the last; null with fewer than two, when there is nothing to compare. */
export type Gain = { readonly gain: number; readonly fromDay: Day; readonly toDay: Day; readonly days: number; readonly last: number }
export function netGain(days: readonly DayValue[]): Gain | null {
  const known = days.filter((one): one is { readonly day: Day; readonly value: number } => one.value !== null)
  const [first, last] = [known[0], known.at(-1)]
  if (!first || !last || first.day === last.day) return null
  return { gain: last.value - first.value, fromDay: first.day, toDay: last.day, days: daysBetween(first.day, last.day), last: last.value }
}

/** In how many of the weeks before the last day the figure rose; a week counts when both its ends are known. */
export function steadiness(days: readonly DayValue[]): { readonly up: number; readonly of: number } {
  let [up, of] = [0, 0]
  for (let end = days.length - 1; end - 7 >= 0; end -= 7) {
    const [then, now] = [days[end - 7]?.value ?? null, days[end]?.value ?? null]
    if (then === null || now === null) continue
    of++
    if (now > then) up++
  }
  return { up, of }
}

/** The middle value; of an even number, the mean of the two in the middle. Null of nothing. */
export function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [low, high] = [sorted[middle - 1], sorted[middle]]
  if (high === undefined) return null
  return sorted.length % 2 === 1 || low === undefined ? high : (low + high) / 2
}

/** Likes, boosts, replies and quotes together, as far as the network gives them; null when it gives none. */
export function reactionsOf({ likes, boosts, replies, quotes }: PostSample['figures']): number | null {
  const known = [likes, boosts, replies, quotes].filter(figure => figure !== undefined)
  return known.length === 0 ? null : known.reduce((sum, figure) => sum + figure, 0)
}

export const isYoung = (post: Pick<OwnPost, 'createdUtc'>, nowUtc: number): boolean => nowUtc - post.createdUtc < youngPostMs

type Measured = Pick<OwnPost, 'media' | 'isReply' | 'createdUtc'> & { readonly figures: PostSample['figures'] }
export type PostKind = 'video' | 'picture' | 'text'
const kinds: readonly PostKind[] = ['picture', 'video', 'text']
export const kindOf = ({ media }: Pick<OwnPost, 'media'>): PostKind =>
  media.some(one => one.kind === 'video') ? 'video' : media.some(one => one.kind === 'image') ? 'picture' : 'text'

export type KindFigures = { readonly kind: PostKind; readonly posts: number; readonly median: number | null; readonly young: number }
/** Usual reactions by what a post shows. Answers are left out: they are talk, not posts. */
export const compareKinds = (posts: readonly Measured[], nowUtc: number): readonly KindFigures[] => kinds.map(kind => {
  const measured = posts.filter(post => !post.isReply && kindOf(post) === kind && reactionsOf(post.figures) !== null)
  return { kind, posts: measured.length, median: medianOf(measured.flatMap(post => reactionsOf(post.figures) ?? [])), young: measured.filter(post => isYoung(post, nowUtc)).length }
})

/** What the comparison allows to be said. */
export type Finding =
  | { readonly kind: 'too-few' }
  | { readonly kind: 'alike'; readonly usual: number }
  | { readonly kind: 'better'; readonly best: KindFigures; readonly other: KindFigures }
export function findingOf(compared: readonly KindFigures[]): Finding {
  const sure = compared.filter(one => one.posts >= enoughPosts && one.median !== null).sort((a, b) => (b.median ?? 0) - (a.median ?? 0))
  const [best, other] = [sure[0], sure.at(-1)]
  if (!best || !other || best === other) return { kind: 'too-few' }
  // Less than a tenth, or less than one reaction, apart: chance, as far as anyone can tell.
  const apart = (best.median ?? 0) - (other.median ?? 0)
  return apart < Math.max(1, (best.median ?? 0) / 10) ? { kind: 'alike', usual: best.median ?? 0 } : { kind: 'better', best, other }
}

/** The best post of the last week beside what is usual; each absence with its reason. */
export type WeekResult<P> =
  | { readonly kind: 'no-posts' }
  | { readonly kind: 'no-figures' }
  | { readonly kind: 'no-usual'; readonly post: P; readonly reactions: number }
  | { readonly kind: 'known'; readonly post: P; readonly reactions: number; readonly usual: number }
export function weekResult<P extends Measured>(posts: readonly P[], nowUtc: number): WeekResult<P> {
  const own = posts.filter(post => !post.isReply)
  const recent = own.filter(post => nowUtc - post.createdUtc < 7 * dayMs)
  if (recent.length === 0) return { kind: 'no-posts' }
  const best = recent.reduce((top, post) => (reactionsOf(post.figures) ?? -1) > (reactionsOf(top.figures) ?? -1) ? post : top)
  const reactions = reactionsOf(best.figures)
  if (reactions === null) return { kind: 'no-figures' }
  const earlier = own.filter(post => nowUtc - post.createdUtc >= 7 * dayMs).flatMap(post => reactionsOf(post.figures) ?? [])
  const usual = earlier.length < enoughPosts ? null : medianOf(earlier)
  return usual === null ? { kind: 'no-usual', post: best, reactions } : { kind: 'known', post: best, reactions, usual }
}
