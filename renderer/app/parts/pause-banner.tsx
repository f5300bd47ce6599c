import { Button, TextInput } from '@mantine/core'
import { IconPlayerPause } from '@tabler/icons-react'
import { useLiveQuery } from 'dexie-react-hooks'
import { useState } from 'react'
import type { SystemState } from '../../../preload/contract/system.ts'
import { comptoir } from '../../comptoir.ts'
import { recallingRows } from '../../db/deliveries.ts'
import { useFormats } from '../../text/format.ts'
import { useText } from '../../text/index.ts'
import { failureNotice } from '../notices.tsx'
import { useScreen } from '../screen.ts'
import { useSituation } from '../situation.ts'
import { useAccounts, useFaces } from '../use-accounts.ts'
import classes from './banners.module.css'

/** Everything is stopped: since when, by whom, why, and what networks still hold. The reason is asked for afterwards, and may stay unsaid. */
export function PauseBanner({ pause }: { readonly pause: NonNullable<SystemState['pause']> }) {
  const say = useText('shell')
  const formats = useFormats()
  const showSheet = useScreen(screen => screen.showSheet)
  const isOffline = useSituation(situation => situation.state.line === 'offline')
  const faces = useFaces(useAccounts())
  const held = useLiveQuery(recallingRows) ?? []
  const where = formats.list([...new Set(held.map(row => faces.get(row.delivery.accountId)?.network ?? row.delivery.accountId))])
  const since = formats.dateTime(pause.sinceUtc)
  return (
    <div className={classes.banner}>
      <IconPlayerPause size={18} aria-hidden />
      <span className={classes.words}>
        {pause.who ? say('banner.pausedBy', { since, who: pause.who }) : say('banner.paused', { since })}
        {pause.why && ` ${say('banner.pausedWhy', { why: pause.why })}`}
        {held.length > 0 && <strong>{` ${say(isOffline ? 'banner.heldOffline' : 'banner.held', { count: held.length, where })}`}</strong>}
      </span>
      {pause.why === '' && <Why key={pause.sinceUtc} />}
      <Button size="compact-sm" variant="default" onClick={() => { showSheet('resume') }}>{say('resume')}</Button>
    </div>
  )
}

function Why() {
  const say = useText('shell')
  const [why, setWhy] = useState('')
  const keep = async (): Promise<void> => {
    if (why.trim() === '') return
    const answer = await comptoir().outbox.explainPause(why.trim().slice(0, 500))
    if (!answer.ok) failureNotice(answer.failure)
  }
  return (
    <form onSubmit={event => { event.preventDefault(); void keep() }}>
      <TextInput size="xs" w={180} aria-label={say('banner.why')} placeholder={say('banner.why')} value={why} maxLength={500} onChange={event => { setWhy(event.currentTarget.value) }} onBlur={() => { void keep() }} />
    </form>
  )
}
