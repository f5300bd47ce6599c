import { ActionIcon, Tooltip } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useText } from '../../../text/index.ts'

/** What a figure means, on hover, focus or touch. */
export function Definition({ title, children }: { readonly title: string; readonly children: string }) {
  const say = useText('analytics')
  return (
    <Tooltip label={children} multiline maw={320} openDelay={120} events={{ hover: true, focus: true, touch: true }}>
      <ActionIcon variant="subtle" color="gray" size={28} aria-label={say('whatIs', { title })}><IconInfoCircle size={16} stroke={1.7} aria-hidden /></ActionIcon>
    </Tooltip>
  )
}
