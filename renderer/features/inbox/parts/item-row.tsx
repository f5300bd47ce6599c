import { IconArrowBackUp, IconCheck, IconLock, IconPencil, IconWorld } from '@tabler/icons-react'
import { memo } from 'react'
import type { AccountFace } from '../../../app/account-faces.ts'
import type { ItemRow } from '../../../db/schema.ts'
import { useFormats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import { PersonMark } from '../../../ui/account-mark.tsx'
import { choose, openItem } from '../inbox-screen.ts'
import { beginningOf, dayWord } from '../inbox-state.ts'
import classes from './item-row.module.css'

type Props = {
  readonly row: ItemRow; readonly index: number; readonly top: number; readonly now: number; readonly face: AccountFace | undefined; readonly showsAccount: boolean
  readonly isOpen: boolean; readonly isStop: boolean; readonly isChosen: boolean; readonly isChoosing: boolean; readonly opensDay: boolean; readonly hasDraft: boolean; readonly isAnswered: boolean
}

/** One message in the list: who, what, when, how it begins, who else sees it. */
export const ItemRowView = memo(function ItemRowView({ row, index, top, now, face, showsAccount, isOpen, isStop, isChosen, isChoosing, opensDay, hasDraft, isAnswered }: Props) {
  const say = useText('inbox')
  const formats = useFormats()
  const name = row.person.displayName || row.person.handle
  const headline = say(`headline.${row.kind}`, { name })
  const word = dayWord(row.createdUtc, now)
  const begins = row.contentWarning ?? (beginningOf(row.text) || (row.media.length > 0 ? say('pictures', { count: row.media.length }) : headline))
  const Seen = row.isPublic ? IconWorld : IconLock
  return (
    <div role="row" aria-rowindex={index + 1} aria-selected={isChosen} aria-current={isOpen || undefined} tabIndex={isStop ? 0 : -1} className={classes.place} style={{ transform: `translateY(${top}px)` }}
      onClick={() => { openItem(row.key, true) }}>
      {opensDay && <div className={classes.day} aria-hidden>{word === 'date' ? formats.day(row.createdUtc) : say(word)}</div>}
      <div className={classes.row} role="presentation" data-open={isOpen || undefined} data-chosen={isChosen || undefined} data-unread={row.isRead === 0 || undefined} data-choosing={isChoosing || undefined}>
        <div role="gridcell" className={classes.mark}>
          {row.isRead === 0 && <span className={classes.dot} role="img" aria-label={say('unread')} />}
          <span className={classes.face}><PersonMark displayName={name} avatarUrl={row.person.avatarUrl} size={36} /></span>
          <span className={classes.box}>
            {/* The browser's own: a hundred rows a second pass while scrolling. */}
            <input type="checkbox" className={classes.check} checked={isChosen} tabIndex={-1} title={`${say('select', { what: name })} (X)`} aria-label={say('select', { what: headline })} onClick={event => { event.stopPropagation() }} onChange={() => { choose(row.key) }} />
          </span>
        </div>
        <div role="gridcell" className={classes.words}>
          <div className={classes.line}>
            <span className={classes.name}>{name}</span>
            <time className={classes.time} dateTime={new Date(row.createdUtc).toISOString()}>{formats.time(row.createdUtc)}</time>
          </div>
          <div className={classes.facts}>
            <span>{say(`kind.${row.kind}`)}{showsAccount && face ? ` · ${face.short}` : ''}</span>
            {row.isDone === 1 && <span className={classes.fact}><IconCheck size={13} aria-hidden />{say('isDone')}</span>}
            {isAnswered && <span className={classes.fact}><IconArrowBackUp size={13} aria-hidden /><span className={classes.word}>{say('answered')}</span></span>}
            {hasDraft && <span className={classes.draft}><IconPencil size={13} aria-hidden />{say('hasDraft')}</span>}
            <span className={row.isPublic ? classes.seen : classes.private}><Seen size={13} aria-hidden /><span className={row.isPublic ? classes.word : undefined}>{say(row.isPublic ? 'public' : 'private')}</span></span>
          </div>
          <div className={classes.begins}>{begins}</div>
        </div>
      </div>
    </div>
  )
})
