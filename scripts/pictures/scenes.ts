import type { Absence } from '../../preload/contract/away.ts'
import { emptyContent, type MediaUse } from '../../preload/contract/drafts.ts'
import { deliveryId, mediaHash, postId } from '../../preload/contract/ids.ts'
import type { PauseRecord, ResumeFate, ResumePlan } from '../../preload/contract/pauses.ts'
import { planAt } from '../../preload/contract/plan-time.ts'
import type { LogEntry } from '../../preload/contract/events.ts'
import type { DeliveryRecord, DeliveryState, Look, StoryFacts, StoryLine } from '../../preload/contract/publishing.ts'
import type { ReadinessFacts } from '../../preload/contract/readiness.ts'
import { handAccount } from '../../main/accounts/hand-account.ts'
import { accountsIn, ids, nowUtc, refOf, zone, type Language } from './bakery.ts'

const utcOf = (wall: string): number => planAt(wall, zone).utc
const minuteMs = 60_000

type Made = { readonly on: 'm' | 'b'; readonly at: string; readonly text: string; readonly state: DeliveryState; readonly late?: 'ask' | 'drop'; readonly who?: 'network' | 'computer'; readonly attempts?: number; readonly media?: readonly MediaUse[] }
function made(name: string, { on, at, text, state, late = 'ask', who = 'computer', attempts = 0, media = [] }: Made): DeliveryRecord {
  return {
    delivery: {
      id: deliveryId.parse(`${name}:${ids[on]}`), revision: 1, accountId: ids[on], act: { kind: 'publish', content: { ...emptyContent(), parts: [{ text, media: [...media], poll: null }] } },
      due: planAt(at, zone), late: { graceMinutes: 60, then: late }, origin: { kind: 'post', postId: postId.parse(name) }, who,
    },
    state, attempts, updatedUtc: nowUtc - 20 * minuteMs,
  }
}

const look = (wall: string, seconds: number, rest: Omit<Look, 'utc' | 'lookedAt'>): Look => ({ utc: utcOf(wall) + seconds * 1000, lookedAt: 'GET /api/v1/accounts/own-m/statuses', ...rest })
/** The line broke while it was sent; since then nothing proves that it is there, or that it is not. */
const looks: readonly Look[] = [
  look('2026-12-07T18:02', 4, { found: 'not-reached' }),
  look('2026-12-07T18:03', 40, { found: 'no-proof', place: { kind: 'own-posts', count: 0 }, doubt: 'too-soon' }),
  look('2026-12-07T18:06', 12, { found: 'no-proof', place: { kind: 'own-posts', count: 0 }, doubt: 'may-come' }),
  look('2026-12-07T18:17', 12, { found: 'no-proof', place: { kind: 'own-posts', count: 1 }, doubt: 'alike' }),
  look('2026-12-07T19:17', 13, { found: 'no-proof', place: { kind: 'own-posts', count: 1 }, doubt: 'alike' }),
]

/** From Monday 17:52 the shop had no power; Comptoir was back on Tuesday at 8:41. */
export const absences: readonly Absence[] = [{ fromUtc: utcOf('2026-12-07T17:52'), untilUtc: utcOf('2026-12-08T08:41'), why: 'cut-off' }, { fromUtc: utcOf('2026-12-08T08:41'), untilUtc: utcOf('2026-12-08T08:44'), why: 'offline' }]

const words = {
  en: { boards: 'Cheese boards for the weekend: order by Thursday, and we slice the bread.', menu: 'Tuesday’s sandwich: roast chicken, tarragon, pickles.', hello: 'Good morning! The shutters are up and the coffee is on.', market: 'Saturday’s market list: rye, spelt, brioche, and ten fougasses.', oven: 'The stone oven is 100 years old today. Come and see it at four.', lunch: 'At lunch: onion tart and green salad, €7.50.', logs: 'Last days to order your Christmas log.', rye: 'Rye with walnuts is back from Wednesday.', tart: 'Apple tart for tonight: six left.' },
  fr: { boards: 'Plateaux de fromages pour le week-end : commandez avant jeudi, nous tranchons le pain.', menu: 'Le sandwich du mardi : poulet rôti, estragon, cornichons.', hello: 'Bonjour ! Le rideau est levé et le café est chaud.', market: 'Pour le marché de samedi : seigle, épeautre, brioche et dix fougasses.', oven: 'Le four à pierre a cent ans aujourd’hui. Venez le voir à seize heures.', lunch: 'Ce midi : tarte à l’oignon et salade verte, 7,50 €.', logs: 'Derniers jours pour commander votre bûche de Noël.', rye: 'Le seigle aux noix revient mercredi.', tart: 'Tarte aux pommes pour ce soir : il en reste six.' },
} as const

