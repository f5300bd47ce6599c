import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { NetworkDescription } from '../../../../preload/contract/networks.ts'
import { failureNotice, notice } from '../../../app/notices.tsx'
import { comptoir } from '../../../comptoir.ts'
import { putAccount } from '../../../db/accounts.ts'
import { useText } from '../../../text/index.ts'

/** An account on which the owner posts themselves; `network` null: one that Comptoir does not know. */
export function HandForm({ network, back, done }: { readonly network: NetworkDescription | null; readonly back: () => void; readonly done: () => void }) {
  const say = useText('accounts')
  const common = useText('common')
  const [typed, setTyped] = useState({ name: network?.name ?? '', handle: '', page: network?.composePage ?? '' })
  const [isTold, setTold] = useState(false)
  const isPage = URL.parse(typed.page.trim())?.protocol === 'https:'
  const isWhole = typed.name.trim() !== '' && typed.handle.trim() !== '' && typed.page.trim() !== ''
  const add = async (): Promise<void> => {
    setTold(!isPage)
    if (!isWhole || !isPage) return
    const answer = await comptoir().accounts.addByHand({ network: network?.id ?? null, ...typed })
    if (!answer.ok) return failureNotice(answer.failure)
    await putAccount(answer.value)
    notice(say('hand.added', { name: answer.value.displayName }))
    done()
  }
  const field = (name: keyof typeof typed) => ({ value: typed[name], autoComplete: 'off', spellCheck: false, onChange: (event: { readonly currentTarget: { readonly value: string } }) => { setTyped({ ...typed, [name]: event.currentTarget.value }) } })
  return (
    <form noValidate onSubmit={event => { event.preventDefault(); void add() }}>
      <Stack>
        <Text size="sm" c="dimmed">{say('hand.why')}</Text>
        {!network && <TextInput label={say('hand.network')} placeholder={say('hand.networkExample')} maxLength={60} data-autofocus {...field('name')} />}
        <TextInput label={say('hand.handle')} description={say('hand.handleHelp')} maxLength={120} data-autofocus={network ? true : undefined} {...field('handle')} />
        <TextInput type="url" label={say('hand.page')} description={say('hand.pageHelp')} placeholder="https://" maxLength={2000} error={isTold && !isPage && say('hand.notAPage')} {...field('page')} />
        <Group justify="space-between">
          <Button variant="default" onClick={back}>{common('back')}</Button>
          <Button type="submit" disabled={!isWhole}>{say('hand.add')}</Button>
        </Group>
      </Stack>
    </form>
  )
}
