import { Button, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { BackupState } from '../../../../preload/contract/backups.ts'
import { failureNotice, notice } from '../../../app/notices.tsx'
import { BringBackDialog } from '../../../app/parts/bring-back-dialog.tsx'
import { useNow } from '../../../app/use-now.ts'
import { comptoir } from '../../../comptoir.ts'
import { db } from '../../../db/db.ts'
import { backUp } from '../../../sync/back-up.ts'
import { describeFailure } from '../../../text/describe-failure.ts'
import { useFormats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import { Row } from './section.tsx'

const oldMs = 3 * 86_400_000

async function readState(): Promise<BackupState | null> {
  const answer = await comptoir().backups.state()
  return answer.ok ? answer.value : null
}

/** How old and how large the last good copy is, why the last try failed; make one now; bring one back. */
export function BackupRows() {
  const say = useText('data')
  const formats = useFormats()
  const now = useNow()
  const [state, setState] = useState<BackupState | null>(null)
  const [isBusy, setIsBusy] = useState(false)
  const [isBringing, setIsBringing] = useState(false)
  useEffect(() => { void readState().then(setState) }, [])
  const make = async (): Promise<void> => {
    setIsBusy(true)
    const answer = await backUp(db, 'by-owner')
    setIsBusy(false)
    setState(await readState())
    if (answer.ok) notice(say('made'))
    else failureNotice(answer.failure, { 'try-again': () => { void make() } })
  }
  const last = state?.kept[0]
  return (
    <>
      <Row label={say('backup')} why={say('backupWhy')}>
        <Button variant="default" size="sm" loading={isBusy} onClick={() => { void make() }}>{say('now')}</Button>
        {state && (
          <Text size="sm" w="100%" role="status">
            {last ? say('last', { when: formats.relative(last.utc, now), size: formats.bytes(last.sizeBytes) }) : say('none')}
            {last && now - last.utc > oldMs && <> {say('old')}</>}
            {state.failed && <Text span size="sm" c="brick" display="block">{say('failed', { when: formats.relative(state.failed.utc, now), why: describeFailure(state.failed.failure).sentence })}</Text>}
          </Text>
        )}
      </Row>
      <Row label={say('bringBack')} why={say('bringBackWhy')}><Button variant="default" size="sm" onClick={() => { setIsBringing(true) }}>{say('bringBackDo')}</Button></Row>
      {isBringing && <BringBackDialog close={() => { setIsBringing(false) }} done={() => { setIsBringing(false); void readState().then(setState) }} />}
    </>
  )
}
