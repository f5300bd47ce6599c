import type { AccountSummary } from '../../../../preload/contract/accounts.ts'
import type { RemoteRef } from '../../../../preload/contract/drafts.ts'
import type { AccountId } from '../../../../preload/contract/ids.ts'
import type { AccountFace } from '../../../app/account-faces.ts'
import type { DeliveryRow, PostRow } from '../../../db/schema.ts'
import { standingOf, type PostChanges } from '../../../db/standing.ts'
import { useText } from '../../../text/index.ts'
import { Outcome } from './outcome.tsx'
import classes from './outcomes.module.css'

/** Where an account's post stands on its network, part by part; empty while it is not out. */
export function remotesOf(deliveries: readonly DeliveryRow[], account: AccountId): readonly RemoteRef[] {
  const state = deliveries.find(delivery => delivery.delivery.accountId === account)?.state
  return state?.kind === 'published' ? state.remotes : []
}

/** What became of a post that is out or on its way, account by account. */
export function Outcomes({ row, deliveries, changes, faces, accounts }: { readonly row: PostRow; readonly deliveries: readonly DeliveryRow[]; readonly changes: PostChanges; readonly faces: ReadonlyMap<AccountId, AccountFace>; readonly accounts: readonly AccountSummary[] }) {
  const say = useText('composer')
  return (
    <section className={classes.list} aria-label={say('outcome.label')}>
      <h3 className={classes.title}>{say('outcome.label')}</h3>
      {deliveries.map(delivery => {
        const { accountId } = delivery.delivery
        const standing = standingOf(row, accountId, remotesOf([delivery], accountId), changes)
        return <Outcome key={delivery.id} row={row} delivery={delivery} standing={standing} face={faces.get(accountId) ?? null} account={accounts.find(one => one.id === accountId) ?? null} />
      })}
    </section>
  )
}
