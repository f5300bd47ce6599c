import { planAt, planAtInstant } from '../../preload/contract/plan-time.ts'
import type { LatePolicy, PlannedTime } from '../../preload/contract/time.ts'
import type { Publisher } from '../../preload/contract/publisher.ts'
import type { Chance } from './chance.ts'

export type Kind = 'text' | 'pictures' | 'thread' | 'reply' | 'like' | 'edit' | 'delete'
/** What the owner wants, and when they change their mind. */
export type Wish = {
  readonly n: number
  readonly place: number
  readonly kind: Kind
  readonly due: PlannedTime
  readonly late: LatePolicy
  /** Who is to make it public: this computer, or the network's own scheduler. */
  readonly who: Publisher
  readonly handOverUtc: number
  readonly reviseUtc: number | null
  readonly cancelUtc: number | null
  /** Once it is out: the words are changed, or it is taken down, after so long. */
  readonly then: { readonly kind: 'edit' | 'delete'; readonly afterMs: number } | null
  /** The same words to the letter as an earlier wish on the same account. */
  readonly sameAs: number | null
  /** Of an edit or delete: the wish it is about. */
  readonly about: number | null
}

/** What happens to the computer by itself, beside the kills. */
export type Happening = { readonly utc: number; readonly kind: 'suspend' | 'disk-full' | 'outage' | 'power-cut'; readonly forMs: number; readonly place: number; readonly writes: number }
export type Plan = { readonly wishes: readonly Wish[]; readonly happenings: readonly Happening[]; /** When the owner stops everything, and has it go on. */ readonly pauses: readonly { readonly fromUtc: number; readonly toUtc: number }[]; readonly startUtc: number; readonly nights: readonly { readonly fromUtc: number; readonly toUtc: number }[] }

const zone = 'Europe/Paris'
const minuteMs = 60_000
/** Both nights on which clocks are changed there: an hour before it, and as long after as the run is large. */
const nights = ['2026-10-25T02:00', '2027-03-28T01:00']
const minutesFor = (count: number): number => Math.round(100 + Math.min(count, 600) * 0.3)

/** All by the seed: who posts what where and when, what is changed, and what befalls the computer. */
export function makePlan(chance: Chance, count: number, places: number, canEdit: (place: number) => boolean): Plan {
  const spans = nights.map(from => ({ fromUtc: planAt(from, zone).utc, toUtc: planAt(from, zone).utc + minutesFor(count) * minuteMs }))
  const wishes: Wish[] = []
  for (let n = 0; n < count; n++) {
    const span = spans[n < count / 2 ? 0 : 1]
    if (!span) continue
    const of = (what: string): number => chance.of('wish', what, n)
    const place = chance.whole(0, places - 1, 'place', n)
    // Five minutes past, ten past: as people plan, so that several are due at once.
    const roundMs = of('round') < 0.85 ? 5 * minuteMs : minuteMs
    const utc = span.fromUtc + Math.floor(of('due') * (span.toUtc - span.fromUtc) / roundMs) * roundMs
    const pick = of('kind')
    const kind: Kind = pick < 0.4 ? 'text' : pick < 0.62 ? 'pictures' : pick < 0.74 ? 'thread' : pick < 0.88 ? 'reply' : 'like'
    const isPost = kind !== 'like'
    const after = of('then')
    const then = kind === 'text' || kind === 'pictures' ? after < 0.12 && canEdit(place) ? 'edit' as const : after > 0.88 ? 'delete' as const : null : null
    const change = of('change')
    const policy = of('late')
    const who = canEdit(place) && (kind === 'text' || kind === 'pictures') && of('who') < 0.35 ? 'network' as const : 'computer' as const
    const handOverUtc = who === 'network' ? utc - chance.whole(8, 90, 'ahead', n) * minuteMs : Math.min(utc - 2 * minuteMs, span.fromUtc - chance.whole(1, 25, 'early', n) * minuteMs + Math.floor(of('late hand-over') * 0.5) * minuteMs)
    // Nobody changes their mind about what they have not handed over yet.
    const afterwards = (aheadUtc: number): number => Math.max(handOverUtc + minuteMs, aheadUtc)
    wishes.push({
      n, place, kind, who, handOverUtc, due: planAtInstant(utc, zone),
      late: { graceMinutes: 60, then: policy < 0.5 ? 'publish' : policy < 0.7 ? 'ask' : policy < 0.9 ? 'next-slot' : 'drop' },
      reviseUtc: isPost && change < 0.15 ? afterwards(utc - chance.whole(-1, 12, 'revise', n) * minuteMs) : null,
      cancelUtc: change > 0.88 ? afterwards(utc - chance.whole(-1, 12, 'cancel', n) * minuteMs) : null,
      then: then === null ? null : { kind: then, afterMs: chance.whole(1, 20, 'after', n) * minuteMs }, about: null, sameAs: null,
    })
  }
  const first = wishes.slice()
  for (const wish of first) {
    // "Open today from nine": said again within the hour, word for word.
    if (wish.kind !== 'text' || chance.of('twin', wish.n) > 0.25) continue
    wishes[wish.n] = { ...wish, who: 'computer', then: null, reviseUtc: null, cancelUtc: null }
    const n = wishes.length
    const utc = wish.due.utc + chance.whole(0, 8, 'twin after', n) * 5 * minuteMs
    wishes.push({ ...wish, n, who: 'computer', due: planAtInstant(utc, zone), then: null, reviseUtc: null, cancelUtc: null, sameAs: wish.n })
  }
  const pauses = spans.map((span, s) => {
    const fromUtc = span.fromUtc + Math.floor(chance.of('pause', s) * (span.toUtc - span.fromUtc))
    return { fromUtc, toUtc: fromUtc + chance.whole(3, 25, 'pause for', s) * minuteMs }
  })
  const happenings = spans.flatMap((span, s) => happeningsOf(chance, span, s, places, count))
  return { wishes, happenings, pauses, nights: spans, startUtc: (spans[0]?.fromUtc ?? 0) - 60 * minuteMs }
}

function happeningsOf(chance: Chance, span: { fromUtc: number; toUtc: number }, s: number, places: number, deliveries: number): Happening[] {
  const many = (kind: Happening['kind'], count: number, leastMinutes: number, mostMinutes: number): Happening[] => Array.from({ length: count }, (_, i) => ({
    kind, utc: span.fromUtc + Math.floor(chance.of('happening', kind, s, i) * (span.toUtc - span.fromUtc)),
    forMs: chance.whole(leastMinutes, mostMinutes, 'long', kind, s, i) * minuteMs, place: chance.whole(0, places - 1, 'where', kind, s, i), writes: chance.whole(1, 12, 'writes', s, i),
  }))
  const scaled = (perHundred: number): number => Math.max(1, Math.round(perHundred * deliveries / 100))
  return [...many('suspend', scaled(1), 5, 40), ...many('suspend', 1, 70, 130), ...many('disk-full', scaled(4), 1, 4), ...many('outage', scaled(2), 3, 25), ...many('power-cut', 1, 5, 80)].sort((a, b) => a.utc - b.utc)
}

