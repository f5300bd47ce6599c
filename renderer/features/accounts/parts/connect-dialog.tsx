import { Alert, Button, Code, Group, Loader, Modal, PasswordInput, SegmentedControl, Stack, Text, TextInput, UnstyledButton } from '@mantine/core'
import { IconHandClick } from '@tabler/icons-react'
import type { Failure } from '../../../../preload/contract/failures.ts'
import type { AccountId } from '../../../../preload/contract/ids.ts'
import type { NetworkDescription } from '../../../../preload/contract/networks.ts'
import { comptoir } from '../../../comptoir.ts'
import { notice } from '../../../app/notices.tsx'
import { useFocusBack } from '../../../app/use-focus-back.ts'
import { useSituation } from '../../../app/situation.ts'
import { describeFailure } from '../../../text/describe-failure.ts'
import { formatsOf } from '../../../text/format.ts'
import type { accounts as texts } from '../../../text/en/accounts.ts'
import { languageNow, useText } from '../../../text/index.ts'
import type { Say } from '../../../text/shape.ts'
import { NetworkDot } from '../../../ui/account-mark.tsx'
import { missingField, type Candidates, type Connecting, type Filled } from '../connect-state.ts'
import { useConnect, type Connect } from '../use-connect.ts'
import { Guide } from './guide.tsx'
import { HandForm } from './hand-form.tsx'
import classes from './accounts.module.css'

/** Signs an account in; `again` names the one that must come back. */
export function ConnectDialog({ start = null, again = null, known = {}, close }: { readonly start?: NetworkDescription | null; readonly again?: AccountId | null; readonly known?: Filled; readonly close: () => void }) {
  const say = useText('accounts')
  const connect = useConnect(start, again, known, close)
  useFocusBack()
  const { state } = connect
  const leave = (): void => {
    if (state.kind === 'waiting') connect.cancel()
    close()
  }
  const title = state.kind === 'by-hand' ? (state.network ? say('hand.title', { network: state.network.name }) : say('hand.titleOther')) : state.kind === 'choosing' ? say('chooseNetwork') : state.kind === 'naming' ? say('chooseIdentity') : say('connectTo', { network: state.network.name })
  return (
    <Modal opened onClose={leave} title={title} size={state.kind === 'filling' && state.way.guide ? 'lg' : 'md'} closeButtonProps={{ 'aria-label': useText('common')('close') }}>
      {state.kind === 'choosing' && <NetworkChoice choose={connect.choose} byHand={() => { connect.byHand(null) }} />}
      {state.kind === 'filling' && <Fields key={state.way.id} state={state} connect={connect} canGoBack={start === null} isNew={again === null} />}
      {state.kind === 'by-hand' && <HandForm network={state.network} back={connect.back} done={close} />}
      {state.kind === 'naming' && <Naming candidates={state.candidates} choose={remoteId => { void connect.send(remoteId) }} />}
      {state.kind === 'waiting' && <Waiting state={state} cancel={connect.cancel} />}
    </Modal>
  )
}

function NetworkChoice({ choose, byHand }: { readonly choose: Connect['choose']; readonly byHand: () => void }) {
  const say = useText('accounts')
  const networks = useSituation(situation => situation.networks)
  return (
    <Stack gap="xs">
      {networks.map(network => (
        <UnstyledButton key={network.id} className={classes.choice} onClick={() => { choose(network) }}>
          <NetworkDot network={network.name} colour={network.colour} size={28} />{network.name}
        </UnstyledButton>
      ))}
      <UnstyledButton className={classes.choice} onClick={byHand}><IconHandClick size={28} stroke={1.5} aria-hidden />{say('hand.other')}</UnstyledButton>
    </Stack>
  )
}

function Naming({ candidates, choose }: { readonly candidates: Candidates; readonly choose: (remoteId: string) => void }) {
  return (
    <Stack gap="xs">
      {candidates.map(({ remoteId, name, detail }) => (
        <UnstyledButton key={remoteId} className={classes.choice} onClick={() => { choose(remoteId) }}>
          <span>{name}{detail !== name && <Text span size="sm" c="dimmed"> {detail}</Text>}</span>
        </UnstyledButton>
      ))}
    </Stack>
  )
}

