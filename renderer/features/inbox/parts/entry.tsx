import { Button, UnstyledButton } from '@mantine/core'
import { IconCheck, IconClock, IconHelpCircle, IconAlertTriangle, IconFile, IconPhoto, IconSend, IconVideo, IconVolume, type Icon } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { failureNotice } from '../../../app/notices.tsx'
import { isCancellable } from '../../../app/outbox-state.ts'
import { useScreen } from '../../../app/screen.ts'
import { useSituation } from '../../../app/situation.ts'
import { useNow } from '../../../app/use-now.ts'
import type { DeliveryRow, ItemRow } from '../../../db/schema.ts'
import { cancelDelivery, decideDelivery } from '../../../sync/push.ts'
import { useFormats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import { withoutOwnMention } from '../../../text/own-mention.ts'
import { sayState } from '../../../text/say-delivery.ts'
import { PersonMark } from '../../../ui/account-mark.tsx'
import { standingOf, type AnswerStanding } from '../answers.ts'
import { announce } from '../inbox-screen.ts'
import { giveBack } from '../reply-draft.ts'
import type { Entry, Said } from '../thread-state.ts'
import classes from './entry.module.css'
import { LinkedText, OutsideLink } from './linked-text.tsx'

type Props = { readonly entry: Entry; readonly item: ItemRow; readonly ownName: string; readonly ownHandle: string; readonly ownAvatar: string | null }

/** One thing said in a conversation: theirs, ours, or an answer of ours on its way. */
export function EntryView({ entry, item, ownName, ownHandle, ownAvatar }: Props) {
  const say = useText('inbox')
  const formats = useFormats()
  const isOwn = entry.kind === 'answer' || entry.said.isOwn
  const person = entry.kind === 'said' ? entry.said.person : null
  const name = isOwn ? (entry.kind === 'said' && entry.said.person === null ? say('yourPost') : say('you')) : person?.displayName || person?.handle || ''
  const utc = entry.kind === 'said' ? entry.said.createdUtc : entry.row.dueUtc
  const isItself = entry.kind === 'said' && entry.said.isItem
  return (
    <li className={classes.entry} data-own={isOwn || undefined} data-item={isItself || undefined} data-pending={(entry.kind === 'answer' && entry.row.stateKind !== 'published') || undefined}>
      <PersonMark displayName={isOwn ? ownName || say('you') : name} avatarUrl={isOwn ? ownAvatar : person?.avatarUrl ?? null} size={28} />
      <div className={classes.card}>
        <div className={classes.line}><span className={classes.name}>{name}</span><time className={classes.time} dateTime={new Date(utc).toISOString()}>{formats.dateTime(utc)}</time></div>
        {entry.kind === 'said' ? <SaidBody said={entry.said} text={isOwn ? entry.said.text : withoutOwnMention(entry.said.text, ownHandle)} /> : <LinkedText className={classes.text} text={entry.text} />}
        {entry.kind === 'answer' && <Standing row={entry.row} item={item} text={entry.text} />}
        {entry.kind === 'said' && entry.said.sent && <Standing row={entry.said.sent} item={item} text={entry.said.text} />}
      </div>
    </li>
  )
}

function SaidBody({ said, text }: { readonly said: Said; readonly text: string }) {
  const say = useText('inbox')
  const [isOpen, setOpen] = useState(said.contentWarning === null)
  const id = useId()
  return (
    <>
      {said.contentWarning !== null && (
        <div className={classes.warning}>
          <span>{said.contentWarning}</span>
          <UnstyledButton className={classes.fold} aria-expanded={isOpen} aria-controls={id} onClick={() => { setOpen(!isOpen) }}>{say(isOpen ? 'warningHide' : 'warningShow')}</UnstyledButton>
        </div>
      )}
      <div id={id} hidden={!isOpen}>
        {isOpen && text !== '' && <LinkedText className={classes.text} text={text} />}
        {isOpen && said.media.length > 0 && (
          <ul className={classes.media}>
            {said.media.map((one, index) => {
              const Mark = mediaMarks[one.kind]
              return <li key={index}><OutsideLink url={one.url} className={classes.medium}><Mark size={16} aria-hidden /><span>{say('media.line', { kind: say(`media.${one.kind}`), alt: one.alt || say('media.noAlt') })}</span></OutsideLink></li>
            })}
          </ul>
        )}
      </div>
    </>
  )
}

const mediaMarks: Readonly<Record<Said['media'][number]['kind'], Icon>> = { image: IconPhoto, video: IconVideo, audio: IconVolume, other: IconFile }
const marks: Readonly<Record<AnswerStanding, Icon>> = { line: IconClock, leaving: IconSend, sending: IconSend, sent: IconCheck, unknown: IconHelpCircle, asks: IconAlertTriangle, other: IconClock }

/** Where an answer of ours stands, and what can be done about it. */
function Standing({ row, item, text }: { readonly row: DeliveryRow; readonly item: ItemRow; readonly text: string }) {
  const say = useText('inbox')
  const outbox = useText('outbox')
  const formats = useFormats()
  const now = useNow()
  const isOffline = useSituation(situation => situation.state.line === 'offline')
  const standing = standingOf(row.state, isOffline)
  const Mark = marks[standing]
  const words = row.state.kind === 'published' ? say('state.sent', { when: formats.relative(row.state.utc, now) })
    : standing === 'asks' || standing === 'other' || standing === 'sent' ? sayState(row.state, row.delivery.due, outbox, formats, now)
      : say(`state.${standing}`)
  const takeBack = async (): Promise<void> => {
    const answer = row.state.kind === 'failed' ? await decideDelivery(row.delivery.id, 'give-up') : await cancelDelivery(row.delivery.id, row.delivery.revision)
    if (!answer.ok) return failureNotice(answer.failure)
    await giveBack(item.key, text)
    announce(say('said.takenBack'))
  }
  return (
    <div className={classes.standing} data-standing={standing}>
      <Mark size={14} aria-hidden /><span>{words}</span>
      {(isCancellable(row.state) || row.state.kind === 'failed') && <Button size="compact-xs" variant="subtle" onClick={() => { void takeBack() }}>{say('takeBack')}</Button>}
      {standing === 'asks' && <Button size="compact-xs" variant="default" onClick={() => { useScreen.getState().showOutbox(true) }}>{say('seeOutbox')}</Button>}
    </div>
  )
}
