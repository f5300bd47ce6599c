import { Drawer, Stack, Switch, Text, Title } from '@mantine/core'
import { comptoir } from '../../comptoir.ts'
import type { DeliveryRow } from '../../db/schema.ts'
import { useText } from '../../text/index.ts'
import { failureNotice } from '../notices.tsx'
import { useScreen } from '../screen.ts'
import { useSituation } from '../situation.ts'
import { useAccounts, useFaces } from '../use-accounts.ts'
import { useOutbox, usePlanned } from '../use-outbox.ts'
import { OutboxRow } from './outbox-row.tsx'
import { Pauses } from './pauses.tsx'
import classes from './outbox-drawer.module.css'

const plannedShown = 20

/** All that still has to travel, in its order, each with what can be done about it. */
export function OutboxDrawer() {
  const say = useText('outbox')
  const isOpen = useScreen(screen => screen.outboxIsOpen)
  const showOutbox = useScreen(screen => screen.showOutbox)
  return (
    <Drawer opened={isOpen} onClose={() => { showOutbox(false) }} position="right" size={440} title={say('title')} classNames={{ title: classes.title ?? '', content: classes.content ?? '', header: classes.header ?? '' }} closeButtonProps={{ 'aria-label': useText('common')('close') }}>
      <OutboxList />
    </Drawer>
  )
}

function OutboxList() {
  const say = useText('outbox')
  const { asks, travelling } = useOutbox()
  const planned = usePlanned(plannedShown + 1)
  const isEmpty = asks.length + travelling.length + planned.length === 0
  return (
    <Stack gap="lg" pt={4}>
      <PauseSwitch />
      <Pauses />
      {isEmpty && <Stack gap={4} py="xl" align="center" ta="center"><Text fw={600}>{say('empty')}</Text><Text c="dimmed" size="sm" maw={320}>{say('emptyWhy')}</Text></Stack>}
      <Group title={say('asks')} rows={asks} />
      <Group title={say('travelling')} rows={travelling} />
      <Group title={say('planned')} rows={planned.slice(0, plannedShown)} />
      {planned.length > plannedShown && <Text size="sm" c="dimmed">{say('morePlanned', { count: planned.length - plannedShown })}</Text>}
    </Stack>
  )
}

function Group({ title, rows }: { readonly title: string; readonly rows: readonly DeliveryRow[] }) {
  const faces = useFaces(useAccounts())
  if (rows.length === 0) return null
  return (
    <section aria-label={title}>
      <Title order={3} className={classes.groupTitle}>{title}</Title>
      <ul className={classes.list}>{rows.map(row => <OutboxRow key={row.id} row={row} face={faces.get(row.delivery.accountId)} />)}</ul>
    </section>
  )
}

export function PauseSwitch() {
  const say = useText('outbox')
  const isPaused = useSituation(situation => situation.state.pause !== null)
  const showSheet = useScreen(screen => screen.showSheet)
  const change = async (isOn: boolean): Promise<void> => {
    if (!isOn) return showSheet('resume')
    const answer = await comptoir().outbox.pause('')
    if (!answer.ok) failureNotice(answer.failure)
  }
  return <Switch checked={isPaused} onChange={event => { void change(event.currentTarget.checked) }} label={say('pauseAll')} description={say('pauseWhy')} color="amber.8" />
}
