import type { AccountSummary } from '../../../../preload/contract/accounts.ts'
import { unknownLimits } from '../../../../preload/contract/networks.ts'
import type { Content } from '../../../../preload/contract/drafts.ts'
import type { AccountId } from '../../../../preload/contract/ids.ts'
import type { AccountFace } from '../../../app/account-faces.ts'
import { useFormats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import { NetworkDot } from '../../../ui/account-mark.tsx'
import { signsLeft } from '../composer-checks.ts'
import classes from './counters.module.css'

/** Signs left for each account that sends this text. */
export function Counters({ accounts, faces, content, part }: { readonly accounts: readonly AccountSummary[]; readonly faces: ReadonlyMap<AccountId, AccountFace>; readonly content: Content; readonly part: number }) {
  const say = useText('composer')
  const formats = useFormats()
  return (
    <ul className={classes.row}>
      {accounts.map(account => {
        const face = faces.get(account.id)
        // Nobody here knows what that network takes.
        if (!face || account.limits.source === unknownLimits) return null
        const left = signsLeft(content, part, account)
        const words = left < 0 ? say('text.over', { account: face.short, count: -left }) : say('text.left', { account: face.short, count: left })
        return (
          <li key={account.id} className={left < 0 ? classes.over : left <= 20 ? classes.near : classes.left} title={words}>
            <NetworkDot network={face.network} colour={face.colour} size={13} />
            <span aria-hidden>{formats.number(left)}</span>
            <span className={classes.spoken}>{words}</span>
          </li>
        )
      })}
    </ul>
  )
}
