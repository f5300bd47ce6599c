import { Button, Collapse } from '@mantine/core'
import { IconChevronDown, IconChevronRight, IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import type { DeliveryId } from '../../../preload/contract/ids.ts'
import type { StoryLine } from '../../../preload/contract/publishing.ts'
import { comptoir } from '../../comptoir.ts'
import { useFormats } from '../../text/format.ts'
import { useText } from '../../text/index.ts'
import { failureNotice, notice } from '../notices.tsx'
import classes from './outbox-drawer.module.css'

/** The raw story of a delivery, asked for when it is opened; copyable. */
export function DeliveryStory({ id }: { readonly id: DeliveryId }) {
  const say = useText('outbox')
  const common = useText('common')
  const formats = useFormats()
  const [lines, setLines] = useState<readonly StoryLine[] | null>(null)
  const [isOpen, setIsOpen] = useState(false)
  const open = async (): Promise<void> => {
    if (isOpen) return setIsOpen(false)
    const answer = await comptoir().outbox.story(id)
    if (!answer.ok) return failureNotice(answer.failure)
    setLines(answer.value)
    setIsOpen(true)
  }
  const text = (lines ?? []).map(line => `${formats.dateTime(line.utc)}  ${line.step}${line.detail ? `: ${line.detail}` : ''}`).join('\n')
  const Chevron = isOpen ? IconChevronDown : IconChevronRight
  return (
    <div>
      <Button mt={4} px={4} size="compact-xs" variant="subtle" color="gray" aria-expanded={isOpen} leftSection={<Chevron size={14} aria-hidden />} onClick={() => { void open() }}>{say('details')}</Button>
      <Collapse expanded={isOpen}>
        <pre className={classes.story} tabIndex={0} aria-label={say('details')}>{text || say('noDetails')}</pre>
        {text && <Button mt={4} size="compact-xs" variant="default" leftSection={<IconCopy size={14} aria-hidden />} onClick={() => { void comptoir().system.copyText(text).then(() => { notice(common('copied')) }) }}>{say('copyDetails')}</Button>}
      </Collapse>
    </div>
  )
}
