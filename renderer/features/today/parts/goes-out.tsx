import { Button, VisuallyHidden } from '@mantine/core'
import type { AccountId } from '../../../../preload/contract/ids.ts'
import type { AccountFace } from '../../../app/account-faces.ts'
import { useScreen } from '../../../app/screen.ts'
import { useFormats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import { NetworkDot } from '../../../ui/account-mark.tsx'
import { needsComputer, shortDay, type Outgoing } from '../today-state.ts'
import classes from './today.module.css'

/** Today's posts by time, each with where it stands; a click opens it. The rest of a full day is in the calendar. */
export function GoesOut({ outgoing, faces }: { readonly outgoing: readonly Outgoing[]; readonly faces: ReadonlyMap<AccountId, AccountFace> }) {
  const say = useText('today')
  const formats = useFormats()
  const goTo = useScreen(screen => screen.goTo)
  const { shown, more } = shortDay(outgoing)
  const last = outgoing.findLast(one => needsComputer(one) && !isAllByHand(one, faces))
  return (
    <section className={classes.card} aria-labelledby="today-out">
      <h3 id="today-out" className={classes.sectionTitle}>{say('out.title')}</h3>
      {outgoing.length === 0
        ? <p className={classes.quiet}>{say('out.none')}</p>
        : <ul className={classes.list}>{shown.map(one => <OutgoingRow key={one.postId} one={one} faces={faces} />)}</ul>}
      {more > 0 && <Button size="compact-sm" variant="subtle" onClick={() => { goTo('calendar') }}>{say('out.more', { count: more })}</Button>}
      {last && <p className={classes.note}>{say('out.on', { time: formats.time(last.due.utc) })}</p>}
    </section>
  )
}

/** Nothing of it is this computer's to publish. */
const isAllByHand = ({ accountIds }: Outgoing, faces: ReadonlyMap<AccountId, AccountFace>): boolean => accountIds.every(id => faces.get(id)?.isByHand)

function OutgoingRow({ one, faces }: { readonly one: Outgoing; readonly faces: ReadonlyMap<AccountId, AccountFace> }) {
  const say = useText('today')
  const sayComposer = useText('composer')
  const formats = useFormats()
  const compose = useScreen(screen => screen.compose)
  const time = formats.time(one.due.utc)
  const town = formats.zoneName(one.due.zone)
  const text = one.text || say(one.hasMedia ? 'out.picturesOnly' : 'out.empty')
  const state = one.state === 'draft' ? say('out.notScheduled') : sayComposer(`state.${one.state}`)
  // In the order of the accounts, as everywhere.
  const shown = [...faces.values()].filter(face => one.accountIds.includes(face.id))
  return (
    <li>
      <button type="button" className={classes.row} data-state={one.state} onClick={() => { compose(one.postId) }}>
        <time className={classes.time} dateTime={new Date(one.due.utc).toISOString()}>{time}</time>
        <span className={classes.words}>
          <span className={classes.text}>{text}</span>
          <span className={classes.soft}><span className={classes.state}>{state}</span>{one.state === 'scheduled' && ` · ${say(isAllByHand(one, faces) ? 'out.byYou' : 'out.by')}`}{one.state === 'handed-over' && ` · ${say('out.byNetwork')}`}{town && ` · ${formats.dateTime(one.due.utc, one.due.zone)}`}</span>
        </span>
        <VisuallyHidden>{formats.list(shown.map(face => face.short))}</VisuallyHidden>
        <span className={classes.marks} aria-hidden>{shown.slice(0, 4).map(face => <NetworkDot key={face.id} network={face.network} colour={face.colour} size={16} />)}{shown.length > 4 && <span className={classes.soft}>+{shown.length - 4}</span>}</span>
      </button>
    </li>
  )
}
