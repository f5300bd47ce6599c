import { ActionIcon, Button, NativeSelect, Switch, TextInput, Tooltip } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import type { Poll } from '../../../../preload/contract/drafts.ts'
import type { Limits } from '../../../../preload/contract/networks.ts'
import { useFormats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import classes from './poll-editor.module.css'

const durationsS = [300, 1800, 3600, 6 * 3600, 12 * 3600, 86_400, 3 * 86_400, 7 * 86_400]

export function PollEditor({ poll, limit, onChange, onRemove }: { readonly poll: Poll; readonly limit: Limits['poll']; readonly onChange: (poll: Poll) => void; readonly onRemove: () => void }) {
  const say = useText('composer')
  const formats = useFormats()
  const offered = durationsS.filter(seconds => !limit || (seconds >= limit.minDurationS && seconds <= limit.maxDurationS) || seconds === poll.durationS)
  return (
    <fieldset className={classes.poll}>
      <legend className={classes.legend}>{say('poll.label')}</legend>
      {poll.options.map((option, index) => (
        // The place in the list is what a choice is known by here: it has no other name.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className={classes.option}>
          <span className={classes.bullet} aria-hidden />
          <TextInput className={classes.field} size="sm" value={option} aria-label={say('poll.option', { number: index + 1 })} placeholder={say('poll.option', { number: index + 1 })}
            onChange={event => { onChange({ ...poll, options: poll.options.with(index, event.currentTarget.value) }) }} />
          {poll.options.length > 2 && (
            <Tooltip label={say('poll.removeOption', { number: index + 1 })}>
              <ActionIcon variant="subtle" color="gray" aria-label={say('poll.removeOption', { number: index + 1 })} onClick={() => { onChange({ ...poll, options: poll.options.toSpliced(index, 1) }) }}><IconX size={15} aria-hidden /></ActionIcon>
            </Tooltip>
          )}
        </div>
      ))}
      <div className={classes.foot}>
        {poll.options.length < (limit?.maxOptions ?? 4) && <Button size="compact-sm" variant="subtle" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => { onChange({ ...poll, options: [...poll.options, ''] }) }}>{say('poll.addOption')}</Button>}
        <NativeSelect size="xs" aria-label={say('poll.duration')} value={String(poll.durationS)} onChange={event => { onChange({ ...poll, durationS: Number(event.currentTarget.value) }) }}
          data={offered.map(seconds => ({ value: String(seconds), label: formats.duration(seconds * 1000) }))} />
        <Switch size="sm" label={say('poll.multiple')} checked={poll.multiple} onChange={event => { onChange({ ...poll, multiple: event.currentTarget.checked }) }} />
        <Button size="compact-sm" variant="subtle" color="gray" className={classes.remove} onClick={onRemove}>{say('poll.remove')}</Button>
      </div>
    </fieldset>
  )
}
