import { Button, Collapse } from '@mantine/core'
import { IconChevronDown, IconChevronRight, IconCopy, IconFileExport } from '@tabler/icons-react'
import { useEffect, useEffectEvent, useState } from 'react'
import type { DeliveryId } from '../../../preload/contract/ids.ts'
import type { StoryLine } from '../../../preload/contract/publishing.ts'
import { storyText, storyWords } from '../../../preload/contract/story-words/index.ts'
import { comptoir } from '../../comptoir.ts'
import { useLanguage, useText } from '../../text/index.ts'
import { failureNotice, notice } from '../notices.tsx'
import { useStoryWords } from '../use-story-words.ts'
import classes from './delivery-story.module.css'

/** What happened to a delivery, step by step; asked for when it is opened, and again when the delivery has moved on. */
export function DeliveryStory({ id, changedUtc, startsOpen = false }: { readonly id: DeliveryId; readonly changedUtc: number; readonly startsOpen?: boolean }) {
  const say = useText('outbox')
  /** As it was when the delivery last changed. */
  const [told, setTold] = useState<{ readonly utc: number; readonly lines: readonly StoryLine[] } | null>(null)
  const [isOpen, setIsOpen] = useState(startsOpen)
  const read = useEffectEvent(async (utc: number) => {
    const answer = await comptoir().outbox.story(id)
    if (answer.ok) setTold({ utc, lines: answer.value })
    else failureNotice(answer.failure)
  })
  useEffect(() => { if (isOpen) void read(changedUtc) }, [isOpen, changedUtc])
  const Chevron = isOpen ? IconChevronDown : IconChevronRight
  return (
    <div>
      {!startsOpen && <Button mt={4} px={4} size="compact-xs" variant="subtle" color="gray" aria-expanded={isOpen} leftSection={<Chevron size={14} aria-hidden />} onClick={() => { setIsOpen(!isOpen) }}>{say('details')}</Button>}
      <Collapse expanded={isOpen}>{told && <StoryLines id={id} lines={told.lines} isWhole={startsOpen} />}</Collapse>
    </div>
  )
}

function StoryLines({ id, lines, isWhole }: { readonly id: DeliveryId; readonly lines: readonly StoryLine[]; readonly isWhole: boolean }) {
  const say = useText('outbox')
  const common = useText('common')
  const language = useLanguage()
  const words = useStoryWords()
  const [isExact, setIsExact] = useState(false)
  const copy = async (): Promise<void> => {
    const copied = await comptoir().system.copyText(storyText(lines, storyWords(language)).slice(0, 190_000))
    if (copied.ok) notice(common('copied'))
    else failureNotice(copied.failure)
  }
  const save = async (): Promise<void> => {
    const saved = await comptoir().outbox.exportStory(id)
    if (!saved.ok) failureNotice(saved.failure)
    else if (saved.value) notice(say('storySaved', { folder: saved.value.folder }))
  }
  if (lines.length === 0) return <p className={classes.none}>{say('noDetails')}</p>
  return (
    <>
      <ol className={classes.story} data-whole={isWhole || undefined} aria-label={say('details')} tabIndex={isWhole ? undefined : 0}>
        {lines.map((line, index) => (
          <li key={index}>
            <time className={classes.when} dateTime={new Date(line.utc).toISOString()}>{words.moment(line.utc)}</time>
            <span className={classes.words}>{words.line(line)}{isExact && line.detail && <code className={classes.exact}>{line.step}: {line.detail}</code>}</span>
          </li>
        ))}
      </ol>
      <div className={classes.acts}>
        <Button size="compact-xs" variant="default" leftSection={<IconCopy size={14} aria-hidden />} onClick={() => { void copy() }}>{say('copyDetails')}</Button>
        <Button size="compact-xs" variant="default" leftSection={<IconFileExport size={14} aria-hidden />} onClick={() => { void save() }}>{say('saveStory')}</Button>
        <Button size="compact-xs" variant="subtle" color="gray" aria-pressed={isExact} onClick={() => { setIsExact(!isExact) }}>{say(isExact ? 'hideExact' : 'showExact')}</Button>
      </div>
    </>
  )
}
