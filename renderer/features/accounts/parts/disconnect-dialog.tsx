import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { comptoir } from '../../../comptoir.ts'
import type { AccountRow } from '../../../db/schema.ts'
import { failureNotice, notice } from '../../../app/notices.tsx'
import { useText } from '../../../text/index.ts'

/** The one question about an account that is worth asking: it ends something at the network. */
export function DisconnectDialog({ account, close }: { readonly account: AccountRow; readonly close: () => void }) {
  const say = useText('accounts')
  const common = useText('common')
  const [fate, setFate] = useState<'keep' | 'erase'>(account.isPractice ? 'erase' : 'keep')
  const [isBusy, setIsBusy] = useState(false)
  const name = account.displayName || account.handle
  const disconnect = async (): Promise<void> => {
    setIsBusy(true)
    const answer = await comptoir().accounts.disconnect({ id: account.id, erase: fate === 'erase' })
    setIsBusy(false)
    if (!answer.ok) return failureNotice(answer.failure, { 'try-again': () => { void disconnect() } })
    notice(say(account.byHand ? 'hand.removed' : 'disconnected', { name }))
    close()
  }
  return (
    <Modal opened onClose={close} title={say(account.byHand ? 'hand.removeTitle' : 'disconnectTitle', { name })} closeButtonProps={{ 'aria-label': common('close') }}>
      <Stack>
        <Text size="sm">{say(account.byHand ? 'hand.removeWhy' : 'disconnectWhy')}</Text>
        {!account.byHand && <Radio.Group value={fate} onChange={value => { setFate(value === 'erase' ? 'erase' : 'keep') }} aria-label={say('disconnectTitle', { name })}>
          <Stack gap="sm">
            <Radio value="keep" label={say('keep')} description={say('keepWhy')} />
            <Radio value="erase" label={say('erase')} description={say('eraseWhy')} />
          </Stack>
        </Radio.Group>}
        <Group justify="flex-end">
          <Button variant="default" onClick={close} data-autofocus>{common('cancel')}</Button>
          <Button color="brick" loading={isBusy} onClick={() => { void disconnect() }}>{say(account.byHand ? 'hand.remove' : 'disconnect')}</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
