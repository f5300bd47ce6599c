import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { failureNotice } from '../../../app/notices.tsx'
import { comptoir } from '../../../comptoir.ts'
import { eraseStore } from '../../../db/whole-store.ts'
import { useText } from '../../../text/index.ts'

/** Final, so it asks for a word, not for a click. */
export function EraseDialog({ close }: { readonly close: () => void }) {
  const say = useText('settings')
  const common = useText('common')
  const [typed, setTyped] = useState('')
  const [isBusy, setIsBusy] = useState(false)
  const isSure = typed.trim().toLocaleLowerCase() === say('eraseWord')
  const erase = async (): Promise<void> => {
    if (!isSure) return
    setIsBusy(true)
    await eraseStore()
    const answer = await comptoir().system.eraseAll() // quits the app
    setIsBusy(false)
    if (!answer.ok) failureNotice(answer.failure, { 'try-again': () => { void erase() } })
  }
  return (
    <Modal opened onClose={close} title={say('eraseTitle')} closeButtonProps={{ 'aria-label': common('close') }}>
      <form onSubmit={event => { event.preventDefault(); void erase() }}>
        <Stack>
          <Text size="sm">{say('eraseWhy')}</Text>
          <Text size="sm" fw={600}>{say('eraseFinal')}</Text>
          <TextInput label={say('eraseType', { word: say('eraseWord') })} value={typed} onChange={event => { setTyped(event.currentTarget.value) }} autoComplete="off" data-autofocus />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>{common('cancel')}</Button>
            <Button type="submit" color="brick" disabled={!isSure} loading={isBusy}>{say('eraseNow')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
