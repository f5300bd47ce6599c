import { Button } from '@mantine/core'
import { IconMoonStars } from '@tabler/icons-react'
import { useScreen } from '../../../app/screen.ts'
import { useText } from '../../../text/index.ts'
import { useAway } from '../use-away.ts'

/** The way back to it for the rest of the day; absent where there was no time away. */
export function AwayLink() {
  const say = useText('away')
  const isTold = (useAway()?.stories.length ?? 0) > 0
  if (!isTold) return null
  return <Button size="compact-sm" variant="subtle" leftSection={<IconMoonStars size={16} stroke={1.7} aria-hidden />} onClick={() => { useScreen.getState().showSheet('away') }}>{say('title')}</Button>
}
