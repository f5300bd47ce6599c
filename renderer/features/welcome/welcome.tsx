import { Button, Group, SegmentedControl, Title, UnstyledButton } from '@mantine/core'
import { IconConfetti, IconLink } from '@tabler/icons-react'
import { useState } from 'react'
import { changeSettings } from '../../app/change-settings.ts'
import { connectPractice } from '../../app/connect-practice.ts'
import { BringBackDialog } from '../../app/parts/bring-back-dialog.tsx'
import { useSituation } from '../../app/situation.ts'
import { startPost } from '../../app/start-post.ts'
import { endWelcome } from '../../app/use-welcome.ts'
import { useFormats } from '../../text/format.ts'
import { useLanguage, useText } from '../../text/index.ts'
import { ConnectDialog } from '../accounts/index.ts'
import { CounterDrawing } from './counter-drawing.tsx'
import classes from './welcome.module.css'

/** First start: what it is, and the two ways in. Each can be left out. */
export function Welcome() {
  const say = useText('welcome')
  const data = useText('data')
  const formats = useFormats()
  const language = useLanguage()
  const networks = useSituation(situation => situation.networks)
  const [isBusy, setIsBusy] = useState(false)
  const [isConnecting, setIsConnecting] = useState(false)
  const [isBringing, setIsBringing] = useState(false)
  const practise = async (): Promise<void> => {
    setIsBusy(true)
    const account = await connectPractice()
    setIsBusy(false)
    if (!account) return
    await startPost({ text: say('suggestion'), accountIds: [account.id] })
    await endWelcome()
  }
  return (
    <main className={classes.page}>
      <CounterDrawing className={classes.drawing} />
      <Title order={1} className={classes.title}>{say('title')}</Title>
      <p className={classes.sentence}>{say('sentence')}</p>
      <div className={classes.ways}>
        <UnstyledButton className={classes.way} data-first disabled={isBusy} aria-busy={isBusy} onClick={() => { void practise() }}>
          <span className={classes.wayTitle}><IconConfetti size={20} aria-hidden />{say('practice')}</span>
          <span className={classes.wayWhy}>{say('practiceWhy')}</span>
        </UnstyledButton>
        <UnstyledButton className={classes.way} disabled={isBusy} onClick={() => { setIsConnecting(true) }}>
          <span className={classes.wayTitle}><IconLink size={20} aria-hidden />{say('real')}</span>
          <span className={classes.wayWhy}>{say('realWhy', { networks: formats.list(networks.map(network => network.name)) })}</span>
        </UnstyledButton>
      </div>
      <SegmentedControl aria-label={say('language')} value={language} data={[{ value: 'fr', label: 'Français' }, { value: 'en', label: 'English' }]} onChange={value => { void changeSettings({ language: value }) }} />
      <Group justify="center" gap="xs">
        <Button variant="subtle" color="gray" onClick={() => { setIsBringing(true) }}>{data('usedBefore')}</Button>
        <Button variant="subtle" color="gray" onClick={() => { void endWelcome() }}>{say('skip')}</Button>
      </Group>
      {isBringing && <BringBackDialog isFirst close={() => { setIsBringing(false) }} done={() => { void endWelcome() }} />}
      {isConnecting && <ConnectDialog close={() => { setIsConnecting(false) }} />}
    </main>
  )
}
