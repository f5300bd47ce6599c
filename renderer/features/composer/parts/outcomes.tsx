import type { AccountSummary } from '../../../../preload/contract/accounts.ts'
import type { AccountId } from '../../../../preload/contract/ids.ts'
import type { AccountFace } from '../../../app/account-faces.ts'
import type { DeliveryRow, PostRow } from '../../../db/schema.ts'
import { useText } from '../../../text/index.ts'
import { asItStands } from '../as-it-stands.ts'
import { Outcome } from './outcome.tsx'
import classes from './outcomes.module.css'

/** What became of a post that is out or on its way, account by account. */
export function Outcomes({ row, deliveries, laterActs, faces, accounts }: { readonly row: PostRow; readonly deliveries: readonly DeliveryRow[]; readonly laterActs: readonly DeliveryRow[]; readonly faces: ReadonlyMap<AccountId, AccountFace>; readonly accounts: readonly AccountSummary[] }) {
  const say = useText('composer')
  return (
    <section className={classes.list} aria-label={say('outcome.label')}>
      <h3 className={classes.title}>{say('outcome.label')}</h3>
      {deliveries.map(delivery => {
        const account = accounts.find(one => one.id === delivery.delivery.accountId)
        const face = faces.get(delivery.delivery.accountId)
        return <Outcome key={delivery.id} row={row} delivery={delivery} standing={asItStands(row, delivery.delivery.accountId, laterActs)} face={face ?? null} account={account ?? null} />
      })}
    </section>
  )
}
