import { Button, Checkbox, Popover, Stack } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import type { AccountId } from '../../../preload/contract/ids.ts'
import { useText } from '../../text/index.ts'
import { useScreen } from '../screen.ts'
import { useAccounts, useFaces } from '../use-accounts.ts'

/** Whose things are shown. Nothing chosen is all; not drawn while there is nothing to choose between. */
export function AccountFilter() {
  const say = useText('shell')
  const accounts = useAccounts()
  const faces = useFaces(accounts)
  const chosen = useScreen(screen => screen.accountFilter)
  const filterAccounts = useScreen(screen => screen.filterAccounts)
  if (!accounts || accounts.length < 2) return null
  const toggle = (id: AccountId): void => { filterAccounts(chosen.includes(id) ? chosen.filter(other => other !== id) : [...chosen, id]) }
  const onlyOne = chosen.length === 1 && chosen[0] ? faces.get(chosen[0])?.short : undefined
  const shown = chosen.length === 0 ? say('allAccounts') : onlyOne ?? say('someAccounts', { count: chosen.length })
  return (
    <Popover position="bottom-end" withinPortal trapFocus returnFocus transitionProps={{ duration: 100 }}>
      <Popover.Target>
        <Button variant="subtle" color="gray" size="sm" px="sm" rightSection={<IconChevronDown size={14} aria-hidden />} aria-label={`${shown}: ${say('filterAccounts')}`}>
          {shown}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs" role="group" aria-label={say('filterAccounts')}>
          {accounts.map(account => <Checkbox key={account.id} checked={chosen.includes(account.id)} onChange={() => { toggle(account.id) }} label={`${faces.get(account.id)?.network ?? ''} · ${account.handle}`} />)}
          {chosen.length > 0 && <Button size="compact-sm" variant="subtle" onClick={() => { filterAccounts([]) }}>{say('allAccounts')}</Button>}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
