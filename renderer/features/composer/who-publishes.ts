import type { AccountSummary } from '../../../preload/contract/accounts.ts'
import { contentFor, type Post } from '../../../preload/contract/drafts.ts'
import { decideHandOver, partsAndFormat } from '../../../preload/contract/hand-over.ts'
import type { AccountId } from '../../../preload/contract/ids.ts'
import type { Publisher } from '../../../preload/contract/publisher.ts'

export type WhoPublishes = {
  /** Accounts whose network is to publish at the time, and those for which this computer does. */
  readonly byNetwork: readonly AccountId[]
  readonly byComputer: readonly AccountId[]
  /** Accounts on which the owner posts themselves, reminded. */
  readonly byYou: readonly AccountId[]
  /** There is a choice: at least one network could. */
  readonly canChoose: boolean
}

type Planned = Pick<Post, 'content' | 'variants' | 'details' | 'accountIds' | 'plan' | 'who'>

/** Pure: who will make a post public, account by account. Without a time it is this computer, now. `notTaken`: their networks were asked and would not keep it. */
export function whoPublishes(draft: Planned, accounts: readonly AccountSummary[], usual: Publisher, notTaken: readonly AccountId[], nowUtc: number): WhoPublishes {
  const chosen = accounts.filter(account => draft.accountIds.includes(account.id))
  const can = (account: AccountSummary): boolean =>
    draft.plan !== null && decideHandOver({ who: 'network', dueUtc: draft.plan.utc, ...partsAndFormat(contentFor(draft, account.id)) }, account, nowUtc).kind !== 'never'
  const wish = draft.who ?? usual
  const able = chosen.filter(account => can(account) && !notTaken.includes(account.id)).map(account => account.id)
  const byNetwork = wish === 'network' ? able : []
  const byYou = chosen.filter(account => account.byHand).map(account => account.id)
  return { byNetwork, byYou, byComputer: chosen.map(account => account.id).filter(id => !byNetwork.includes(id) && !byYou.includes(id)), canChoose: able.length > 0 }
}
