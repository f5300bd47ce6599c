import { Button, Collapse, Group } from '@mantine/core'
import { IconAlertTriangle, IconChevronDown, IconChevronRight, IconCircleCheck, IconExternalLink, IconHandClick } from '@tabler/icons-react'
import { useLiveQuery } from 'dexie-react-hooks'
import { useState } from 'react'
import { interfaceEnd, interfaceEndsUtc } from '../../../../preload/contract/interface-ends.ts'
import type { NetworkDescription } from '../../../../preload/contract/networks.ts'
import { handleShown, type AccountFace } from '../../../app/account-faces.ts'
import { failureNotice, notice } from '../../../app/notices.tsx'
import { useSituation } from '../../../app/situation.ts'
import { endsSoon } from '../../../app/ends-soon.ts'
import { useNow } from '../../../app/use-now.ts'
import { comptoir } from '../../../comptoir.ts'
import { putAccount } from '../../../db/accounts.ts'
import { plannedFrom } from '../../../db/deliveries.ts'
import type { AccountRow } from '../../../db/schema.ts'
import { useFormats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import { excerptOf } from '../../../text/say-delivery.ts'
import { AccountMark } from '../../../ui/account-mark.tsx'
import classes from './accounts.module.css'
import { CanAndCannot } from './can-and-cannot.tsx'
import { ConnectDialog } from './connect-dialog.tsx'
import { QuotaMeters } from './quota-meters.tsx'
import { DisconnectDialog } from './disconnect-dialog.tsx'

type Open = 'nothing' | 'sign-in' | 'disconnect'

export function AccountCard({ account, face }: { readonly account: AccountRow; readonly face: AccountFace }) {
  const say = useText('accounts')
  const common = useText('common')
  const [open, setOpen] = useState<Open>('nothing')
  const [showsAbilities, setShowsAbilities] = useState(false)
  const network = useSituation(situation => situation.networks.find(one => one.id === account.network)) ?? null
  const close = (): void => { setOpen('nothing') }
  const now = useNow()
  const Chevron = showsAbilities ? IconChevronDown : IconChevronRight
  return (
    <article className={classes.card} aria-label={`${face.network}: ${account.handle}`}>
      <div className={classes.head}>
        <AccountMark displayName={face.displayName} network={face.network} colour={face.colour} avatarUrl={face.avatarUrl} size={48} />
        <div style={{ flex: 1, minWidth: 160 }}>
          <h2 className={classes.name}>{face.displayName} {account.isPractice && <span className={classes.practice}>{common('practice')}</span>}</h2>
          <div className={classes.handle}>{face.network} · {account.byHand ? face.handle : handleShown(account)}</div>
        </div>
        <Health account={account} />
      </div>
      <Facts account={account} />
      {endsSoon(account, now) && account.expiresUtc !== null && <Concerned id={account.id} expiresUtc={account.expiresUtc} />}
      {!account.byHand && network && <InterfaceEnds network={network} />}
      <Group mt="md" gap="xs">
        {account.byHand && <Button size="sm" variant="default" rightSection={<IconExternalLink size={14} aria-hidden />} onClick={() => { void comptoir().system.openLink(account.byHand?.page ?? '') }}>{say('hand.openPage')}</Button>}
        {(account.state.kind === 'needs-sign-in' || endsSoon(account, now)) && <Button size="sm" onClick={() => { setOpen('sign-in') }}>{say('signInAgain')}</Button>}
        {!account.byHand && <CheckButton account={account} />}
        {account.profileUrl && !account.byHand && <Button size="sm" variant="default" rightSection={<IconExternalLink size={14} aria-hidden />} onClick={() => { void comptoir().system.openLink(account.profileUrl ?? '') }}>{say('openProfile')}</Button>}
        {!account.byHand && <Button size="sm" variant="subtle" color="gray" leftSection={<Chevron size={16} aria-hidden />} aria-expanded={showsAbilities} onClick={() => { setShowsAbilities(!showsAbilities) }}>{say('can')}</Button>}
        <Button size="sm" variant="subtle" color="brick" ml="auto" onClick={() => { setOpen('disconnect') }}>{say(account.byHand ? 'hand.remove' : 'disconnect')}</Button>
      </Group>
      <Collapse expanded={showsAbilities}>
        <CanAndCannot account={account} />
        {showsAbilities && <QuotaMeters id={account.id} />}
      </Collapse>
      {open === 'sign-in' && <ConnectDialog start={network} again={account.id} known={{ server: new URL(account.serverUrl).host, handle: account.handle }} close={close} />}
      {open === 'disconnect' && <DisconnectDialog account={account} close={close} />}
    </article>
  )
}

/** The network stops speaking with this version of Comptoir soon, or has. */
function InterfaceEnds({ network }: { readonly network: NetworkDescription }) {
  const say = useText('readiness')
  const formats = useFormats()
  const now = useNow()
  const endsUtc = interfaceEndsUtc(network)
  const end = endsUtc === null ? 'later' : interfaceEnd(endsUtc, now)
  if (endsUtc === null || end === 'later') return null
  return (
    <p className={classes.ends} data-near={end === 'told' ? undefined : true}><IconAlertTriangle size={16} aria-hidden />
      {end === 'ended' ? say('found.interface-ended', { network: network.name }) : say('found.interface-ends', { network: network.name, date: formats.date(endsUtc) })}
    </p>
  )
}

const minuteMs = 60_000

function Health({ account }: { readonly account: AccountRow }) {
  const { state, expiresUtc } = account
  const say = useText('accounts')
  const formats = useFormats()
  const now = useNow()
  const isEnding = endsSoon(account, now) && expiresUtc !== null
  const isAway = state.kind === 'needs-sign-in'
  if (account.byHand) return <span className={classes.health}><IconHandClick size={16} aria-hidden />{say('hand.badge')}</span>
  return (
    <span className={classes.health} data-away={isAway || isEnding || undefined}>
      {isAway || isEnding ? <IconAlertTriangle size={16} aria-hidden /> : <IconCircleCheck size={16} aria-hidden />}
      {isAway ? say('health.needs-sign-in') : isEnding ? say('health.expires', { date: formats.date(expiresUtc) }) : say('health.good')}
    </span>
  )
}

function Facts({ account }: { readonly account: AccountRow }) {
  const say = useText('accounts')
  const formats = useFormats()
  const now = useNow()
  if (account.byHand) return <ul className={classes.facts}><li>{say('hand.fact')}</li><li>{say('hand.since', { date: formats.date(account.connectedUtc) })}</li></ul>
  return (
    <ul className={classes.facts}>
      <li>{account.lastContactUtc === null ? say('noContact') : now - account.lastContactUtc < minuteMs ? say('lastContactNow') : say('lastContact', { when: formats.relative(account.lastContactUtc, now) })}</li>
      <li>{account.historySinceUtc === null ? say('historyUnderWay') : say('history', { date: formats.date(account.historySinceUtc) })}</li>
      <li>{say('connectedSince', { date: formats.date(account.connectedUtc) })}</li>
    </ul>
  )
}

/** What is planned for after the sign-in has ended, by name. */
function Concerned({ id, expiresUtc }: { readonly id: AccountRow['id']; readonly expiresUtc: number }) {
  const say = useText('today')
  const sayOutbox = useText('outbox')
  const formats = useFormats()
  const posts = useLiveQuery(() => plannedFrom(id, expiresUtc), [id, expiresUtc])
  if (!posts || posts.length === 0) return null
  return <p className={classes.concerned}>{say('needs.concerned', { count: posts.length, posts: formats.list(posts.slice(0, 4).map(({ delivery }) => say('needs.quoted', { text: excerptOf(delivery.act, sayOutbox).slice(0, 60) }))) })}</p>
}

function CheckButton({ account }: { readonly account: AccountRow }) {
  const say = useText('accounts')
  const [isBusy, setIsBusy] = useState(false)
  const check = async (): Promise<void> => {
    setIsBusy(true)
    const answer = await comptoir().accounts.check(account.id)
    setIsBusy(false)
    if (!answer.ok) return failureNotice(answer.failure, { 'try-again': () => { void check() } })
    await putAccount(answer.value)
    notice(say('checked', { name: answer.value.displayName || answer.value.handle }))
  }
  return <Button size="sm" variant="default" loading={isBusy} onClick={() => { void check() }}>{say('check')}</Button>
}
