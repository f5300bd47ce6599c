import { Button } from '@mantine/core'
import { assertNever } from '../../../../preload/contract/result.ts'
import type { AccountFace } from '../../../app/account-faces.ts'
import { failureNotice } from '../../../app/notices.tsx'
import { useScreen } from '../../../app/screen.ts'
import { useSituation } from '../../../app/situation.ts'
import { useNow } from '../../../app/use-now.ts'
import { decideDelivery } from '../../../sync/push.ts'
import { useFormats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import { excerptOf, sayState } from '../../../text/say-delivery.ts'
import { AccountMark } from '../../../ui/account-mark.tsx'
import type { Fate } from '../away-state.ts'
import { lateChoices, type LateChoice } from '../late-choices.ts'
import classes from './away.module.css'

/** One post: its words, what became of it, and what can be done about it. */
export function FateRow({ fate, face }: { readonly fate: Fate; readonly face: AccountFace | undefined }) {
  const sayOutbox = useText('outbox')
  const sentence = useSentence(fate, face)
  const excerpt = excerptOf(fate.row.delivery.act, sayOutbox)
  return (
    <li className={classes.row} data-kind={fate.kind}>
      {face && <AccountMark displayName={face.displayName} network={face.network} colour={face.colour} avatarUrl={face.avatarUrl} size={28} />}
      <div className={classes.words}>
        <div className={classes.excerpt}>{excerpt}</div>
        <div className={classes.sentence}>{face && <span className={classes.soft}>{face.short} · </span>}{sentence}</div>
        <Choices fate={fate} what={excerpt} />
      </div>
    </li>
  )
}

function Choices({ fate, what }: { readonly fate: Fate; readonly what: string }) {
  const say = useText('away')
  const { delivery } = fate.row
  const { compose, showOutbox, showSheet } = useScreen.getState()
  const decide = async (choice: LateChoice): Promise<void> => {
    const answer = await decideDelivery(delivery.id, choice)
    if (!answer.ok) failureNotice(answer.failure)
  }
  const named = (act: string): string => say('of', { act, what: what.slice(0, 60) })
  if (fate.kind === 'asks') {
    return (
      <div className={classes.buttons}>
        {lateChoices.map((choice, index) => <Button key={choice} size="compact-sm" variant={index === 0 ? 'filled' : 'default'} aria-label={named(say(`choice.${choice}`))} onClick={() => { void decide(choice) }}>{say(`choice.${choice}`)}</Button>)}
      </div>
    )
  }
  if (fate.kind === 'troubled') {
    return <div className={classes.buttons}><Button size="compact-sm" variant="default" aria-label={named(say('toOutbox'))} onClick={() => { showSheet(null); showOutbox(true) }}>{say('toOutbox')}</Button></div>
  }
  const { origin } = delivery
  if (fate.kind === 'under-way' || origin.kind !== 'post') return null
  return <div className={classes.buttons}><Button size="compact-sm" variant="subtle" color="gray" aria-label={named(say('open'))} onClick={() => { showSheet(null); compose(origin.postId) }}>{say('open')}</Button></div>
}

function useSentence(fate: Fate, face: AccountFace | undefined): string {
  const say = useText('away')
  const sayOutbox = useText('outbox')
  const formats = useFormats()
  const now = useNow()
  const isPaused = useSituation(situation => situation.state.pause !== null)
  const { due } = fate.row.delivery
  const wasDue = formats.dateTime(due.utc, due.zone)
  switch (fate.kind) {
    case 'asks': return say('sentence.asks', { due: wasDue, by: formats.duration(now - due.utc) })
    case 'late': return say('sentence.late', { due: wasDue, by: formats.duration(fate.byMs) })
    case 'by-network': return say('sentence.by-network', { due: wasDue })
    case 'moved': return say('sentence.moved', { due: wasDue, to: formats.dateTime(fate.toUtc, due.zone) })
    case 'dropped': return say('sentence.dropped', { due: wasDue })
    case 'troubled': case 'under-way': return sayState(fate.row.state, due, sayOutbox, formats, now, isPaused, face?.isByHand)
    default: return assertNever(fate)
  }
}
