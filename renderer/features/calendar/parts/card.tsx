import { IconAlertTriangleFilled, IconArrowBackUp, IconCheck, IconClockPause, IconCloudUp, IconFileTypePdf, IconMovie, IconPencil, IconQuestionMark, IconSend, IconTrash, IconWorld, IconX, type Icon } from '@tabler/icons-react'
import { createContext, memo, use } from 'react'
import type { MediaUse } from '../../../../preload/contract/drafts.ts'
import type { AccountId } from '../../../../preload/contract/ids.ts'
import type { AccountFace } from '../../../app/account-faces.ts'
import type { PostState } from '../../../db/post-state.ts'
import { useFormats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import { sayStanding } from '../../../text/say-standing.ts'
import { NetworkDot } from '../../../ui/account-mark.tsx'
import type { Card } from '../calendar-cards.ts'
import classes from './card.module.css'

export const FacesContext = createContext<ReadonlyMap<AccountId, AccountFace>>(new Map())

const icons: Readonly<Record<PostState, Icon>> = {
  draft: IconPencil, scheduled: IconClockPause, 'handed-over': IconCloudUp, recalling: IconArrowBackUp, 'going-out': IconSend, waiting: IconClockPause, unknown: IconQuestionMark, 'needs-owner': IconAlertTriangleFilled,
  failed: IconX, published: IconCheck, partly: IconCheck, cancelled: IconX, deleted: IconTrash,
}

/** A post on its day: time, first words, accounts, and where it stands in colour and word. What it does is decided by the grid around it. */
export const PostCard = memo(function PostCard({ card, isCarried = false, isWide = false }: { readonly card: Card; readonly isCarried?: boolean; readonly isWide?: boolean }) {
  const say = useText('calendar')
  const sayComposer = useText('composer')
  const formats = useFormats()
  const faces = use(FacesContext)
  const time = card.plan ? formats.time(card.plan.utc) : ''
  const town = card.plan ? formats.zoneName(card.plan.zone) : ''
  const text = card.text || (card.pictures > 0 ? say('card.pictures', { count: card.pictures }) : say('card.empty'))
  const state = sayComposer(`state.${card.state}`)
  const news = card.news.flatMap(({ accountId, standing }) => sayStanding(standing, faces.get(accountId)?.network ?? '', sayComposer, formats))
  const shown = card.accountIds.flatMap(id => faces.get(id) ?? [])
  const StateIcon = icons[card.state]
  const marks = <span className={classes.marks} aria-hidden>{shown.slice(0, 3).map(face => <span key={face.id} className={classes.markOf} data-state={card.states[face.id] ?? card.state}><NetworkDot network={face.network} colour={face.colour} size={isWide ? 16 : 12} /></span>)}{shown.length > 3 && <span className={classes.others}>+{shown.length - 3}</span>}</span>
  return (
    <button type="button" className={isWide ? `${classes.card} ${classes.wide}` : classes.card} data-stop data-card={card.id} data-state={card.state} data-carried={isCarried || undefined} tabIndex={-1} title={news.length > 0 ? news.join('\n') : undefined}>
      <span className={classes.top}>
        {time && <time className={classes.time}>{time}</time>}
        {!isWide && town && card.plan && <span className={classes.elsewhere} title={formats.dateTime(card.plan.utc, card.plan.zone)}><IconWorld size={11} stroke={2} aria-hidden /><span className={classes.spoken}>{formats.dateTime(card.plan.utc, card.plan.zone)}</span></span>}
        <span className={classes.state}><StateIcon size={12} stroke={2.2} aria-hidden /><span>{state}</span></span>
        {!isWide && marks}
        {isWide && town && card.plan && <span className={classes.zone}>{formats.dateTime(card.plan.utc, card.plan.zone)}</span>}
      </span>
      <span className={classes.bottom}>
        {card.picture && <Picture hash={card.picture.hash} kind={card.picture.kind} />}
        <span className={card.text ? classes.text : classes.noText}>{text}</span>
        {!isWide && news.length > 0 && <span className={classes.spoken}>{news.join(' ')}</span>}
        <span className={classes.spoken}>{formats.list(shown.map(face => face.short))}</span>
        {isWide && marks}
      </span>
      {isWide && news.length > 0 && <span className={classes.news}>{news.join(' ')}</span>}
    </button>
  )
})

function Picture({ hash, kind }: Pick<MediaUse, 'hash' | 'kind'>) {
  return <span className={classes.picture}><img src={`/media/${hash}/thumb`} alt="" loading="lazy" decoding="async" draggable={false} onError={event => { event.currentTarget.hidden = true }} />{kind === 'video' && <IconMovie size={10} aria-hidden />}{kind === 'document' && <IconFileTypePdf size={10} aria-hidden />}</span>
}
