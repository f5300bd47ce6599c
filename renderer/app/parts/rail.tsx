import { Button, VisuallyHidden } from '@mantine/core'
import { IconPencilPlus } from '@tabler/icons-react'
import { useLiveQuery } from 'dexie-react-hooks'
import { unreadCount } from '../../db/items.ts'
import { useFormats } from '../../text/format.ts'
import { useText } from '../../text/index.ts'
import { startPost } from '../start-post.ts'
import { places, type BuiltPlace } from '../places.ts'
import { useScreen } from '../screen.ts'
import classes from './rail.module.css'

export function Rail() {
  const unread = useLiveQuery(unreadCount) ?? 0
  const say = useText('shell')
  return (
    <nav className={classes.rail} aria-label={say('places')}>
      <Button className={classes.newPost} leftSection={<IconPencilPlus size={18} aria-hidden />} onClick={() => { void startPost() }}>{say('newPost')}</Button>
      <ul className={classes.list}>{places.filter(place => !place.atFoot).map(place => <RailLink key={place.id} place={place} count={place.id === 'inbox' ? unread : 0} />)}</ul>
      <ul className={`${classes.list} ${classes.foot}`}>{places.filter(place => place.atFoot).map(place => <RailLink key={place.id} place={place} />)}</ul>
    </nav>
  )
}

function RailLink({ place: { id, icon: Icon }, count = 0 }: { readonly place: BuiltPlace; readonly count?: number }) {
  const formats = useFormats()
  const say = useText('shell')
  const isHere = useScreen(screen => screen.place === id)
  const goTo = useScreen(screen => screen.goTo)
  return (
    <li>
      <button type="button" className={classes.link} aria-current={isHere ? 'page' : undefined} onClick={() => { goTo(id) }}>
        <Icon size={19} stroke={1.7} aria-hidden /><span>{say(`place.${id}`)}</span>
        {count > 0 && <span className={classes.count}><span aria-hidden>{formats.compact(count)}</span><VisuallyHidden>, {say('unread', { count })}</VisuallyHidden></span>}
      </button>
    </li>
  )
}
