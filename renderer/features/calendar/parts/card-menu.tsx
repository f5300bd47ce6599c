import { Menu } from '@mantine/core'
import { IconArrowsMove, IconCopy, IconHistory, IconPencil } from '@tabler/icons-react'
import type { PostId } from '../../../../preload/contract/ids.ts'
import { useText } from '../../../text/index.ts'
import { copyAsItStands } from '../../composer/index.ts'
import type { Card } from '../calendar-cards.ts'

/** Where the menu was asked for, and on which card. One menu serves all cards. */
export type MenuAt = { readonly card: Card; readonly x: number; readonly y: number }

export function CardMenu({ at, onClose, onOpen, onMove, onStory }: { readonly at: MenuAt | null; readonly onClose: () => void; readonly onOpen: (id: PostId) => void; readonly onMove: (card: Card) => void; readonly onStory: (id: PostId) => void }) {
  const say = useText('calendar')
  const sayComposer = useText('composer')
  const sayOutbox = useText('outbox')
  if (!at) return null
  const { card } = at
  return (
    <Menu opened onClose={onClose} shadow="md" position="bottom-start" returnFocus>
      <Menu.Target><span style={{ position: 'fixed', left: at.x, top: at.y }} /></Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => { onOpen(card.id) }}>{say('move.open')}</Menu.Item>
        <Menu.Item leftSection={<IconArrowsMove size={16} aria-hidden />} onClick={() => { onMove(card) }}>{say('move.menu')}</Menu.Item>
        <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={() => { void copyAsItStands(card.id) }}>{sayComposer(card.canChange ? 'act.duplicate' : 'act.again')}</Menu.Item>
        {card.state !== 'draft' && <Menu.Item leftSection={<IconHistory size={16} aria-hidden />} onClick={() => { onStory(card.id) }}>{sayOutbox('details')}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  )
}
