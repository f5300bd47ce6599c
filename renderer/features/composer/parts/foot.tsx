import { Button, Popover, Tooltip } from '@mantine/core'
import { IconChevronDown, IconSend } from '@tabler/icons-react'
import { useEffect, useEffectEvent, useState } from 'react'
import type { AccountSummary } from '../../../../preload/contract/accounts.ts'
import type { AccountId } from '../../../../preload/contract/ids.ts'
import type { AccountFace } from '../../../app/account-faces.ts'
import { LateForm, sayLate } from '../../../app/parts/late-form.tsx'
import { useSituation } from '../../../app/situation.ts'
import { useFormats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import { sayWhen } from '../../../text/say-when.ts'
import { handOver } from '../composer-acts.ts'
import { readinessOf } from '../composer-checks.ts'
import type { Whose } from '../composer-state.ts'
import type { OpenPost } from '../use-composer.ts'
import { useLookAlikes } from '../use-look-alikes.ts'
import { useWhen } from '../use-when.ts'
import { LookAlikes } from './look-alikes.tsx'
import { WhenBar } from './when-bar.tsx'
import { WhoBadge } from './who-badge.tsx'
import classes from './foot.module.css'

/** When it goes out, who puts it there, and the one button that does it. */
export function Foot({ open, accounts, faces, onClose, onTurn, flush }: {
  readonly open: OpenPost; readonly accounts: readonly AccountSummary[]; readonly faces: ReadonlyMap<AccountId, AccountFace>
  readonly onClose: () => void; readonly onTurn: (whose: Whose) => void; readonly flush: () => Promise<boolean>
}) {
  const say = useText('composer')
  const sayCommon = useText('common')
  const formats = useFormats()
  const { draft, row, dispatch } = open
  const when = useWhen(draft.plan, plan => { dispatch({ kind: 'plan', plan }) })
  const [isSending, setSending] = useState(false)
  const state = useSituation(situation => situation.state)
  const readiness = readinessOf(draft, accounts, state)
  const isScheduled = row.stage === 'scheduled'
  const said = draft.plan ? sayWhen(draft.plan, when.nowUtc, formats, { today: sayCommon('today'), tomorrow: sayCommon('tomorrow') }) : ''
  const label = draft.plan === null ? say('act.now') : isScheduled ? say('act.updateFor', { when: said }) : say('act.schedule', { when: said })
  const isTimeGood = when.judgement === null || when.judgement.kind === 'good'
  const hint = hintOf()

  function hintOf(): string | null {
    switch (readiness.kind) {
      case 'no-account': return accounts.length === 0 ? null : say('accounts.noneChosen')
      case 'empty': return null
      case 'blocked': return say('act.fix')
      case 'ready': return null
    }
  }

  const send = async (): Promise<void> => {
    if (isSending) return
    if (readiness.kind === 'blocked') onTurn(readiness.whose)
    if (readiness.kind !== 'ready' || !isTimeGood) return
    setSending(true)
    // What goes out is read from the store: never a text older than the one on screen.
    if (!await flush()) {
      setSending(false)
      return
    }
    const isDone = await handOver(row.id, { kind: draft.plan === null ? 'now' : isScheduled ? 'updated' : 'scheduled', when: said }).finally(() => { setSending(false) })
    if (isDone) onClose()
  }
  const onSendKey = useEffectEvent(() => { void send() })
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      onSendKey()
    }
    window.addEventListener('keydown', onKey)
    return () => { window.removeEventListener('keydown', onKey) }
  }, [])

  const alike = useLookAlikes(draft, row.id)
  // What its owner posts waits for them, however late.
  const isAllByHand = accounts.filter(account => draft.accountIds.includes(account.id)).every(account => account.byHand)
  const troubled = accounts.filter(account => draft.accountIds.includes(account.id) && account.state.kind === 'needs-sign-in')
  return (
    <footer className={classes.foot}>
      <LookAlikes found={alike} faces={faces} onLeave={flush} />
      <WhenBar when={when} onPlan={plan => { dispatch({ kind: 'plan', plan }) }} />
      <div className={classes.row}>
        <div className={classes.who}>
          <WhoBadge open={open} accounts={accounts} faces={faces} />
          {draft.plan !== null && !isAllByHand && <LateChoice open={open} />}
          {troubled.map(account => <span key={account.id} className={classes.signal}>{say('accounts.needsSignIn', { account: faces.get(account.id)?.short ?? '' })}</span>)}
          {hint && <span className={readiness.kind === 'blocked' ? classes.blocked : classes.note} role="status">{hint}</span>}
        </div>
        <Tooltip label="Ctrl+Enter">
          <Button size="md" loading={isSending} disabled={readiness.kind !== 'ready' || !isTimeGood} leftSection={<IconSend size={17} aria-hidden />} className={classes.send ?? ''} onClick={() => { void send() }}>{label}</Button>
        </Tooltip>
      </div>
    </footer>
  )
}

function LateChoice({ open: { draft, dispatch } }: { readonly open: OpenPost }) {
  const say = useText('late')
  const formats = useFormats()
  const usual = useSituation(situation => situation.settings.late)
  const policy = draft.late ?? usual
  return (
    <Popover position="top-start" shadow="md" trapFocus withArrow width={320}>
      <Popover.Target><button type="button" className={classes.late}>{sayLate(policy, say, formats)}<IconChevronDown size={14} aria-hidden /></button></Popover.Target>
      <Popover.Dropdown>
        <h3 className={classes.lateTitle}>{say('label')}</h3>
        <LateForm policy={policy} onChange={late => { dispatch({ kind: 'when-late', late }) }} />
      </Popover.Dropdown>
    </Popover>
  )
}