function Fields({ state: { network, way, failure }, connect, canGoBack, isNew }: {
  readonly state: Extract<Connecting, { kind: 'filling' }>; readonly connect: Connect; readonly canGoBack: boolean
  /** Who signs in again has been through the guide. */
  readonly isNew: boolean
}) {
  const say = useText('accounts')
  const common = useText('common')
  const { filled } = connect
  const told = failure && sentenceOf(failure, say)
  return (
    <form onSubmit={event => { event.preventDefault(); if (!missingField(way, filled)) void connect.send() }}>
      <Stack>
        {network.ways.length > 1 && (
          <SegmentedControl fullWidth aria-label={say('way.label')} value={way.id} onChange={id => { connect.choose(network, network.ways.find(other => other.id === id)) }} data={network.ways.map(other => ({ value: other.id, label: say(`way.${other.id}`) }))} />
        )}
        {way.guide && <Guide key={way.id} guide={way.guide} startsOpen={isNew} />}
        {told && <Alert color="brick" role="alert">{told}</Alert>}
        {way.fields.map(({ name, secret, example, optional }, index) => {
          const shown = secret ? { visibilityToggleButtonProps: { 'aria-label': common('showSecret') } } : {}
          const Input = secret ? PasswordInput : TextInput
          return (
            <Input
              key={name} label={optional ? `${say(`field.${name}`)} (${say('optional')})` : say(`field.${name}`)} description={say(name === 'server' && optional ? 'fieldHelp.server-optional' : `fieldHelp.${name}`)} placeholder={secret ? '' : say('example', { example })}
              value={filled[name] ?? ''} onChange={event => { connect.type({ ...filled, [name]: event.currentTarget.value }) }} data-autofocus={index === 0 || undefined} autoComplete="off" spellCheck={false} {...shown}
            />
          )
        })}
        {canGoBack && <Button variant="subtle" size="compact-sm" style={{ alignSelf: 'start' }} leftSection={<IconHandClick size={16} aria-hidden />} onClick={() => { connect.byHand(network) }}>{say('hand.instead')}</Button>}
        <Group justify="space-between">
          {canGoBack ? <Button variant="default" onClick={connect.back}>{common('back')}</Button> : <span />}
          <Button type="submit" disabled={missingField(way, filled) !== null}>{say(way.id === 'browser' || way.id === 'own-app' ? 'go' : 'goPassword')}</Button>
        </Group>
      </Stack>
    </form>
  )
}

/** At a sign-in nothing is tried again by itself and nothing waits, so some sentences differ from the usual ones. */
function sentenceOf(failure: Failure, say: Say<typeof texts>): string | null {
  switch (failure.kind) {
    case 'cancelled': return null
    case 'unreachable': case 'server-trouble': case 'needs-sign-in': return say(`failure.${failure.kind}`)
    case 'rate-limited': return say('failure.rate-limited', { until: formatsOf(languageNow()).time(failure.untilUtc) })
    case 'refused': return failure.reason === 'account-suspended' ? describeFailure(failure).sentence : say('failure.refused')
    default: return describeFailure(failure).sentence
  }
}

function Waiting({ state: { url }, cancel }: { readonly state: Extract<Connecting, { kind: 'waiting' }>; readonly cancel: () => void }) {
  const say = useText('accounts')
  const common = useText('common')
  const isInBrowser = url !== null
  return (
    <Stack role="status">
      <Group wrap="nowrap"><Loader size="sm" /><Text fw={600}>{isInBrowser ? say('waiting.title') : say('waiting.preparing')}</Text></Group>
      {isInBrowser && (
        <>
          <Text>{say('waiting.sentence')}</Text>
          <Text size="sm" c="dimmed">{say('waiting.none')}</Text>
          <Code block className={classes.link} tabIndex={0}>{url}</Code>
        </>
      )}
      <Group justify="flex-end">
        {isInBrowser && <Button variant="default" onClick={() => { void comptoir().system.copyText(url).then(() => { notice(common('copied')) }) }}>{say('waiting.copyLink')}</Button>}
        <Button variant="default" onClick={cancel} data-autofocus>{say('waiting.cancel')}</Button>
      </Group>
    </Stack>
  )
}
