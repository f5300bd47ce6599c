import { Button } from '@mantine/core'
import { describeFailure } from '../../text/describe-failure.ts'
import type { OwnerChoice } from '../../../preload/contract/publishing.ts'
import type { Result } from '../../../preload/contract/result.ts'
import type { DeliveryRow } from '../../db/schema.ts'
import { cancelDelivery, decideDelivery, sendAgain } from '../../sync/push.ts'
import { useFormats } from '../../text/format.ts'
import { useText } from '../../text/index.ts'
import { excerptOf, sayAct, sayChoice, sayState } from '../../text/say-delivery.ts'
import { AccountMark } from '../../ui/account-mark.tsx'
import type { AccountFace } from '../account-faces.ts'
import { failureNotice, notice, usualAct } from '../notices.tsx'
import { choicesFor, isCancellable, isForOwnHands, leadsElsewhere, isLookedForFirst, looksAskedAbout } from '../outbox-state.ts'
import { useScreen } from '../screen.ts'
import { useSituation } from '../situation.ts'
import { useNow } from '../use-now.ts'
import { DeliveryStory } from './delivery-story.tsx'
import { Looks } from './looks.tsx'
import classes from './outbox-drawer.module.css'

/** One delivery: what, for whom, where it stands, and the buttons that its state allows. */
export function OutboxRow({ row, face }: { readonly row: DeliveryRow; readonly face: AccountFace | undefined }) {
  const say = useText('outbox')
  const formats = useFormats()
  const now = useNow()
  const isPaused = useSituation(situation => situation.state.pause !== null)
  const { delivery, state } = row
  const what = sayAct(delivery.act, say)
  const excerpt = excerptOf(delivery.act, say)
  const looks = looksAskedAbout(state)
  const hasFailed = state.kind === 'failed'
  const tellsHowLate = state.kind === 'needs-owner' && state.question.kind === 'late' && row.attempts === 0
  return (
    <li className={classes.row} data-failed={hasFailed || undefined} data-asks={state.kind === 'needs-owner' || undefined}>
      <div className={classes.head}>
        {face && <AccountMark displayName={face.displayName} network={face.network} colour={face.colour} avatarUrl={face.avatarUrl} size={32} />}
        <div className={classes.words}>
          <div className={classes.what}>{what}{face && <span className={classes.age}> · {face.short}</span>}</div>
          {excerpt && <div className={classes.excerpt}>{excerpt}</div>}
          <div className={classes.state}>{sayState(state, delivery.due, say, formats, now, isPaused, face?.isByHand)}</div>
          {row.dueUtc < now - 60_000 && !tellsHowLate && <div className={classes.age}>{formats.relative(row.dueUtc, now)}{row.attempts > 0 && !face?.isByHand && ` · ${say('attempts', { count: row.attempts })}`}</div>}
        </div>
      </div>
      {looks && <div className={classes.looks}><Looks looks={looks} profileUrl={face?.profileUrl ?? null} network={face?.network ?? ''} /></div>}
      {isLookedForFirst(row) && <p className={classes.note}>{say('beforeAgain')}</p>}
      <Buttons row={row} what={excerpt || what} />
      {row.attempts > 0 && <DeliveryStory id={delivery.id} changedUtc={row.updatedUtc} />}
    </li>
  )
}

function Buttons({ row: { delivery, state }, what }: { readonly row: DeliveryRow; readonly what: string }) {
  const say = useText('outbox')
  const compose = useScreen(screen => screen.compose)
  const showOutbox = useScreen(screen => screen.showOutbox)
  const postByHand = useScreen(screen => screen.postByHand)
  const tell = async (work: Promise<Result<unknown>>, done?: () => void): Promise<void> => {
    const answer = await work
    if (answer.ok) done?.()
    else failureNotice(answer.failure)
  }
  const decide = (choice: OwnerChoice): void => { void tell(decideDelivery(delivery.id, choice)) }
  const cancel = (): void => {
    void tell(cancelDelivery(delivery.id, delivery.revision), () => { notice(say('cancelled', { what: what.slice(0, 60) }), () => tell(sendAgain({ delivery }))) })
  }
  const failureAct = state.kind === 'failed' ? describeFailure(state.failure) : null
  const elsewhere = failureAct && leadsElsewhere(failureAct.act) ? failureAct : null
  const goThere = (): void => {
    showOutbox(false)
    if (delivery.origin.kind === 'post' && (elsewhere?.act === 'change-post' || elsewhere?.act === 'add-again')) compose(delivery.origin.postId)
    else if (elsewhere) usualAct(elsewhere.act)?.()
  }
  const choices = choicesFor(state, delivery.act)
  const isMine = isForOwnHands(state)
  const isForSignIn = state.kind === 'needs-owner' && state.question.kind === 'sign-in'
  if (choices.length === 0 && !isCancellable(state)) return null
  return (
    <div className={classes.buttons}>
      {elsewhere && (elsewhere.act !== 'change-post' || delivery.origin.kind === 'post') && <Button size="compact-sm" onClick={goThere}>{elsewhere.actLabel}</Button>}
      {isForSignIn && <Button size="compact-sm" onClick={() => { showOutbox(false); usualAct('sign-in')?.() }}>{say('signIn')}</Button>}
      {isMine && <Button size="compact-sm" onClick={() => { postByHand(delivery.id) }}>{say('byHand')}</Button>}
      {choices.map((choice, index) => (
        <Button key={choice} size="compact-sm" variant={index === 0 && !elsewhere && !isMine && !looksAskedAbout(state) ? 'filled' : 'default'} onClick={() => { decide(choice) }}>
          {sayChoice(choice, state, say)}
        </Button>
      ))}
      {isCancellable(state) && <Button size="compact-sm" variant="default" aria-label={say('cancelOf', { what: what.slice(0, 80) })} onClick={cancel}>{say('cancel')}</Button>}
    </div>
  )
}
