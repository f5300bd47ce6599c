import { z } from 'zod'
import { notRevoked } from './accounts.ts'
import { accountId, deliveryId, instant } from './ids.ts'
import { pace, usualPace } from './pace.ts'
import { latePolicy, usualLatePolicy } from './time.ts'

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
export const settings = z.object({
  language: z.enum(['system', 'fr', 'en']),
  theme: z.enum(['system', 'light', 'dark']),
  notifications: z.object({ mentions: z.boolean(), messages: z.boolean(), reactions: z.boolean(), problems: z.boolean() }),
  /** Wall clock of this computer; `from` later than `to` spans midnight. */
  quietHours: z.object({ isOn: z.boolean(), from: clock, to: clock }),
  launchAtLogin: z.boolean(),
  /** Closing the window leaves Comptoir in the tray, so that planned posts go out. */
  staysInTray: z.boolean(),
  /** Networks that can publish at a set time by themselves are given posts ahead of it. */
  networksPublish: z.boolean(),
  /** For every account that has none of its own. */
  pace,
  paceOf: z.record(accountId, pace),
  /** For posts whose owner chose nothing of their own. */
  late: latePolicy,
  /** The evening check of all that is due until the end of the next day; `at` on the wall clock of this computer. */
  check: z.object({ isOn: z.boolean(), at: clock }),
})
export type Settings = z.infer<typeof settings>
export const defaultSettings: Settings = {
  language: 'system', theme: 'system',
  notifications: { mentions: true, messages: true, reactions: false, problems: true },
  quietHours: { isOn: false, from: '20:00', to: '08:00' },
  launchAtLogin: false, staysInTray: true, networksPublish: true,
  pace: usualPace, paceOf: {},
  late: usualLatePolicy, check: { isOn: true, at: '18:00' },
}

/** What the thin bar shows. */
export const systemState = z.object({
  line: z.enum(['online', 'offline']),
  keychain: z.enum(['open', 'locked', 'absent']),
  pause: z.object({ sinceUtc: instant, why: z.string().max(500), who: z.string().max(200).default('') }).nullable(),
  /** Set when the journal could not be opened and was put aside: the sentence and the path to it. */
  journalTrouble: z.string().nullable(),
  /** Names main's journal: another name, and what was handed over before is not in it. */
  journalId: z.string(),
  /** Computer clock minus server clock, when they differ by more than two minutes; else null. */
  clockOffByMs: z.number().nullable(),
  /** What is due and does not move. `untried`: nothing has been tried for minutes; `held-up`: tried for hours without success. */
  alarm: z.object({ kind: z.enum(['untried', 'held-up']), count: z.number().int(), sinceUtc: instant, deliveryId }).nullable(),
  /** When this computer was last back from a time in which it could not publish; `absences` tells more. */
  backSinceUtc: instant.nullable(),
  /** Sign-ins that could not be ended at their networks, until the owner has read of it. */
  notRevoked: z.array(notRevoked).readonly(),
  /** There is a folder where networks fetch pictures. Absent: not known yet. */
  hasWebSpace: z.boolean().optional(),
})
export type SystemState = z.infer<typeof systemState>

export type AboutInfo = { readonly version: string; readonly dataFolder: string; readonly systemLanguage: 'fr' | 'en'; readonly runtime: string }

/** Where main asks the window to go: a notification or link was clicked. */
export const opening = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('item'), key: z.string() }),
  z.object({ kind: z.literal('delivery'), id: z.string() }),
  /** Resume was asked for outside the window: it shows first what that will do. */
  z.object({ kind: z.literal('resume') }),
  z.object({ kind: z.literal('place'), place: z.enum(['today', 'calendar', 'inbox', 'listening', 'analytics', 'library', 'strategy', 'accounts', 'settings', 'new-post', 'readiness']) }),
])
export type Opening = z.infer<typeof opening>
