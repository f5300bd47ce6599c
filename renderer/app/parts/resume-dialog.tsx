import { Button, Modal, Stack, Text, Title } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { ResumeFate, ResumePlan } from '../../../preload/contract/pauses.ts'
import { comptoir } from '../../comptoir.ts'
import { useFormats } from '../../text/format.ts'
import { useText } from '../../text/index.ts'
import { excerptOf, sayAct } from '../../text/say-delivery.ts'
import { AccountMark } from '../../ui/account-mark.tsx'
import { failureNotice } from '../notices.tsx'
import { useScreen } from '../screen.ts'
import { useAccounts, useFaces } from '../use-accounts.ts'
import classes from './resume-dialog.module.css'

const fates = ['goes-out', 'asks', 'dropped', 'next-slot', 'called-back', 'handed-over', 'planned'] as const satisfies readonly ResumeFate[]

/** What resuming will do, line by line; only then does it resume. */
export function ResumeDialog() {
  const say = useText('shell')
  const isOpen = useScreen(screen => screen.sheet === 'resume')
  const showSheet = useScreen(screen => screen.showSheet)
  return (
    <Modal opened={isOpen} onClose={() => { showSheet(null) }} title={say('resuming.title')} size={560} closeButtonProps={{ 'aria-label': useText('common')('close') }}>
      {isOpen && <Plan onDone={() => { showSheet(null) }} />}
    </Modal>
  )
}

function Plan({ onDone }: { readonly onDone: () => void }) {
  const say = useText('shell')
  const [plan, setPlan] = useState<ResumePlan | null>(null)
  useEffect(() => {
    let isOver = false
    void comptoir().outbox.resumePlan().then(answer => {
      if (isOver) return
      if (answer.ok) setPlan(answer.value)
      else failureNotice(answer.failure)
    })
    return () => { isOver = true }
  }, [])
  const resume = async (): Promise<void> => {
    const answer = await comptoir().outbox.resume()
    if (answer.ok) onDone()
    else failureNotice(answer.failure)
  }
  return (
    <Stack gap="md">
      {plan && (plan.steps.length === 0
        ? <Text size="sm">{say('resuming.nothing')}</Text>
        : <div className={classes.plan} tabIndex={0} role="region" aria-label={say('resuming.title')}>{fates.map(fate => <Fate key={fate} fate={fate} plan={plan} />)}</div>)}
      <div className={classes.buttons}>
        <Button variant="default" onClick={onDone}>{say('resuming.stay')}</Button>
        <Button data-autofocus disabled={plan === null} onClick={() => { void resume() }}>{say('resume')}</Button>
      </div>
    </Stack>
  )
}

function Fate({ fate, plan: { steps, more } }: { readonly fate: ResumeFate; readonly plan: ResumePlan }) {
  const say = useText('shell')
  const sayOutbox = useText('outbox')
  const formats = useFormats()
  const faces = useFaces(useAccounts())
  const own = steps.filter(step => step.fate === fate)
  if (own.length === 0) return null
  return (
    <section className={classes.fate} data-fate={fate}>
      <Title order={3} className={classes.title}>{say(`resuming.${fate}`)}</Title>
      <ul className={classes.list}>
        {own.map(({ record: { delivery } }) => {
          const face = faces.get(delivery.accountId)
          return (
            <li key={delivery.id} className={classes.row}>
              {face && <AccountMark displayName={face.displayName} network={face.network} colour={face.colour} avatarUrl={face.avatarUrl} size={26} />}
              <span className={classes.words}>{excerptOf(delivery.act, sayOutbox) || sayAct(delivery.act, sayOutbox)}</span>
              <time className={classes.time}>{formats.dateTime(delivery.due.utc, delivery.due.zone)}</time>
            </li>
          )
        })}
      </ul>
      {fate === 'planned' && more > 0 && <Text size="sm" c="dimmed">{sayOutbox('morePlanned', { count: more })}</Text>}
    </section>
  )
}
