import { setTimeout as pause } from 'node:timers/promises'
import type { AccountSummary } from '../../preload/contract/accounts.ts'
import type { AccountId } from '../../preload/contract/ids.ts'
import type { Result } from '../../preload/contract/result.ts'
import type { ChaosDesktop } from './desktop.ts'
import type { Life } from './life.ts'
import type { Place } from './servers.ts'

/** As the owner does it: says how, agrees in the browser, chooses which where a sign-in speaks for several. `again`: the account that is to come back. Null: main died over it. */
export async function signIn(life: Life, place: Place, desktop: ChaosDesktop, again: AccountId | null = null): Promise<Result<AccountSummary> | null> {
  const order = { ...place.order(), again }
  const first = await askWithBrowser(life, place, desktop, order)
  if (!first || first.ok || first.failure.kind !== 'several-identities') return first
  const { candidates } = first.failure
  const chosen = candidates.find(one => one.name === place.chooses || one.remoteId === place.chooses) ?? candidates[0]
  return await askWithBrowser(life, place, desktop, { ...order, chosen: chosen?.remoteId ?? null })
}

async function askWithBrowser(life: Life, place: Place, desktop: ChaosDesktop, order: object): Promise<Result<AccountSummary> | null> {
  let opened = desktop.openedUrls().length
  let isDone = false
  const asking = life.ask<AccountSummary>('accounts', 'connect', order).finally(() => { isDone = true })
  while (!isDone) {
    // Some ask twice: for what the owner's app there turned out to have.
    const url = desktop.openedUrls()[opened]
    if (url === undefined) await pause(10)
    else {
      opened++
      // Main may have died in between; then nobody listens for the answer any more.
      await place.approve(url).catch((error: unknown) => { if (!life.isOver()) throw error })
    }
  }
  return await asking
}
