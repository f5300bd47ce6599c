import { Kbd, Text } from '@mantine/core'
import { useText } from '../../../text/index.ts'
import classes from './nothing-open.module.css'

const keys = [['J', 'K', 'move'], ['Enter', null, 'open'], ['R', null, 'answer'], ['E', null, 'done'], ['L', null, 'like'], ['X', null, 'choose'], ['U', null, 'unread'], ['Z', null, 'undo']] as const

/** The middle before a message is chosen: what will be there, and the keys that go through a pile. */
export function NothingOpen({ hasRows }: { readonly hasRows: boolean }) {
  const say = useText('inbox')
  if (!hasRows) return null
  return (
    <div className={classes.nothing}>
      <Text component="h2" fw={620} size="md">{say('choose.title')}</Text>
      <Text size="sm" c="dimmed">{say('choose.sentence')}</Text>
      <ul className={classes.keys}>
        {keys.map(([first, second, name]) => <li key={name}><span className={classes.caps}><Kbd>{first}</Kbd>{second && <Kbd>{second}</Kbd>}</span>{say(`keys.${name}`)}</li>)}
      </ul>
    </div>
  )
}
