import type { AccountSummary } from '../../preload/contract/accounts.ts'
import { ok, type Result } from '../../preload/contract/result.ts'
import type { Accounts } from '../accounts/accounts.ts'
import type { Budget } from '../publishing/budget.ts'
import type { Journal } from '../journal/journal.ts'
import type { Network } from '../networks/network.ts'
import type { CallsOf } from './calls.ts'

export type AccountCallsTools = {
  readonly journal: Journal
  readonly accounts: Accounts
  readonly budget: Pick<Budget, 'state'>
  readonly networks: readonly Network[]
  readonly practice: { connect(): Promise<Result<AccountSummary>>; remove(): Promise<void> }
}

export function accountCalls({ journal, accounts, budget, networks, practice }: AccountCallsTools): CallsOf<'accounts'> {
  return {
    list: async () => ok([...journal.accounts.all()]),
    networks: async () => ok(networks.map(network => network.description)),
    connect: order => {
      // Signing in again: what was asked the first time is known.
      const known = order.again === null ? null : journal.accounts.get(order.again)
      return accounts.connect(known ? { ...order, server: order.server || known.serverUrl, handle: order.handle || known.handle } : order)
    },
    addByHand: async order => accounts.addByHand(order),
    quotas: async id => ok([...budget.state(id)]),
    cancelConnect: async () => {
      accounts.cancelConnect()
      return ok(undefined)
    },
    connectPractice: () => practice.connect(),
    disconnect: async ({ id, erase }) => {
      const isPractice = journal.accounts.get(id)?.isPractice === true
      // The practice network leaves no trace, whatever was asked.
      const done = await accounts.disconnect(id, erase || isPractice)
      if (done.ok && isPractice) await practice.remove()
      return done
    },
    check: id => accounts.check(id),
    acceptNotRevoked: async id => {
      accounts.acceptNotRevoked(id)
      return ok(undefined)
    },
  }
}
