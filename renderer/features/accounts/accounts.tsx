import { Button, Group, Text, Title } from '@mantine/core'
import { IconPlus, IconTable } from '@tabler/icons-react'
import { useState } from 'react'
import { useAccounts, useFaces } from '../../app/use-accounts.ts'
import { useText } from '../../text/index.ts'
import { AccountCard } from './parts/account-card.tsx'
import { CapabilityTable } from './parts/capability-table.tsx'
import { ConnectDialog } from './parts/connect-dialog.tsx'
import { NotRevoked } from './parts/not-revoked.tsx'
import { PracticeButton } from './parts/practice-button.tsx'
import classes from './parts/accounts.module.css'

/** Every account: how it is, what it can do; and the way to one more. */
export function Accounts() {
  const say = useText('accounts')
  const [isConnecting, setIsConnecting] = useState(false)
  const [view, setView] = useState<'cards' | 'table' | 'cards-again'>('cards')
  const accounts = useAccounts()
  const faces = useFaces(accounts)
  if (!accounts) return null
  if (view === 'table') return <CapabilityTable onBack={() => { setView('cards-again') }} />
  const table = <Button variant="default" autoFocus={view === 'cards-again'} leftSection={<IconTable size={16} aria-hidden />} onClick={() => { setView('table') }}>{say('matrix.open')}</Button>
  const connect = <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => { setIsConnecting(true) }}>{say('connect')}</Button>
  const hasPractice = accounts.some(account => account.isPractice)
  return (
    <div className={classes.page}>
      <NotRevoked />
      {accounts.length === 0
        ? <div className={classes.empty}><Title order={2} size="h3">{say('none')}</Title><Text c="dimmed" maw={440}>{say('noneWhy')}</Text><Group justify="center">{connect}<PracticeButton /></Group>{table}</div>
        : (
          <>
            <Group justify="space-between" align="flex-start"><Text c="dimmed" size="sm" maw={480}>{say('intro')}</Text><Group gap="xs">{table}{connect}</Group></Group>
            {accounts.map(account => { const face = faces.get(account.id); return face && <AccountCard key={account.id} account={account} face={face} /> })}
            {!hasPractice && (
              <Group className={classes.card} justify="space-between" wrap="nowrap">
                <div><Text fw={600}>{say('practiceName')}</Text><Text size="sm" c="dimmed">{say('practiceWhy')}</Text></div><PracticeButton />
              </Group>
            )}
          </>
        )}
      {isConnecting && <ConnectDialog close={() => { setIsConnecting(false) }} />}
    </div>
  )
}
