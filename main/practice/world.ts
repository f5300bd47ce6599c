import type { FaultBox } from './faults.ts'
import type { RateLimiter, RateLimits } from './rate-limit.ts'
import type { AccountRow } from './rows.ts'
import type { PracticeStore } from './store.ts'

/** What every part of the Practice network is given: its memory, its clock, its seed and its address. */
export type World = {
  readonly store: PracticeStore
  readonly now: () => number
  readonly seed: number
  readonly language: 'fr' | 'en'
  /** `http://127.0.0.1:<port>`, known once the server listens. */
  readonly baseUrl: () => string
  readonly faults: FaultBox
  readonly limiter: RateLimiter
  readonly hasCustomers: boolean
  readonly limits: RateLimits
  /** How long a video, sound or animated picture is "being processed". */
  readonly processingMs: number
}

export function accountById(world: World, id: string): AccountRow | undefined {
  return world.store.get<AccountRow>('select * from accounts where id = ?', id)
}

/** `name` or `name@domain`; this server's own address counts as no domain. */
export function accountByAcct(world: World, acct: string): AccountRow | undefined {
  const [username = '', domain] = acct.replace(/^@/, '').split('@')
  const found = world.store.get<AccountRow>('select * from accounts where username = ? collate nocase', username)
  if (!found) return undefined
  if (domain === undefined || domain === new URL(world.baseUrl()).host) return found.domain === null ? found : undefined
  return found.domain === domain.toLowerCase() ? found : undefined
}

export function ownerOf(world: World): AccountRow {
  const owner = world.store.get<AccountRow>("select * from accounts where kind = 'owner'")
  if (!owner) throw new Error('the Practice network has no owner account')
  return owner
}

export const isoTime = (ms: number): string => new Date(ms).toISOString()
