import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import type { AccountSummary } from '../../../../preload/contract/accounts.ts'
import type { AccountId } from '../../../../preload/contract/ids.ts'
import type { AccountFace } from '../../../app/account-faces.ts'
import { useText } from '../../../text/index.ts'
import { AccountMark } from '../../../ui/account-mark.tsx'
import classes from './account-chips.module.css'

/** Which accounts publish: one switch each. */
export function AccountChips({ accounts, faces, chosen, onChoose, onConnect }: {
  readonly accounts: readonly AccountSummary[]; readonly faces: ReadonlyMap<AccountId, AccountFace>
  readonly chosen: readonly AccountId[]; readonly onChoose: (ids: readonly AccountId[]) => void; readonly onConnect: () => void
}) {
  const say = useText('composer')
  if (accounts.length === 0) {
    return (
      <div className={classes.none}>
        <span>{say('accounts.none')}</span>
        <Button size="compact-sm" variant="light" leftSection={<IconPlus size={14} aria-hidden />} onClick={onConnect}>{say('accounts.connect')}</Button>
      </div>
    )
  }
  return (
    <div className={classes.row} role="group" aria-label={say('accounts.label')}>
      {accounts.map(({ id, state }) => {
        const face = faces.get(id)
        if (!face) return null
        const isChosen = chosen.includes(id)
        return (
          <button key={id} type="button" className={classes.chip} aria-pressed={isChosen} title={`${face.displayName} · ${face.handle}`}
            onClick={() => { onChoose(isChosen ? chosen.filter(other => other !== id) : accounts.map(account => account.id).filter(other => other === id || chosen.includes(other))) }}>
            <AccountMark {...face} size={26} />
            <span className={classes.words}>
              <span className={classes.name}>{face.displayName}</span>
              <span className={state.kind === 'connected' ? classes.network : classes.trouble}>{state.kind === 'connected' ? face.network : say('accounts.needsSignIn', { account: face.network })}</span>
            </span>
          </button>
        )
      })}
    </div>
  )
}
