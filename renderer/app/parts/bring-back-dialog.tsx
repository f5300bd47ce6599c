import { Alert, Button, Group, List, Loader, Modal, Stack, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { BackupSummary, Found } from '../../../preload/contract/backups.ts'
import { comptoir } from '../../comptoir.ts'
import { bringBack } from '../../sync/bring-back.ts'
import { useFormats } from '../../text/format.ts'
import { useText } from '../../text/index.ts'
import { failureNotice, notice } from '../notices.tsx'

type Step = { readonly kind: 'choose' } | { readonly kind: 'looking' } | { readonly kind: 'found'; readonly found: Found } | { readonly kind: 'bringing'; readonly found: Found }

/** Which folder, what is in it, and only then bring it back. `done` is told once it is here. */
export function BringBackDialog({ close, done, isFirst }: { readonly close: () => void; readonly done: () => void; readonly isFirst?: boolean }) {
  const say = useText('data')
  const common = useText('common')
  const [step, setStep] = useState<Step>({ kind: 'choose' })
  const look = async (name: string | null): Promise<void> => {
    setStep({ kind: 'looking' })
    const answer = await comptoir().backups.look({ name })
    if (!answer.ok) failureNotice(answer.failure, { 'choose-other': () => { void look(null) } })
    setStep(answer.ok && answer.value ? { kind: 'found', found: answer.value } : { kind: 'choose' })
  }
  const bring = async (found: Found): Promise<void> => {
    setStep({ kind: 'bringing', found })
    const answer = await bringBack(found)
    if (!answer.ok) {
      failureNotice(answer.failure, { 'try-again': () => { void bring(found) } })
      setStep({ kind: 'found', found })
      return
    }
    const { posts, items, unreadable } = answer.value
    notice(say('brought', { posts: say('posts', { count: posts }), items: say('items', { count: items }) }))
    if (unreadable > 0) notice(say('bad', { count: unreadable }))
    done()
  }
  return (
    <Modal opened onClose={close} title={say('bringBack')} size="lg" closeButtonProps={{ 'aria-label': common('close') }} closeOnClickOutside={step.kind !== 'bringing'} closeOnEscape={step.kind !== 'bringing'} withCloseButton={step.kind !== 'bringing'}>
      {step.kind === 'choose' && <Choose look={name => { void look(name) }} />}
      {step.kind === 'looking' && <Group role="status"><Loader size="sm" /><Text size="sm">{say('looking')}</Text></Group>}
      {(step.kind === 'found' || step.kind === 'bringing') && (
        <Stack>
          <WhatIsInIt found={step.found} />
          {!isFirst && <Text size="sm" c="dimmed">{say('stays')}</Text>}
          <Group justify="flex-end">
            <Button variant="default" disabled={step.kind === 'bringing'} onClick={() => { setStep({ kind: 'choose' }) }}>{say('other')}</Button>
            <Button loading={step.kind === 'bringing'} onClick={() => { void bring(step.found) }} data-autofocus>{say('bring')}</Button>
          </Group>
        </Stack>
      )}
    </Modal>
  )
}

/** A button's label is one line as high as its letters, cut off at both ends of them: a sentence needs its lines. */
const wholeSentence = { height: 'auto', lineHeight: 1.5, whiteSpace: 'normal', textAlign: 'start' } as const

function Choose({ look }: { readonly look: (name: string | null) => void }) {
  const say = useText('data')
  const formats = useFormats()
  const [kept, setKept] = useState<readonly BackupSummary[]>([])
  useEffect(() => { void comptoir().backups.state().then(answer => { if (answer.ok) setKept(answer.value.kept) }) }, [])
  return (
    <Stack>
      <Text size="sm">{say('whichWhy')}</Text>
      <Group><Button onClick={() => { look(null) }} data-autofocus>{say('chooseFolder')}</Button></Group>
      {kept.length > 0 && (
        <Stack gap="xs" role="group" aria-label={say('kept')}>
          <Text size="sm" fw={600}>{say('kept')}</Text>
          {kept.map(({ name, utc, why, posts, items }) => (
            <Button key={name} variant="default" justify="space-between" h="auto" py="xs" styles={{ label: wholeSentence }} onClick={() => { look(name) }} rightSection={<Text size="xs" c="dimmed">{say(`whyOf.${why}`)}</Text>}>
              {say('keptOne', { when: formats.dateTime(utc), posts: say('posts', { count: posts }), items: say('items', { count: items }) })}
            </Button>
          ))}
        </Stack>
      )}
    </Stack>
  )
}

function WhatIsInIt({ found: { kind, folder, writtenUtc, counts, planned } }: { readonly found: Found }) {
  const say = useText('data')
  const formats = useFormats()
  const lines = [
    say('posts', { count: counts.posts }), say('items', { count: counts.items }),
    ...(counts.accounts > 0 ? [say('accounts', { count: counts.accounts })] : []),
    ...(counts.media > 0 ? [`${say('media', { count: counts.media })}${counts.mediaMissing > 0 ? ` (${say('missing', { count: counts.mediaMissing })})` : ''}`] : []),
  ]
  return (
    <Stack gap="xs">
      <Text fw={600}>{say(`found.${kind}`, { when: formats.dateTime(writtenUtc) })}</Text>
      <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>{folder}</Text>
      <List size="sm">{lines.map(line => <List.Item key={line}>{line}</List.Item>)}</List>
      {planned > 0 && <Alert color="amber" variant="light">{say('planned', { count: planned })}</Alert>}
    </Stack>
  )
}
