import { Button, Text, Title } from '@mantine/core'
import { IconChartLine, IconClock, IconMessageCircle } from '@tabler/icons-react'
import { useScreen } from '../../../app/screen.ts'
import { startPost } from '../../../app/start-post.ts'
import { useText } from '../../../text/index.ts'
import { MorningDrawing } from './morning-drawing.tsx'
import classes from './today.module.css'

/** Before there is anything to tell: one thing to do, and what the page will tell then. */
export function FirstDay({ hasAccount }: { readonly hasAccount: boolean }) {
  const say = useText('today')
  const goTo = useScreen(screen => screen.goTo)
  if (!hasAccount) {
    return (
      <div className={classes.first}>
        <MorningDrawing />
        <Title order={2} size="h3">{say('first.noAccount')}</Title>
        <Text c="dimmed" maw={440}>{say('first.noAccountWhy')}</Text>
        <Button onClick={() => { goTo('accounts') }}>{say('first.connect')}</Button>
      </div>
    )
  }
  return (
    <div className={classes.first}>
      <MorningDrawing />
      <Title order={2} size="h3">{say('first.title')}</Title>
      <Button onClick={() => { void startPost() }}>{say('first.act')}</Button>
      <Text c="dimmed" mt="md">{say('first.why')}</Text>
      <ul className={classes.teach}>
        <li><IconClock size={18} stroke={1.7} aria-hidden />{say('first.out')}</li>
        <li><IconMessageCircle size={18} stroke={1.7} aria-hidden />{say('first.waiting')}</li>
        <li><IconChartLine size={18} stroke={1.7} aria-hidden />{say('first.result')}</li>
      </ul>
    </div>
  )
}
