import { Popover, Radio, Stack } from '@mantine/core'
import { IconChevronDown, IconCloudUp, IconDeviceDesktop, IconHandClick } from '@tabler/icons-react'
import type { AccountSummary } from '../../../../preload/contract/accounts.ts'
import type { AccountId } from '../../../../preload/contract/ids.ts'
import type { AccountFace } from '../../../app/account-faces.ts'
import { useFormats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import type { OpenPost } from '../use-composer.ts'
import { useWhoPublishes } from '../use-who-publishes.ts'
import classes from './foot.module.css'

/** Who will make it public, and so whether this computer must be on; with the choice, where there is one. */
export function WhoBadge({ open, accounts, faces }: { readonly open: OpenPost; readonly accounts: readonly AccountSummary[]; readonly faces: ReadonlyMap<AccountId, AccountFace> }) {
  const say = useText('composer')
  const formats = useFormats()
  const { byNetwork, byComputer, byYou, canChoose, wish, notTaken } = useWhoPublishes(open, accounts)
  const names = (ids: readonly AccountId[]): string => formats.list([...new Set(ids.map(id => faces.get(id)?.network ?? id))])
  const isSplit = byComputer.length > 0 && byNetwork.length + byYou.length > 0
  return (
    <>
      {byNetwork.length > 0 && <span className={classes.badge}><IconCloudUp size={15} aria-hidden />{say('who.network', { network: names(byNetwork) })}</span>}
      {byYou.length > 0 && <span className={classes.badge}><IconHandClick size={15} aria-hidden />{say('who.you', { network: names(byYou) })}</span>}
      {(byNetwork.length + byYou.length === 0 || isSplit) && <span className={classes.badge}><IconDeviceDesktop size={15} aria-hidden />{isSplit ? say('who.computerFor', { network: names(byComputer) }) : say('who.computer')}</span>}
      <span className={classes.note}>{note()}</span>
      {canChoose && <Choice value={wish} onChoose={who => { open.dispatch({ kind: 'who', who }) }} />}
    </>
  )

  function note(): string {
    if (byYou.length > 0 && byNetwork.length + byComputer.length === 0) return say('who.remindsYou')
    if (open.draft.plan === null) return say('who.mustBeOnNow')
    if (notTaken.length > 0) return say('who.notTaken', { network: names(notTaken) })
    return say(byComputer.length > 0 || byNetwork.length === 0 ? 'who.mustBeOn' : 'who.mayBeOff')
  }
}

function Choice({ value, onChoose }: { readonly value: 'network' | 'computer'; readonly onChoose: (who: 'network' | 'computer') => void }) {
  const say = useText('composer')
  return (
    <Popover position="top-start" shadow="md" trapFocus withArrow>
      <Popover.Target><button type="button" className={classes.late}>{say('who.label')}<IconChevronDown size={14} aria-hidden /></button></Popover.Target>
      <Popover.Dropdown maw={360}>
        <Radio.Group value={value} label={say('who.label')} onChange={chosen => { if (chosen === 'network' || chosen === 'computer') onChoose(chosen) }}>
          <Stack gap="xs" mt="xs">{(['network', 'computer'] as const).map(who => <Radio key={who} size="sm" value={who} label={say(`who.choice.${who}`)} />)}</Stack>
        </Radio.Group>
      </Popover.Dropdown>
    </Popover>
  )
}
