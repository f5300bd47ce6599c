import { Button, Menu } from '@mantine/core'
import { IconArrowBackUp, IconPlus } from '@tabler/icons-react'
import type { AccountId } from '../../../../preload/contract/ids.ts'
import type { AccountFace } from '../../../app/account-faces.ts'
import { useText } from '../../../text/index.ts'
import { NetworkDot } from '../../../ui/account-mark.tsx'
import type { Whose } from '../composer-state.ts'
import classes from './whose-tabs.module.css'

/** One tab for the text of all, one for each account that differs. */
export function WhoseTabs({ faces, chosen, differing, whose, blocked, onTurn, onDiffer, onFollow }: {
  readonly faces: ReadonlyMap<AccountId, AccountFace>; readonly chosen: readonly AccountId[]; readonly differing: readonly AccountId[]
  readonly whose: Whose; readonly blocked: Whose | null
  readonly onTurn: (whose: Whose) => void; readonly onDiffer: (account: AccountId) => void; readonly onFollow: (account: AccountId) => void
}) {
  const say = useText('composer')
  const following = chosen.filter(id => !differing.includes(id))
  const tabs: readonly Whose[] = ['all', ...differing]
  if (chosen.length < 2 && differing.length === 0) return null
  const turn = (step: number): void => {
    const next = tabs[(tabs.indexOf(whose) + step + tabs.length) % tabs.length] ?? 'all'
    onTurn(next)
    document.getElementById(`whose-${next}`)?.focus()
  }
  return (
    <div className={classes.row}>
      <div role="tablist" aria-label={say('whose.label')} className={classes.tabs}>
        {tabs.map(tab => {
          const face = tab === 'all' ? null : faces.get(tab)
          return (
            <button key={tab} id={`whose-${tab}`} type="button" role="tab" aria-selected={tab === whose} aria-controls="whose-text" tabIndex={tab === whose ? 0 : -1} className={classes.tab}
              onClick={() => { onTurn(tab) }}
              onKeyDown={event => { if (event.key === 'ArrowRight') turn(1); else if (event.key === 'ArrowLeft') turn(-1) }}>
              {face ? <NetworkDot network={face.network} colour={face.colour} /> : null}
              {face ? face.short : say('whose.all')}
              {blocked === tab ? <span className={classes.alarm} aria-hidden /> : null}
            </button>
          )
        })}
      </div>
      {following.length > 0 && (
        <Menu position="bottom-start" shadow="md">
          <Menu.Target><Button variant="subtle" color="gray" size="compact-sm" fw={500} className={classes.add} leftSection={<IconPlus size={14} aria-hidden />}>{say('whose.customise')}</Button></Menu.Target>
          <Menu.Dropdown>
            {following.map(id => {
              const face = faces.get(id)
              return face ? <Menu.Item key={id} leftSection={<NetworkDot network={face.network} colour={face.colour} />} onClick={() => { onDiffer(id) }}>{face.short}</Menu.Item> : null
            })}
          </Menu.Dropdown>
        </Menu>
      )}
      {whose !== 'all' && (
        <Button variant="subtle" size="compact-sm" fw={500} className={classes.follow} leftSection={<IconArrowBackUp size={14} aria-hidden />} onClick={() => { onFollow(whose) }}>{say('whose.follow')}</Button>
      )}
    </div>
  )
}
