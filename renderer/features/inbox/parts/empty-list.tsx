import { Button, Text } from '@mantine/core'
import { useLiveQuery } from 'dexie-react-hooks'
import { useScreen } from '../../../app/screen.ts'
import { startPost } from '../../../app/start-post.ts'
import { itemCount } from '../../../db/items.ts'
import { useText } from '../../../text/index.ts'
import { useInboxScreen } from '../inbox-screen.ts'
import classes from './empty-list.module.css'
import { BellDrawing } from './bell-drawing.tsx'

type Why = 'noAccounts' | 'nothing' | 'answered' | 'done' | 'filtered' | 'accounts'

/** Why there is nothing to see, and the one thing to do about it. */
export function EmptyList({ hasAccounts }: { readonly hasAccounts: boolean }) {
  const say = useText('inbox')
  const filter = useInboxScreen(screen => screen.filter)
  const isForSome = useScreen(screen => screen.accountFilter.length > 0)
  const count = useLiveQuery(itemCount)
  if (count === undefined) return <div className={classes.empty} />
  const why: Why = count === 0 ? (hasAccounts ? 'nothing' : 'noAccounts') : filter.group ? 'filtered' : isForSome ? 'accounts' : filter.box === 'done' ? 'done' : 'answered'
  const { goTo, filterAccounts } = useScreen.getState()
  const act = (): void => {
    switch (why) {
      case 'noAccounts': return goTo('accounts')
      case 'nothing': void startPost(); return
      case 'answered': return useInboxScreen.setState({ filter: { box: 'everything', group: null } })
      case 'done': return useInboxScreen.setState({ filter: { box: 'to-answer', group: null } })
      case 'filtered': return useInboxScreen.setState({ filter: { ...filter, group: null } })
      case 'accounts': return filterAccounts([])
    }
  }
  return (
    <div className={classes.empty}>
      <BellDrawing />
      <Text size="sm" c="dimmed" maw={260}>{say(`empty.${why}.sentence`)}</Text>
      <Button variant="default" size="sm" onClick={act}>{say(`empty.${why}.button`)}</Button>
    </div>
  )
}
