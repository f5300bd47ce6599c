import { Alert, Button, Group, Modal, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { isWebAddress, type WebSpace, type WebSpaceOrder } from '../../../preload/contract/web-space.ts'
import { notice } from '../notices.tsx'
import { comptoir } from '../../comptoir.ts'
import { describeFailure } from '../../text/describe-failure.ts'
import { useText } from '../../text/index.ts'

/** Where the folder is, how to get in, what it is called on the web. It is kept once a small picture went all the way. */
export function WebSpaceDialog({ space, close }: { readonly space: WebSpace | null; readonly close: () => void }) {
  const say = useText('settings')
  const common = useText('common')
  const [order, setOrder] = useState<WebSpaceOrder>({ kind: 'webdav', address: '', user: '', publicAddress: '', ...space, password: '' })
  const [trouble, setTrouble] = useState<string | null>(null)
  const [isTrying, setTrying] = useState(false)
  const mayKeepPassword = space !== null && space.address === order.address && space.user === order.user
  const isWhole = isWebAddress(order.address) && isWebAddress(order.publicAddress) && order.user !== '' && (order.password !== '' || mayKeepPassword)
  const problemOf = (address: string): string | undefined => address === '' || isWebAddress(address) ? undefined : say('web.notAnAddress')

  const keep = async (): Promise<void> => {
    setTrying(true)
    setTrouble(null)
    const answer = await comptoir().webSpace.keep(order)
    setTrying(false)
    if (!answer.ok) return setTrouble(describeFailure(answer.failure).sentence)
    const said = say(`web.trial.${answer.value.kind}`)
    if (answer.value.kind !== 'works') return setTrouble(`${said} (${answer.value.detail})`)
    notice(said)
    close()
  }
  const field = (name: 'address' | 'user' | 'publicAddress') => ({
    value: order[name], autoComplete: 'off', spellCheck: false, disabled: isTrying,
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => { setOrder({ ...order, [name]: event.currentTarget.value.trim() }) },
  })
  return (
    <Modal opened onClose={close} title={say('web.title')} size="md" closeButtonProps={{ 'aria-label': common('close') }}>
      <form onSubmit={event => { event.preventDefault(); if (isWhole && !isTrying) void keep() }}>
        <Stack>
          {trouble && <Alert color="brick" role="alert">{trouble}</Alert>}
          <TextInput label={say('web.address')} description={say('web.addressWhy')} placeholder="https://webdav.example.net/www/comptoir" error={problemOf(order.address)} data-autofocus {...field('address')} />
          <TextInput label={say('web.user')} {...field('user')} />
          <PasswordInput label={say('web.password')} description={say(mayKeepPassword ? 'web.passwordKept' : 'web.passwordWhy')} value={order.password} autoComplete="off" disabled={isTrying} visibilityToggleButtonProps={{ 'aria-label': common('showSecret') }} onChange={event => { setOrder({ ...order, password: event.currentTarget.value }) }} />
          <TextInput label={say('web.publicAddress')} description={say('web.publicWhy')} placeholder="https://www.example.net/comptoir" error={problemOf(order.publicAddress)} {...field('publicAddress')} />
          <Group justify="space-between">
            <span role="status">{isTrying ? say('web.trying') : ''}</span>
            <Button type="submit" disabled={!isWhole} loading={isTrying}>{say('web.keep')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
