import type { AccountSummary } from '../../preload/contract/accounts.ts'
import type { AccountId } from '../../preload/contract/ids.ts'
import type { NetworkDescription } from '../../preload/contract/networks.ts'
import { networkName } from './situation.ts'

/** How an account is shown in few words. `short` is the network's name, with the handle where two accounts share a network. */
export type AccountFace = { readonly id: AccountId; readonly short: string; readonly network: string; readonly colour: string; readonly handle: string; readonly displayName: string; readonly avatarUrl: string | null; /** Where the owner sees the account with their own eyes. */ readonly profileUrl: string | null; /** The owner posts there themselves. */ readonly isByHand: boolean }

/** The handle as people know it. The practice network's server is this computer: its address says nothing to anyone. */
export const handleShown = ({ handle, isPractice }: Pick<AccountSummary, 'handle' | 'isPractice'>): string => isPractice ? handle.replace(/(?<=.)@.*$/u, '') : handle

const plainColour = '#7d7264'

export function facesOf(accounts: readonly AccountSummary[], networks: readonly NetworkDescription[], practice: string): ReadonlyMap<AccountId, AccountFace> {
  const nameOf = (account: AccountSummary): string => account.isPractice ? practice : account.byHand?.network ?? networkName(networks, account.network)
  return new Map(accounts.map(account => {
    const network = nameOf(account)
    const isAlone = accounts.filter(other => nameOf(other) === network).length === 1
    return [account.id, {
      id: account.id, network, short: isAlone ? network : `${network} ${account.handle}`,
      colour: networks.find(known => known.id === account.network)?.colour ?? plainColour,
      // What they call it stands beside it already.
      handle: account.byHand ? URL.parse(account.byHand.page)?.host ?? '' : account.handle, displayName: account.displayName || account.handle, avatarUrl: account.avatarUrl, profileUrl: account.profileUrl ?? account.serverUrl, isByHand: account.byHand !== undefined,
    }]
  }))
}
