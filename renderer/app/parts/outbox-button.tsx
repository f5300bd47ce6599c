import { Tooltip, UnstyledButton } from '@mantine/core'
import { useText } from '../../text/index.ts'
import { useScreen } from '../screen.ts'
import { useSituation } from '../situation.ts'
import { useOutbox } from '../use-outbox.ts'
import classes from './thin-bar.module.css'

/** The line and what waits for it; opens the outbox. */
export function OutboxButton() {
  const say = useText('shell')
  const line = useSituation(situation => situation.state.line)
  const { asks, travelling } = useOutbox()
  const showOutbox = useScreen(screen => screen.showOutbox)
  const words = asks.length > 0 ? say('outboxAsks', { count: asks.length }) : travelling.length > 0 ? say('outboxCount', { count: travelling.length }) : say('outboxEmpty')
  return (
    <Tooltip label={say(line === 'online' ? 'onlineWhy' : 'offlineWhy')} multiline maw={280}>
      <UnstyledButton className={classes.pill} data-line={line} data-asks={asks.length > 0 || undefined} onClick={() => { showOutbox(true) }}>
        <span className={classes.dot} aria-hidden />
        <span><span className={classes.lineWord}>{say(line)} · </span>{words}</span>
      </UnstyledButton>
    </Tooltip>
  )
}
