import { UnstyledButton } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import { useLiveQuery } from 'dexie-react-hooks'
import { deliveriesOfItems } from '../../../db/deliveries.ts'
import { itemsOfPerson } from '../../../db/items.ts'
import type { AccountRow, ItemRow } from '../../../db/schema.ts'
import { useFormats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import { PersonMark } from '../../../ui/account-mark.tsx'
import { lastSwitch } from '../answers.ts'
import { openItem } from '../inbox-screen.ts'
import { acquaintanceOf } from '../inbox-state.ts'
import { OutsideLink } from './linked-text.tsx'
import classes from './person-card.module.css'

const historyRead = 200
const historyShown = 8

/** Who this is to us: name, how often they were here, what was between us. */
export function PersonCard({ item, network }: { readonly item: ItemRow; readonly account: AccountRow | undefined; readonly network: string }) {
  const say = useText('inbox')
  const formats = useFormats()
  const { person } = item
  const name = person.displayName || person.handle
  const known = useLiveQuery(async () => {
    // Ids of two networks may be alike by chance; the handle tells.
    const rows = await itemsOfPerson(person.remoteId, historyRead)
    const isMore = rows.length === historyRead
    const items = rows.filter(one => one.network === item.network && one.person.handle === person.handle).sort((a, b) => b.createdUtc - a.createdUtc)
    return { items, isMore, acts: await deliveriesOfItems(items.map(one => one.key)) }
  }, [person.remoteId, person.handle, item.network])
  const times = known?.items.length ?? 0
  const acquaintance = acquaintanceOf(times)
  const isMore = known?.isMore === true
  const first = known?.items.at(-1)
  const standing = known ? (['follow', 'mute', 'block'] as const).filter(kind => lastSwitch(known.acts, kind)?.isOn) : []
  const others = known?.items.filter(one => one.key !== item.key) ?? []
  return (
    <div>
      <div className={classes.who}>
        <PersonMark displayName={name} avatarUrl={person.avatarUrl} size={56} />
        <div className={classes.name} dir="auto">{name}</div>
        <div className={classes.handle}>{person.handle}</div>
        {person.profileUrl && <OutsideLink url={person.profileUrl} className={classes.link}>{say('person.profile', { network })}<IconExternalLink size={13} aria-hidden /></OutsideLink>}
      </div>
      {known && (
        <ul className={classes.facts}>
          <li>{acquaintance === 'first' ? say('person.first') : isMore ? say('person.often') : say(acquaintance === 'some' ? 'person.some' : 'person.regular', { count: times })}</li>
          {acquaintance !== 'first' && !isMore && first && <li>{say('person.since', { date: formats.date(first.createdUtc) })}</li>}
          {standing.map(kind => <li key={kind}>{say(kind === 'follow' ? 'person.following' : kind === 'mute' ? 'person.muted' : 'person.blocked')}</li>)}
        </ul>
      )}
      <h2 className={classes.title}>{say('person.history')}</h2>
      {known && others.length === 0 && <p className={classes.none}>{say('person.none')}</p>}
      <ul className={classes.history}>
        {others.slice(0, historyShown).map(one => (
          <li key={one.key}>
            <UnstyledButton className={classes.past} onClick={() => { openItem(one.key, true) }}>
              <span className={classes.pastHead}><span>{say(`kind.${one.kind}`)}</span><time dateTime={new Date(one.createdUtc).toISOString()}>{formats.date(one.createdUtc)}</time></span>
              {one.text && <span className={classes.pastText}>{one.contentWarning ?? one.text}</span>}
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </div>
  )
}
