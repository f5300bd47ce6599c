import { Button } from '@mantine/core'
import { useState } from 'react'
import { failureNotice, notice } from '../../../app/notices.tsx'
import { useSituation } from '../../../app/situation.ts'
import { comptoir } from '../../../comptoir.ts'
import { exportStore, importStore } from '../../../db/whole-store.ts'
import { useText } from '../../../text/index.ts'
import { EraseDialog } from './erase-dialog.tsx'
import { Row, Section } from './section.tsx'

type Busy = 'nothing' | 'export' | 'import'

/** Where everything is, how to take it along, bring it back, or be rid of it. */
export function DataSection() {
  const say = useText('settings')
  const folder = useSituation(situation => situation.about.dataFolder)
  const [busy, setBusy] = useState<Busy>('nothing')
  const [isErasing, setIsErasing] = useState(false)

  const exportAll = async (): Promise<void> => {
    setBusy('export')
    const answer = await comptoir().system.exportAll({ posts: await exportStore() })
    setBusy('nothing')
    if (!answer.ok) failureNotice(answer.failure, { 'try-again': () => { void exportAll() } })
    else if (answer.value) notice(say('exported', { count: answer.value.files, folder: answer.value.folder }))
  }
  const importAll = async (): Promise<void> => {
    setBusy('import')
    const chosen = await comptoir().system.importAll()
    const answer = chosen.ok && chosen.value ? await importStore(chosen.value.posts) : null
    setBusy('nothing')
    const failure = !chosen.ok ? chosen.failure : answer && !answer.ok ? answer.failure : null
    if (failure) failureNotice(failure, { 'choose-other': () => { void importAll() } })
    if (!answer?.ok) return
    const { posts, items, unreadable } = answer.value
    notice(say('imported', { posts: say('importedPosts', { count: posts }), items: say('importedItems', { count: items }) }))
    if (unreadable > 0) notice(say('importedBad', { count: unreadable }))
  }
  return (
    <Section title={say('data')}>
      <Row label={say('dataWhere')} why={folder}><Button variant="default" size="sm" onClick={() => { void comptoir().system.showDataFolder() }}>{say('openFolder')}</Button></Row>
      <Row label={say('export')} why={say('exportWhy')}><Button variant="default" size="sm" loading={busy === 'export'} onClick={() => { void exportAll() }}>{say('export')}</Button></Row>
      <Row label={say('import')} why={say('importWhy')}><Button variant="default" size="sm" loading={busy === 'import'} onClick={() => { void importAll() }}>{say('import')}</Button></Row>
      <Row label={say('eraseAll')} why={say('eraseWhy')}><Button variant="outline" color="brick" size="sm" onClick={() => { setIsErasing(true) }}>{say('eraseAll')}</Button></Row>
      {isErasing && <EraseDialog close={() => { setIsErasing(false) }} />}
    </Section>
  )
}