/** What became of what was due in that night, beside the posts of the bakery's month. */
export function afterTheNight(language: Language): readonly DeliveryRecord[] {
  const say = words[language]
  return [
    made('scene-boards', { on: 'm', at: '2026-12-07T18:00', text: say.boards, attempts: 1, state: { kind: 'needs-owner', question: { kind: 'unproved', looks: [...looks] } } }),
    made('scene-menu', { on: 'm', at: '2026-12-08T07:30', text: say.menu, state: { kind: 'needs-owner', question: { kind: 'late', byMs: nowUtc - utcOf('2026-12-08T07:30') } } }),
    made('scene-oven', { on: 'b', at: '2026-12-08T08:05', text: say.oven, attempts: 1, state: { kind: 'published', utc: utcOf('2026-12-08T08:45'), remotes: [refOf('b', 'scene-oven')] } }),
    made('scene-market', { on: 'm', at: '2026-12-08T08:15', text: say.market, who: 'network', state: { kind: 'published', utc: utcOf('2026-12-08T08:15'), remotes: [refOf('m', 'scene-market')] } }),
    made('scene-rye', { on: 'b', at: '2026-12-08T08:30', text: say.rye, state: { kind: 'waiting', untilUtc: utcOf('2026-12-08T10:00'), why: 'slot' } }),
    made('scene-hello', { on: 'm', at: '2026-12-08T06:45', text: say.hello, late: 'drop', state: { kind: 'cancelled', utc: utcOf('2026-12-08T08:44') } }),
  ]
}

/** The other questions that the outbox can have. */
export function otherQuestions(language: Language): readonly DeliveryRecord[] {
  const say = words[language]
  const asks = (question: Extract<DeliveryState, { kind: 'needs-owner' }>['question']): DeliveryState => ({ kind: 'needs-owner', question })
  return [
    made('scene-lunch', { on: 'b', at: '2026-12-08T09:00', text: say.lunch, state: asks({ kind: 'too-many', count: 5 }) }),
    made('scene-logs', { on: 'm', at: '2026-12-08T09:02', text: say.logs, who: 'network', attempts: 1, state: asks({ kind: 'missing-there', dueUtc: utcOf('2026-12-08T09:02'), looks: [look('2026-12-08T09:04', 0, { found: 'absent', place: { kind: 'own-posts', count: 2 } })] }) }),
    made('scene-tart', { on: 'm', at: '2026-12-08T09:05', text: say.tart, attempts: 1, state: asks({ kind: 'restored', sinceUtc: utcOf('2026-12-07T23:00'), looks: [look('2026-12-08T09:06', 0, { found: 'no-proof', place: { kind: 'own-posts', count: 40 }, doubt: 'not-all' })] }) }),
  ]
}

/** A network without any permission, on which the owner posts with their own hands: one is due now. */
export function byHand(language: Language): readonly LogEntry[] {
  const [like] = accountsIn(language, false)
  const account = handAccount({ network: null, name: 'Snapchat', handle: like?.displayName ?? '', page: 'https://my.snapchat.com/' }, [], nowUtc)
  if (!account.ok) throw new Error(account.failure.detail)
  const { delivery, ...rest } = made('scene-by-hand', { on: 'm', at: '2026-12-08T09:10', text: words[language].hello, state: { kind: 'needs-owner', question: { kind: 'by-hand' } } })
  return [{ kind: 'account', account: account.value }, { kind: 'delivery', record: { ...rest, delivery: { ...delivery, accountId: account.value.id } } }]
}

