import { IconCopy, IconClockExclamation } from '@tabler/icons-react'
import type { AccountId } from '../../../../preload/contract/ids.ts'
import type { AccountFace } from '../../../app/account-faces.ts'
import { useScreen } from '../../../app/screen.ts'
import { useNow } from '../../../app/use-now.ts'
import { useFormats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import type { LookAlike } from '../look-alike.ts'
import classes from './look-alikes.module.css'

const mostShown = 2

/** Said before it is scheduled, and never in its way: another post says the same, or comes too close. */
export function LookAlikes({ found, faces, onLeave }: { readonly found: readonly LookAlike[]; readonly faces: ReadonlyMap<AccountId, AccountFace>; readonly onLeave: () => Promise<boolean> }) {
  const say = useText('composer')
  const formats = useFormats()
  const nowUtc = useNow()
  // The same other post on two networks is one sentence.
  const grouped = Map.groupBy(found, one => `${one.kind} ${one.other.postId ?? `${one.accountId} ${one.other.utc}`}`)
  if (grouped.size === 0) return null
  return (
    <ul className={classes.list} aria-label={say('alike.label')}>
      {[...grouped].slice(0, mostShown).map(([key, all]) => {
        const [one] = all
        if (!one) return null
        const { other } = one
        const accounts = formats.list(all.map(found => faces.get(found.accountId)?.short ?? ''))
        const when = formats.dateTime(other.utc, other.zone ?? undefined)
        const Icon = one.kind === 'close' ? IconClockExclamation : IconCopy
        const sentence = one.kind === 'close' ? say('alike.close', { accounts, when, gap: formats.duration(one.gapMinutes * 60_000) }) : say(`alike.${one.kind}.${other.utc > nowUtc ? 'planned' : 'out'}`, { accounts, when })
        return (
          <li key={key} className={classes.one}>
            <Icon size={15} aria-hidden />
            <span className={classes.words}>{sentence} <q className={classes.text} dir="auto">{other.text.slice(0, 60).trim()}{other.text.length > 60 ? '…' : ''}</q></span>
            {other.postId !== null && <button type="button" className={classes.act} onClick={() => { const id = other.postId; void onLeave().then(isKept => { if (isKept) useScreen.getState().compose(id) }) }}>{say('alike.open')}</button>}
          </li>
        )
      })}
    </ul>
  )
}
