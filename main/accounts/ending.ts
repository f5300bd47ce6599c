import { z } from 'zod'
import { notRevoked, type NotRevoked, type AccountSummary } from '../../preload/contract/accounts.ts'
import type { AccountId } from '../../preload/contract/ids.ts'
import type { Result } from '../../preload/contract/result.ts'
import type { Journal } from '../journal/journal.ts'

export type EndingTools = {
  readonly journal: Journal
  readonly now: () => number
  readonly log: (line: string) => void
  /** Ends the sign-in at the network; false: it could not be told now. */
  readonly revoke: (account: AccountSummary) => Promise<boolean>
  /** Out of the keychain and out of memory. */
  readonly forget: (id: AccountId) => Promise<Result<void>>
  /** The week is over: its owner has to end this one on the network's own page. */
  readonly gaveUp: (account: AccountSummary) => void
}

/** What becomes of the sign-ins of disconnected accounts. */
export type Ending = {
  begin(account: AccountSummary): Promise<void>
  /** Tries again those whose pause is over. */
  goOn(): Promise<void>
  notRevoked(): readonly NotRevoked[]
  /** The owner has read it. */
  accept(id: AccountId): void
}

/** A network that cannot be told for a week is not kept a token for: the longer it lies here, the more it can be taken. */
const givesUpAfterMs = 7 * 24 * 3_600_000
const pauseMs = (failures: number): number => Math.min(60_000 * 2 ** failures, 6 * 3_600_000)
const row = 'not-revoked'
const stream = 'revoke'

export function createEnding({ journal, now, log, revoke, forget, gaveUp }: EndingTools): Ending {
  const isStillRemoved = (id: AccountId): boolean => journal.accounts.removed().some(account => account.id === id)

  const erase = async (account: AccountSummary): Promise<boolean> => {
    // Connected again meanwhile: what the keychain holds now is the new sign-in.
    if (!isStillRemoved(account.id)) return false
    const erased = await forget(account.id)
    if (erased.ok) journal.accounts.erase(account.id)
    else log(`account ${account.id}: its secret could not be erased yet: ${erased.failure.kind}`)
    return erased.ok
  }

  const attempt = async (account: AccountSummary): Promise<void> => {
    const known = journal.cursors.get(account.id, stream)
    const sinceUtc = known.cursor === null ? now() : Number(known.cursor)
    journal.cursors.put(account.id, stream, { cursor: String(sinceUtc), nextUtc: now() + pauseMs(known.failures), failures: known.failures + 1 })
    if (await revoke(account)) {
      await erase(account)
      return
    }
    if (now() - sinceUtc < givesUpAfterMs) {
      log(`account ${account.id}: its network could not be told yet; it will be`)
      return
    }
    if (!await erase(account)) return
    log(`account ${account.id}: its network could not be told for a week; the sign-in is forgotten here`)
    const { id, handle, serverUrl, profileUrl } = account
    keep([...list().filter(one => one.accountId !== id), { accountId: id, handle, serverUrl, profileUrl }])
    gaveUp(account)
  }

  const list = (): readonly NotRevoked[] => {
    const text = journal.settings.read(row)
    return text === null ? [] : z.array(notRevoked).catch([]).parse(JSON.parse(text))
  }
  const keep = (given: readonly NotRevoked[]): void => { journal.settings.write(row, JSON.stringify(given)) }

  return {
    begin: attempt,
    goOn: async () => {
      for (const account of journal.accounts.removed()) if (journal.cursors.get(account.id, stream).nextUtc <= now()) await attempt(account)
    },
    notRevoked: list,
    accept: id => { keep(list().filter(one => one.accountId !== id)) },
  }
}
