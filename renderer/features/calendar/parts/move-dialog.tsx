import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { PlannedTime } from '../../../../preload/contract/time.ts'
import { useText } from '../../../text/index.ts'
import { useWhen, WhenBar } from '../../composer/index.ts'
import type { Card } from '../calendar-cards.ts'

/** "Move…": a new date and time by typing, with the same questions as in the composer. */
export function MoveDialog({ card, start, sayWhenOf, onMove, onClose }: { readonly card: Card; readonly start: PlannedTime; readonly sayWhenOf: (plan: PlannedTime) => string; readonly onMove: (plan: PlannedTime) => void; readonly onClose: () => void }) {
  const say = useText('calendar')
  const sayCommon = useText('common')
  const [plan, setPlan] = useState<PlannedTime>(start)
  const when = useWhen(plan, next => { if (next) setPlan(next) })
  const isGood = when.judgement?.kind === 'good'
  return (
    <Modal opened onClose={onClose} title={say('move.title')} size="lg" closeButtonProps={{ 'aria-label': sayCommon('close') }}>
      <form onSubmit={event => { event.preventDefault(); if (isGood) onMove(plan) }}>
        <Stack>
          <Text size="sm" c="dimmed" lineClamp={2}>{card.text || say('card.empty')}</Text>
          <WhenBar when={when} onPlan={setPlan} offersNow={false} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{sayCommon('cancel')}</Button>
            <Button type="submit" disabled={!isGood}>{say('move.act', { when: sayWhenOf(plan) })}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
