import { Button, Group, Modal, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { ItemRow } from '../../../db/schema.ts'
import { useText } from '../../../text/index.ts'
import { useSend } from '../use-item-acts.ts'

const maxChars = 1000

/** A report cannot be taken back once it has left: this is the one act that asks first. */
export function ReportDialog({ item, close }: { readonly item: ItemRow; readonly close: () => void }) {
  const say = useText('inbox')
  const common = useText('common')
  const send = useSend(item)
  const [comment, setComment] = useState('')
  const name = item.person.displayName || item.person.handle
  const report = async (): Promise<void> => {
    const isSent = await send({ kind: 'report', person: item.person, target: item.kind === 'follow' ? null : item.ref, comment: comment.trim() }, say('said.reported'))
    if (isSent) close()
  }
  return (
    <Modal opened onClose={close} title={say('report.title', { name })} closeButtonProps={{ 'aria-label': common('close') }}>
      <Text size="sm" c="dimmed" mb="md">{say('report.why', { name })}</Text>
      <Textarea label={say('report.comment')} value={comment} onChange={event => { setComment(event.currentTarget.value) }} maxLength={maxChars} autosize minRows={3} maxRows={8} data-autofocus />
      <Group justify="flex-end" mt="md"><Button variant="default" onClick={close}>{common('cancel')}</Button><Button color="brick" onClick={() => { void report() }}>{say('report.send')}</Button></Group>
    </Modal>
  )
}
