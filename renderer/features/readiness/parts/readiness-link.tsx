import { Button } from '@mantine/core'
import { IconChecklist } from '@tabler/icons-react'
import { useScreen } from '../../../app/screen.ts'
import { useText } from '../../../text/index.ts'

/** Looks on demand: the evening does it by itself. */
export function ReadinessLink() {
  const say = useText('readiness')
  return <Button size="compact-sm" variant="subtle" leftSection={<IconChecklist size={16} stroke={1.7} aria-hidden />} onClick={() => { useScreen.getState().showSheet('readiness') }}>{say('title')}</Button>
}
