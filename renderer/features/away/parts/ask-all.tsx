import { Button } from '@mantine/core'
import { useState } from 'react'
import { failureNotice, notice } from '../../../app/notices.tsx'
import type { DeliveryRow } from '../../../db/schema.ts'
import { decideDelivery } from '../../../sync/push.ts'
import { useText } from '../../../text/index.ts'
import { lateChoices, type LateChoice } from '../late-choices.ts'
import classes from './away.module.css'

/** One answer for all that ask. They then go out one after the other, at the distance their account keeps, never all at once. */
export function AskAll({ rows }: { readonly rows: readonly DeliveryRow[] }) {
  const say = useText('away')
  const [busy, setBusy] = useState<LateChoice | null>(null)
  if (rows.length < 2) return null
  const decideAll = async (choice: LateChoice): Promise<void> => {
    setBusy(choice)
    let decided = 0
    for (const { delivery } of rows) {
      const answer = await decideDelivery(delivery.id, choice)
      // One that was settled meanwhile must not keep the others waiting.
      if (answer.ok) decided++
      else if (answer.failure.kind !== 'too-late') failureNotice(answer.failure)
    }
    setBusy(null)
    notice(say(`allDone.${choice}`, { count: decided }))
  }
  return (
    <div className={classes.all} role="group" aria-label={say('all', { count: rows.length })}>
      <span>{say('all', { count: rows.length })}</span>
      {lateChoices.map(choice => <Button key={choice} size="compact-sm" variant="default" loading={busy === choice} disabled={busy !== null && busy !== choice} onClick={() => { void decideAll(choice) }}>{say(`allChoice.${choice}`)}</Button>)}
    </div>
  )
}
