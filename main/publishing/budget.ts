import type { AccountId } from '../../preload/contract/ids.ts'
import type { Act } from '../../preload/contract/publishing.ts'
import type { AccountQuota } from '../../preload/contract/accounts.ts'
import { readRateLimit } from '../http/rate-limit.ts'
import type { QuotaRow, QuotaRows } from '../journal/quotas.ts'
import { nextMidnight, type NetworkQuotas, type QuotaRule } from '../networks/quota.ts'

/** One budget an account, for publishing and reading alike: fed by what the server tells and by what the network publishes. */
export type Budget = {
  /** Before a request of this account leaves. */
  charge(account: AccountId, request: Asked): void
  /** What the answer says of the allowance. */
  learn(account: AccountId, request: Asked, headers: Headers): void
  /** Until when an act must wait so as not to exceed the allowance; null: it fits. */
  waitUntil(account: AccountId, act: Act): number | null
  /** What reading leaves untouched for `acts` that are due soon: until when a reading must wait, or 1, 2, 4 times slower it should be. */
  reading(account: AccountId, acts: readonly Act[]): { readonly untilUtc: number | null; readonly slower: 1 | 2 | 4 }
  state(account: AccountId): readonly AccountQuota[]
  /** What has changed goes to the journal; called by itself every few seconds. */
  keep(): void
  stop(): void
}
export type Asked = { readonly method: string; readonly url: string; readonly body: unknown }

export type BudgetOptions = {
  readonly rows: QuotaRows
  readonly quotasOf: (account: AccountId) => NetworkQuotas | null
  readonly now: () => number
  readonly logTrouble: (where: string, error: unknown) => void
  readonly setWake: (afterMs: number, wake: () => void) => () => void
}

const keepEveryMs = 5_000

export function createBudget({ rows, quotasOf, now, logTrouble, setWake }: BudgetOptions): Budget {
  const known = new Map<AccountId, Map<string, QuotaRow>>()
  const changed = new Set<AccountId>()
  const of = (account: AccountId): Map<string, QuotaRow> => {
    const found = known.get(account) ?? new Map(rows.of(account).map(row => [row.name, row]))
    known.set(account, found)
    return found
  }
  const put = (account: AccountId, row: QuotaRow): void => {
    of(account).set(row.name, row)
    changed.add(account)
  }
  /** The window that is open now. One that lies farther ahead than it is long was counted by a wrong clock. */
  const current = (account: AccountId, rule: QuotaRule): QuotaRow => {
    const row = of(account).get(rule.name)
    if (row && row.resetsUtc > now() && row.resetsUtc <= now() + 2 * rule.windowMs) return row
    return { name: rule.name, used: 0, max: row?.isTold ? row.max : rule.max, resetsUtc: rule.endsAtMidnightIn === undefined ? now() + rule.windowMs : nextMidnight(rule.endsAtMidnightIn, now()), isTold: row?.isTold ?? false }
  }
  const holds = (account: AccountId, rule: QuotaRule): boolean => rule.isEverywhere || [...of(account).values()].some(row => row.isTold)
  const rulesOf = (account: AccountId): readonly QuotaRule[] => (quotasOf(account)?.rules ?? []).filter(rule => holds(account, rule))
  const needs = (account: AccountId, acts: readonly Act[], name: string): number => {
    const quotas = quotasOf(account)
    return acts.reduce((sum, act) => sum + (quotas?.needOf(act) ?? []).filter(charge => charge.name === name).reduce((own, charge) => own + charge.cost, 0), 0)
  }

  const budget: Budget = {
    charge(account, request) {
      const quotas = quotasOf(account)
      for (const { name, cost } of quotas?.chargesOf(request) ?? []) {
        const rule = quotas?.rules.find(one => one.name === name)
        if (!rule) continue
        const row = current(account, rule)
        put(account, { ...row, used: row.used + cost })
      }
    },
    learn(account, request, headers) {
      const told = readRateLimit(headers, now())
      const quotas = quotasOf(account)
      if (!told || !quotas || told.limit <= 0) return
      const charged = quotas.chargesOf(request).flatMap(({ name }) => quotas.rules.find(rule => rule.name === name) ?? [])
      // A server tells one allowance an answer: the one of that size, else the shortest that may end then.
      const meant = charged.toSorted((a, b) => Number(b.max === told.limit) - Number(a.max === told.limit) || a.windowMs - b.windowMs).find(rule => told.resetUtc - now() <= rule.windowMs * 1.1)
      if (meant) put(account, { name: meant.name, used: Math.max(0, told.limit - told.remaining), max: told.limit, resetsUtc: Math.round(told.resetUtc), isTold: true })
    },
    waitUntil(account, act) {
      const full = rulesOf(account).map(rule => current(account, rule)).filter(row => {
        const need = needs(account, [act], row.name)
        // What needs more than there ever is goes when nothing is used: the network decides.
        return need > 0 && row.used > 0 && row.used + need > row.max
      })
      return full.length === 0 ? null : Math.max(...full.map(row => row.resetsUtc))
    },
    reading(account, acts) {
      const uses = quotasOf(account)?.readingUses ?? 'calls'
      const rule = rulesOf(account).find(one => one.name === uses)
      if (!rule) return { untilUtc: null, slower: 1 }
      const row = current(account, rule)
      const reserve = Math.min(needs(account, acts, uses), row.max * 0.9)
      const left = row.max - row.used - reserve
      if (left < 1) return { untilUtc: row.resetsUtc, slower: 4 }
      return { untilUtc: null, slower: left < row.max * 0.25 ? 4 : left < row.max * 0.5 ? 2 : 1 }
    },
    state: account => rulesOf(account).map(rule => current(account, rule)).map(({ name, used, max, resetsUtc }) => ({ name: name as AccountQuota['name'], used: Math.min(used, max), max, resetsUtc })), // the cast: names of rules
    keep() {
      const accounts = [...changed]
      changed.clear()
      try {
        for (const account of accounts) rows.put(account, [...of(account).values()])
      } catch (error) {
        for (const account of accounts) changed.add(account)
        logTrouble('budget', error)
      }
    },
    stop() {
      stopTimer()
      budget.keep()
    },
  }
  const tick = (): void => {
    budget.keep()
    stopTimer = setWake(keepEveryMs, tick)
  }
  let stopTimer = setWake(keepEveryMs, tick)
  return budget
}
