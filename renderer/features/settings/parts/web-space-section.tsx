import { Button, Group } from '@mantine/core'
import { useCallback, useEffect, useState } from 'react'
import type { WebSpaceState } from '../../../../preload/contract/web-space.ts'
import { failureNotice, notice } from '../../../app/notices.tsx'
import { WebSpaceDialog } from '../../../app/parts/web-space-dialog.tsx'
import { comptoir } from '../../../comptoir.ts'
import { useText } from '../../../text/index.ts'
import { Row, Section } from './section.tsx'

/** The owner's own folder on the web, for networks that fetch pictures. Nobody needs it who has no such network. */
export function WebSpaceSection() {
  const say = useText('settings')
  const [state, setState] = useState<WebSpaceState>({ space: null, files: 0 })
  const [isOpen, setOpen] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const { space } = state

  const load = useCallback(async (): Promise<void> => {
    const answer = await comptoir().webSpace.state()
    if (answer.ok) setState(answer.value)
    else failureNotice(answer.failure)
  }, [])
  useEffect(() => { void load() }, [load])

  const tryIt = async (): Promise<void> => {
    setBusy(true)
    const answer = await comptoir().webSpace.try()
    setBusy(false)
    if (answer.ok) notice(say(`web.trial.${answer.value.kind}`))
    else failureNotice(answer.failure)
  }
  const remove = async (): Promise<void> => {
    setBusy(true)
    const answer = await comptoir().webSpace.remove()
    setBusy(false)
    if (answer.ok) notice(answer.value.left > 0 ? say('web.left', { count: answer.value.left }) : say('web.removed'))
    else failureNotice(answer.failure)
    await load()
  }
  return (
    <Section title={say('web.title')}>
      <Row label={say('web.label')} why={space ? say('web.at', { address: space.publicAddress }) : say('web.why')}>
        {space
          ? (
            <Group gap="xs">
              <Button variant="default" size="sm" loading={isBusy} onClick={() => { void tryIt() }}>{say('web.tryIt')}</Button>
              <Button variant="default" size="sm" disabled={isBusy} onClick={() => { setOpen(true) }}>{say('web.change')}</Button>
              <Button variant="subtle" color="brick" size="sm" disabled={isBusy} onClick={() => { void remove() }}>{say('web.remove')}</Button>
            </Group>
          )
          : <Button variant="default" size="sm" onClick={() => { setOpen(true) }}>{say('web.setUp')}</Button>}
      </Row>
      {isOpen && <WebSpaceDialog space={space} close={() => { setOpen(false); void load() }} />}
    </Section>
  )
}
