import { ActionIcon, Kbd, Title, Tooltip, UnstyledButton } from '@mantine/core'
import { spotlight } from '@mantine/spotlight'
import { IconPlayerPause, IconPlayerPlay, IconSearch } from '@tabler/icons-react'
import { comptoir } from '../../comptoir.ts'
import { useText } from '../../text/index.ts'
import { commandKey } from '../keys.ts'
import { failureNotice } from '../notices.tsx'
import type { BuiltPlace } from '../places.ts'
import { useScreen } from '../screen.ts'
import { useSituation } from '../situation.ts'
import { AccountFilter } from './account-filter.tsx'
import { OutboxButton } from './outbox-button.tsx'
import classes from './thin-bar.module.css'

/** Where we are, for which accounts, what still has to leave, and the search. */
export function ThinBar({ place }: { readonly place: BuiltPlace['id'] }) {
  const say = useText('shell')
  return (
    // Not a <header>: dialogs bring one of their own, and a page has but one banner.
    <section className={classes.bar} aria-label={say('bar')}>
      <Title order={1} className={classes.title}>{say(`place.${place}`)}</Title>
      <span className={classes.rest} />
      <AccountFilter />
      <OutboxButton />
      <PauseButton />
      <UnstyledButton className={classes.search} onClick={spotlight.open} aria-keyshortcuts="Control+K Meta+K">
        <IconSearch size={16} aria-hidden /><span className={classes.searchWord}>{say('search')}</span><Kbd size="xs" aria-hidden>{commandKey} K</Kbd>
      </UnstyledButton>
    </section>
  )
}

function PauseButton() {
  const say = useText('shell')
  const isPaused = useSituation(situation => situation.state.pause !== null)
  const showSheet = useScreen(screen => screen.showSheet)
  const change = async (): Promise<void> => {
    if (isPaused) return showSheet('resume')
    const answer = await comptoir().outbox.pause('')
    if (!answer.ok) failureNotice(answer.failure)
  }
  const label = say(isPaused ? 'resume' : 'pause')
  return (
    <Tooltip label={label}>
      <ActionIcon variant={isPaused ? 'filled' : 'subtle'} color={isPaused ? 'amber.8' : 'gray'} size="lg" aria-label={label} onClick={() => { void change() }}>
        {isPaused ? <IconPlayerPlay size={18} aria-hidden /> : <IconPlayerPause size={18} aria-hidden />}
      </ActionIcon>
    </Tooltip>
  )
}
