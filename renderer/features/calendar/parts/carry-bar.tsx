import { Button } from '@mantine/core'
import { useText } from '../../../text/index.ts'
import classes from './carry-bar.module.css'

/** While a card is carried: where it would go, said aloud at each step, and the keys that move it. */
export function CarryBar({ text, when, onPutDown, onLetGo }: { readonly text: string; readonly when: string; readonly onPutDown: () => void; readonly onLetGo: () => void }) {
  const say = useText('calendar')
  return (
    <div className={classes.bar}>
      <strong aria-live="assertive">{say('move.bar', { when })}</strong>
      <span className={classes.spoken} role="status">{say('move.carrying', { text, when: '' }).replace(': .', '.')}</span>
      <span className={classes.hint}>{say('move.barHint')}</span>
      <Button size="compact-sm" onClick={onPutDown}>{say('move.drop')}</Button>
      <Button size="compact-sm" variant="default" onClick={onLetGo}>{say('move.cancel')}</Button>
    </div>
  )
}
