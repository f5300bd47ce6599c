import { ActionIcon, Tooltip } from '@mantine/core'
import { IconLayoutSidebarRightCollapse } from '@tabler/icons-react'
import type { PostId } from '../../../../preload/contract/ids.ts'
import { useText } from '../../../text/index.ts'
import type { Card } from '../calendar-cards.ts'
import { PostCard } from './card.tsx'
import classes from './tray.module.css'

/** Drafts that have no day yet. They are dragged, or picked up with Space, onto one. */
export function Tray({ cards, carried, onHide }: { readonly cards: readonly Card[]; readonly carried: PostId | null; readonly onHide: () => void }) {
  const say = useText('calendar')
  const waiting = cards.filter(card => card.id !== carried)
  return (
    <aside className={classes.tray} aria-label={say('tray.title')}>
      <header className={classes.head}>
        <h2 className={classes.title}>{say('tray.title')}</h2>
        <Tooltip label={say('tray.hide')}><ActionIcon variant="subtle" color="gray" aria-label={say('tray.hide')} onClick={onHide}><IconLayoutSidebarRightCollapse size={18} stroke={1.7} aria-hidden /></ActionIcon></Tooltip>
      </header>
      {waiting.length === 0 ? <p className={classes.empty}>{say('tray.empty')}</p> : <p className={classes.empty}>{say('tray.hint')}</p>}
      <ul className={classes.list}>{waiting.map((card, row) => <li key={card.id} data-cell={`${row},99`}><PostCard card={card} /></li>)}</ul>
    </aside>
  )
}
