import { Button } from '@mantine/core'
import { IconMoonStars } from '@tabler/icons-react'
import { useScreen } from '../../../app/screen.ts'
import { useText } from '../../../text/index.ts'
import { useAway } from '../use-away.ts'

/** One calm line when posts were due meanwhile, until it has been looked at. */
export function AwayBanner({ className }: { readonly className: string }) {
  const say = useText('away')
  const count = useAway()?.unseen.length ?? 0
  if (count === 0) return null
  return (
    <div className={className}>
      <IconMoonStars size={18} aria-hidden />
      <span style={{ flex: 1 }}>{say('banner', { count })}</span>
      <Button size="compact-sm" variant="default" onClick={() => { useScreen.getState().showSheet('away') }}>{say('look')}</Button>
    </div>
  )
}
