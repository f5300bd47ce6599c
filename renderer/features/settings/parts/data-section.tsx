import { Button } from '@mantine/core'
import { useState } from 'react'
import { failureNotice, notice } from '../../../app/notices.tsx'
import { useSituation } from '../../../app/situation.ts'
import { comptoir } from '../../../comptoir.ts'
import { exportStore } from '../../../db/whole-store.ts'
import { useText } from '../../../text/index.ts'
import { BackupRows } from './backup-rows.tsx'
import { EraseDialog } from './erase-dialog.tsx'
import { Row, Section } from './section.tsx'

/** Where everything is, how to take it along, bring it back, or be rid of it. */
export function DataSection() {
  const say = useText('settings')
  const folder = useSituation(situation => situation.about.dataFolder)
  const [isExporting, setIsExporting] = useState(false)
  const [isErasing, setIsErasing] = useState(false)

  const exportAll = async (): Promise<void> => {
    setIsExporting(true)
    const answer = await comptoir().system.exportAll({ posts: await exportStore() })
    setIsExporting(false)
    if (!answer.ok) failureNotice(answer.failure, { 'try-again': () => { void exportAll() } })
    else if (answer.value) notice(say('exported', { count: answer.value.files, folder: answer.value.folder }))
  }
  return (
    <Section title={say('data')}>
      <Row label={say('dataWhere')} why={folder}><Button variant="default" size="sm" onClick={() => { void comptoir().system.showDataFolder() }}>{say('openFolder')}</Button></Row>
      <BackupRows />
      <Row label={say('export')} why={say('exportWhy')}><Button variant="default" size="sm" loading={isExporting} onClick={() => { void exportAll() }}>{say('export')}</Button></Row>
      <Row label={say('eraseAll')} why={say('eraseWhy')}><Button variant="outline" color="brick" size="sm" onClick={() => { setIsErasing(true) }}>{say('eraseAll')}</Button></Row>
      {isErasing && <EraseDialog close={() => { setIsErasing(false) }} />}
    </Section>
  )
}
