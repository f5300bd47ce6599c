import { ActionIcon, Menu, Modal, Tooltip } from '@mantine/core'
import { IconCopy, IconDots, IconPencilOff, IconTrash, IconX } from '@tabler/icons-react'
import { useScreen } from '../../../app/screen.ts'
import { isChangeable, type PostState } from '../../../db/post-state.ts'
import { useText } from '../../../text/index.ts'
import { backToDrafts, copyAsItStands, discard } from '../composer-acts.ts'
import type { OpenPost } from '../use-composer.ts'
import classes from './sheet-head.module.css'

/** What this is, that it is kept, and what else can be done with it. */
export function SheetHead({ open, state, onClose, onDelete }: { readonly open: OpenPost; readonly state: PostState; readonly onClose: () => void; readonly onDelete: () => void }) {
  const say = useText('composer')
  const { row, deliveries, trouble, flush } = open
  const compose = useScreen(screen => screen.compose)
  const canChange = isChangeable(row, deliveries)
  const title = row.stage === 'draft' ? say('title.new') : canChange ? say('title.scheduled') : say('title.out')
  const copy = async (): Promise<void> => {
    if (!await flush()) return
    await copyAsItStands(row.id)
  }
  const throwIt = async (): Promise<void> => {
    await flush()
    if (await discard(row)) compose(null)
  }
  return (
    <div className={classes.head}>
      <Modal.Title className={classes.title ?? ''} component="h2">{title}</Modal.Title>
      {row.stage === 'scheduled' && <span className={classes.state} data-state={state}>{say(`state.${state}`)}</span>}
      {trouble === null
        ? canChange && <span className={classes.kept}>{say('kept')}</span>
        : <span className={classes.trouble} role="alert">{trouble.kind === 'disk-full' ? say('notKeptFull') : say('notKept', { reason: trouble.reason })}</span>}
      <span className={classes.gap} />
      <Menu position="bottom-end" shadow="md">
        <Menu.Target><Tooltip label={say('act.more')}><ActionIcon variant="subtle" color="gray" size="lg" aria-label={say('act.more')}><IconDots size={20} aria-hidden /></ActionIcon></Tooltip></Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={() => { void copy() }}>{say(canChange ? 'act.duplicate' : 'act.again')}</Menu.Item>
          {canChange && row.stage === 'scheduled' && <Menu.Item leftSection={<IconPencilOff size={16} aria-hidden />} onClick={() => { void flush().then(isKept => isKept && backToDrafts(row.id)) }}>{say('act.unschedule')}</Menu.Item>}
          {canChange && <Menu.Item color="brick" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => { void throwIt() }}>{say('act.discard')}</Menu.Item>}
          {!canChange && <Menu.Item color="brick" leftSection={<IconTrash size={16} aria-hidden />} onClick={onDelete}>{say('remove.act')}</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      <Tooltip label={`${say('close')} (Esc)`}><ActionIcon variant="subtle" color="gray" size="lg" aria-label={say('close')} onClick={onClose}><IconX size={20} aria-hidden /></ActionIcon></Tooltip>
    </div>
  )
}
