import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { Failure } from '../../preload/contract/failures.ts'
import { comptoir } from '../comptoir.ts'
import { describeFailure, type FailureAct } from '../text/describe-failure.ts'
import { textNow } from '../text/index.ts'
import { useScreen } from './screen.ts'

const undoForMs = 8000

/** Says what was done; with `undo`, a button that takes it back instead of a question before. */
export function notice(message: string, undo?: () => void | Promise<void>): void {
  const id = crypto.randomUUID()
  const takeBack = (): void => {
    notifications.hide(id)
    void undo?.()
  }
  notifications.show({
    id, autoClose: undo ? undoForMs : 4000, withBorder: true, role: 'status', closeButtonProps: { 'aria-label': textNow('common')('close') },
    message: undo
      ? <Group justify="space-between" wrap="nowrap"><Text size="sm">{message}</Text><Button size="compact-sm" variant="light" onClick={takeBack}>{textNow('common')('undo')}</Button></Group>
      : message,
  })
}

/** A failure as a sentence and its one act. `acts` says what can be done in place (try-again, change-entry …); the rest leads where it belongs. */
export function failureNotice(failure: Failure, acts: Partial<Record<FailureAct, () => void>> = {}): void {
  const { sentence, act, actLabel } = describeFailure(failure)
  const id = crypto.randomUUID()
  const run = acts[act] ?? usualAct(act)
  notifications.show({
    id, color: 'brick', autoClose: false, withBorder: true, role: 'alert', closeButtonProps: { 'aria-label': textNow('common')('close') },
    message: <>
      <Text size="sm">{sentence}</Text>
      {run && <Button mt="xs" size="compact-sm" variant="default" onClick={() => { notifications.hide(id); run() }}>{actLabel}</Button>}
    </>,
  })
}

/** What an act leads to from anywhere; null where only the place itself can do it. */
export function usualAct(act: FailureAct): (() => void) | null {
  const { goTo, showOutbox } = useScreen.getState()
  switch (act) {
    case 'sign-in': case 'see-account': return () => { goTo('accounts') }
    case 'see-settings': return () => { goTo('settings') }
    case 'see-outbox': return () => { showOutbox(true) }
    case 'see-folder': return () => { void comptoir().system.showDataFolder() }
    case 'close': return () => {}
    case 'try-again': case 'change-post': case 'change-entry': case 'choose-other': case 'add-again': return null
  }
}