/** The story of the morning's croissants: a lost answer, then the proof. */
export function storyOf(record: DeliveryRecord): readonly StoryLine[] {
  const { due } = record.delivery
  const at = (seconds: number, step: string, facts: StoryFacts, detail = ''): StoryLine => ({ utc: due.utc + seconds * 1000, step, detail, facts })
  const text = record.delivery.act.kind === 'publish' ? record.delivery.act.content.parts[0]?.text ?? '' : ''
  const remotes = record.state.kind === 'published' ? record.state.remotes : []
  return [
    at(-26 * 3600, 'put', { due, revision: 1 }),
    at(0, 'begin', { to: { kind: 'preparing', sinceUtc: due.utc }, attempt: 1 }),
    at(2, 'commit', { to: { kind: 'committing', sinceUtc: due.utc + 2000, part: 0 }, part: 0, parts: 1, sent: { text, media: ['croissants.jpg'], key: 'c1f3' } }, 'POST /api/v1/statuses, Idempotency-Key c1f3'),
    at(32, 'lost', { to: { kind: 'unknown', sinceUtc: due.utc + 32_000, part: 0, looks: [] }, failure: { kind: 'unknown-outcome', detail: 'socket hang up' } }, 'socket hang up after 30 000 ms'),
    at(35, 'look', { to: { kind: 'unknown', sinceUtc: due.utc + 32_000, part: 0, looks: [] }, look: { utc: due.utc + 35_000, found: 'no-proof', lookedAt: 'GET /api/v1/accounts/own-m/statuses', place: { kind: 'own-posts', count: 0 }, doubt: 'too-soon' } }),
    at(95, 'found', { to: record.state, remotes }),
  ]
}

export const pausesIn = (language: Language): readonly PauseRecord[] => [
  { beganUtc: utcOf('2026-12-08T08:50'), endedUtc: null, who: 'Marguerite', why: '' },
  { beganUtc: utcOf('2026-11-13T21:40'), endedUtc: utcOf('2026-11-16T09:05'), who: 'Marguerite', why: language === 'fr' ? 'Deuil dans le quartier' : 'A death in the street' },
]

export function resumePlan(language: Language): ResumePlan {
  const say = words[language]
  const step = (fate: ResumeFate, name: string, on: 'm' | 'b', at: string, text: string) => ({ fate, record: made(name, { on, at, text, state: { kind: 'planned' } }) })
  return {
    steps: [
      step('goes-out', 'plan-1', 'b', '2026-12-08T09:00', say.oven), step('asks', 'plan-2', 'm', '2026-12-08T07:30', say.menu), step('dropped', 'plan-3', 'm', '2026-12-08T06:45', say.hello), step('next-slot', 'plan-4', 'b', '2026-12-08T08:30', say.rye),
      step('called-back', 'plan-5', 'm', '2026-12-08T12:00', say.lunch), step('handed-over', 'plan-6', 'm', '2026-12-10T18:00', say.logs), step('planned', 'plan-7', 'b', '2026-12-08T17:30', say.tart), step('planned', 'plan-8', 'b', '2026-12-11T12:00', say.market),
    ],
    more: 4,
  }
}

/** The evening check with something of each sort. */
export function readiness(language: Language): ReadinessFacts {
  const say = words[language]
  const picture = (name: string, hash: string, alt: string): MediaUse => ({ hash: mediaHash.parse(hash.repeat(64)), name, kind: 'image', mime: 'image/jpeg', sizeBytes: 400_000, width: 1200, height: 900, durationMs: null, alt })
  const planned: DeliveryState = { kind: 'planned' }
  const [mastodon, bluesky] = accountsIn(language, false)
  if (!mastodon || !bluesky) throw new Error('no accounts')
  return {
    nowUtc, untilUtc: utcOf('2026-12-10T00:00'),
    records: [
      made('ready-1', { on: 'm', at: '2026-12-08T17:30', text: say.tart, state: planned, media: [picture(language === 'fr' ? 'tarte-du-soir.jpg' : 'apple-tart.jpg', 'a', 'x')] }),
      made('ready-2', { on: 'm', at: '2026-12-08T17:45', text: say.rye, state: planned }),
      made('ready-3', { on: 'b', at: '2026-12-09T08:00', text: say.market, state: planned, media: [picture(language === 'fr' ? 'marché.jpg' : 'market.jpg', 'b', '')] }),
      made('ready-4', { on: 'b', at: '2026-12-09T12:00', text: `${say.lunch} `.repeat(9), state: planned }),
      made('ready-5', { on: 'm', at: '2026-12-09T18:00', text: say.logs, who: 'network', state: { kind: 'handed-over', sinceUtc: nowUtc, schedule: refOf('m', 'held') } }),
    ],
    accounts: [mastodon, { ...bluesky, expiresUtc: utcOf('2026-12-09T09:30') }], missingMedia: [mediaHash.parse('a'.repeat(64))],
    state: { line: 'online', keychain: 'open', pause: null, clockOffByMs: null }, freeBytes: 90e9, quotas: {}, interfaceEnds: {}, paces: { [ids.m]: { gapMinutes: 30, postsPerHour: 5 }, [ids.b]: { gapMinutes: 1, postsPerHour: 5 } },
  }
}
