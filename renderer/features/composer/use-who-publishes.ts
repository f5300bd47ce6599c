import type { AccountSummary } from '../../../preload/contract/accounts.ts'
import type { AccountId } from '../../../preload/contract/ids.ts'
import { useSituation } from '../../app/situation.ts'
import { useNow } from '../../app/use-now.ts'
import type { OpenPost } from './use-composer.ts'
import { whoPublishes, type WhoPublishes } from './who-publishes.ts'

/** Who publishes the post under the pen, account by account, as the owner's wishes and the networks' answers stand. */
export function useWhoPublishes({ draft, deliveries }: Pick<OpenPost, 'draft' | 'deliveries'>, accounts: readonly AccountSummary[]): WhoPublishes & { readonly wish: 'network' | 'computer'; readonly notTaken: readonly AccountId[] } {
  const usual = useSituation(situation => situation.settings.networksPublish ? 'network' as const : 'computer' as const)
  const nowUtc = useNow()
  const notTaken = deliveries.filter(({ state }) => state.kind === 'planned' && state.notTaken !== undefined).map(({ delivery }) => delivery.accountId)
  return { ...whoPublishes(draft, accounts, usual, notTaken, nowUtc), wish: draft.who ?? usual, notTaken }
}
