import type { AccountSummary } from '../../preload/contract/accounts.ts'
import { isOver } from '../../preload/contract/publishing.ts'
import type { Journal } from '../journal/journal.ts'

const dayMs = 24 * 3_600_000
/** Told once at each: early enough to choose a quiet moment, and again when it cannot wait. */
const stagesInDays = [1, 7] as const

export type ExpiryNews = { readonly account: AccountSummary; readonly days: number; readonly posts: number }

/** Sign-ins that end by themselves soon, each told of once a stage, across restarts; a new sign-in ends later and is told of anew. */
export function expiryNews(journal: Journal, nowUtc: number): readonly ExpiryNews[] {
  return journal.accounts.all().flatMap((account): ExpiryNews[] => {
    const { id, expiresUtc, state } = account
    if (expiresUtc === null || expiresUtc <= nowUtc || state.kind !== 'connected') return []
    const stage = stagesInDays.find(days => expiresUtc - nowUtc <= days * dayMs)
    const row = `expiry-told:${id}`
    const told = `${expiresUtc} ${stage}`
    if (stage === undefined || journal.settings.read(row) === told) return []
    journal.settings.write(row, told)
    const posts = journal.deliveries.inState('planned').filter(({ delivery, state: at }) => delivery.accountId === id && delivery.due.utc >= expiresUtc && !isOver(at)).length
    return [{ account, days: Math.max(1, Math.ceil((expiresUtc - nowUtc) / dayMs)), posts }]
  })
}
