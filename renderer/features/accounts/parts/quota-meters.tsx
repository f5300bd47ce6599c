import { Progress } from '@mantine/core'
import { useEffect, useId, useState } from 'react'
import type { AccountQuota } from '../../../../preload/contract/accounts.ts'
import type { AccountId } from '../../../../preload/contract/ids.ts'
import { comptoir } from '../../../comptoir.ts'
import { useFormats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import classes from './accounts.module.css'

const askEveryMs = 10_000

/** What the network allows in a while, and how much of it is used; nothing where no allowance is known. */
export function QuotaMeters({ id }: { readonly id: AccountId }) {
  const say = useText('accounts')
  const [quotas, setQuotas] = useState<readonly AccountQuota[]>([])
  useEffect(() => {
    const ask = (): void => { void comptoir().accounts.quotas(id).then(answer => { if (answer.ok) setQuotas(answer.value) }) }
    ask()
    const timer = setInterval(ask, askEveryMs)
    return () => { clearInterval(timer) }
  }, [id])
  if (quotas.length === 0) return null
  return <ul className={classes.quotas} aria-label={say('quotas')}>{quotas.map(quota => <Meter key={quota.name} quota={quota} />)}</ul>
}

function Meter({ quota: { name, used, max, resetsUtc } }: { readonly quota: AccountQuota }) {
  const say = useText('accounts')
  const formats = useFormats()
  const label = useId()
  const share = used / max
  return (
    <li>
      <div className={classes.quotaWords}><span id={label}>{say(`quota.${name}`)}</span><span>{used === 0 ? say('quota.unused', { max }) : say('quota.used', { used, max, until: formats.time(resetsUtc) })}</span></div>
      <Progress.Root size="sm"><Progress.Section value={Math.min(100, share * 100)} color={share >= 0.9 ? 'brick' : share >= 0.5 ? 'amber' : 'counter'} aria-labelledby={label} /></Progress.Root>
    </li>
  )
}
