import { ActionIcon, Button, Menu, SegmentedControl, Tooltip, UnstyledButton } from '@mantine/core'
import { IconCheck, IconChevronDown, IconX } from '@tabler/icons-react'
import { useEffect, type RefObject } from 'react'
import type { AccountId } from '../../../../preload/contract/ids.ts'
import type { AccountFace } from '../../../app/account-faces.ts'
import { useText } from '../../../text/index.ts'
import { chooseNone, useInboxScreen } from '../inbox-screen.ts'
import { boxes, chooseBox, chooseGroup, groupNames } from '../inbox-state.ts'
import { undoLast } from '../mark-items.ts'
import type { Listed } from '../item-pages.ts'
import { EmptyList } from './empty-list.tsx'
import { ItemList } from './item-list.tsx'
import classes from './list-pane.module.css'

type Props = {
  readonly className: string; readonly listRef: RefObject<HTMLDivElement | null>; readonly list: Listed & { readonly readOn: () => void }
  readonly faces: ReadonlyMap<AccountId, AccountFace>; readonly hasAccounts: boolean; readonly onDone: () => void
}

/** Which pile, which kind, the rows, and at the foot what can be done with those selected or taken back. */
export function ListPane({ className, listRef, list, faces, hasAccounts, onDone }: Props) {
  const say = useText('inbox')
  return (
    <section className={className} aria-label={say('list')}>
      <Head />
      {list.isReady && list.rows.length === 0
        ? <EmptyList hasAccounts={hasAccounts} />
        : <ItemList listRef={listRef} list={list} faces={faces} />}
      <Foot onDone={onDone} />
    </section>
  )
}

function Head() {
  const say = useText('inbox')
  const filter = useInboxScreen(screen => screen.filter)
  const change = (next: typeof filter): void => { useInboxScreen.setState({ filter: next, chosen: new Set() }) }
  return (
    <div className={classes.head}>
      <SegmentedControl fullWidth size="sm" aria-label={say('box.label')} value={filter.box} data={boxes.map(value => ({ value, label: say(`box.${value}`) }))} onChange={value => {
        const box = boxes.find(one => one === value)
        if (box) change(chooseBox(filter, box))
      }} />
      <Menu position="bottom-start" shadow="md" width={240} withinPortal={false} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <UnstyledButton className={classes.group} aria-label={`${say('group.label')}: ${say(`group.${filter.group ?? 'any'}`)}`}>
            {say(`group.${filter.group ?? 'any'}`)}<IconChevronDown size={14} aria-hidden />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          {([null, ...groupNames] as const).map(group => (
            <Menu.Item key={group ?? 'any'} role="menuitemradio" aria-checked={filter.group === group} rightSection={filter.group === group ? <IconCheck size={16} aria-hidden /> : null} onClick={() => { change(chooseGroup(filter, group)) }}>
              {say(`group.${group ?? 'any'}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}

const undoForMs = 10_000

function Foot({ onDone }: { readonly onDone: () => void }) {
  const say = useText('inbox')
  const { chosen, undoable } = useInboxScreen()
  useEffect(() => {
    if (!undoable) return undefined
    const timer = setTimeout(() => { useInboxScreen.setState({ undoable: null }) }, undoForMs)
    return () => { clearTimeout(timer) }
  }, [undoable])
  if (chosen.size > 0) {
    return (
      <div className={classes.foot}>
        <span className={classes.footWords}>{say('chosen', { count: chosen.size })}</span>
        <Tooltip label={`${say('act.done')} (E)`}><Button size="compact-sm" leftSection={<IconCheck size={15} aria-hidden />} onClick={onDone}>{say('act.done')}</Button></Tooltip>
        <Tooltip label={`${say('chooseNone')} (Esc)`}><ActionIcon variant="subtle" color="gray" aria-label={say('chooseNone')} onClick={chooseNone}><IconX size={16} aria-hidden /></ActionIcon></Tooltip>
      </div>
    )
  }
  if (!undoable) return null
  return (
    <div className={classes.foot}>
      <span className={classes.footWords}>{undoable.words}</span>
      <Tooltip label={`${say('undo')} (Z)`}><Button size="compact-sm" variant="light" onClick={() => { void undoLast(say('said.notDone')) }}>{say('undo')}</Button></Tooltip>
    </div>
  )
}
