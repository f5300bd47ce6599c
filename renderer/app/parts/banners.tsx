import { Button } from '@mantine/core'
import { IconAlertTriangle, IconWorld } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { comptoir } from '../../comptoir.ts'
import { accountsNow } from '../../db/accounts.ts'
import { AwayBanner } from '../../features/away/index.ts'
import { townOf, useFormats } from '../../text/format.ts'
import { useText } from '../../text/index.ts'
import { useScreen } from '../screen.ts'
import { useSituation } from '../situation.ts'
import { useAccounts } from '../use-accounts.ts'
import { useTravel } from '../use-zone.ts'
import { PauseBanner } from './pause-banner.tsx'
import classes from './banners.module.css'

/** What the owner must know in every place, each a sentence and at most one act. */
export function Banners() {
  const say = useText('shell')
  const state = useSituation(situation => situation.state)
  const formats = useFormats()
  const { travel, understood } = useTravel()
  const goTo = useScreen(screen => screen.goTo)
  const place = useScreen(screen => screen.place)
  const showOutbox = useScreen(screen => screen.showOutbox)
  const away = useAccounts()?.filter(account => account.state.kind === 'needs-sign-in') ?? []
  const toFolder = (): void => { void comptoir().system.showDataFolder() }
  return (
    <div role="status">
      {state.alarm && <Banner isAlarm act={say('banner.toOutbox')} onAct={() => { showOutbox(true) }}>{say(`banner.${state.alarm.kind}`, { count: state.alarm.count, since: formats.dateTime(state.alarm.sinceUtc) })}</Banner>}
      {state.pause && <PauseBanner pause={state.pause} />}
      <AwayBanner className={classes.banner ?? ''} />
      {state.journalTrouble !== null && <Banner act={say('banner.folder')} onAct={toFolder}>{say('banner.journal')}</Banner>}
      {state.keychain !== 'open' && <Banner act={say('banner.check')} onAct={() => { void checkKeychain() }}>{say(`banner.keychain-${state.keychain}`)}</Banner>}
      {travel && <Banner icon={<IconWorld size={18} aria-hidden />} act={say('banner.understood')} onAct={understood}>{say('banner.travel', { here: townOf(travel.here), kept: formats.list(travel.kept.map(townOf)) })}</Banner>}
      {state.clockOffByMs !== null && <Banner>{say('banner.clock', { by: formats.duration(Math.abs(state.clockOffByMs)) })}</Banner>}
      {/* Today and Accounts tell it themselves. */}
      {away.length > 0 && place !== 'accounts' && place !== 'today' && <Banner act={say('banner.toAccounts')} onAct={() => { goTo('accounts') }}>{say('banner.signIn', { accounts: formats.list(away.map(account => account.handle)) })}</Banner>}
    </div>
  )
}

/** Asking for an account's health makes main open the keychain again. */
async function checkKeychain(): Promise<void> {
  const [account] = await accountsNow()
  if (account) await comptoir().accounts.check(account.id)
  const answer = await comptoir().system.state()
  if (answer.ok) useSituation.setState({ state: answer.value })
}

function Banner({ icon, children, act, onAct, isAlarm = false }: { readonly icon?: ReactNode; readonly isAlarm?: boolean; readonly children: ReactNode; readonly act?: string; readonly onAct?: () => void }) {
  return (
    <div className={classes.banner} data-alarm={isAlarm || undefined}>
      {icon ?? <IconAlertTriangle size={18} aria-hidden />}
      <span className={classes.words}>{children}</span>
      {act && <Button size="compact-sm" variant="default" onClick={onAct}>{act}</Button>}
    </div>
  )
}
