import { Title } from '@mantine/core'
import { useText } from '../../text/index.ts'
import type { BuiltPlace } from '../places.ts'
import classes from './thin-bar.module.css'

export function ThinBar({ place }: { readonly place: BuiltPlace['id'] }) {
  const say = useText('shell')
  return (
    <header className={classes.bar}>
      <Title order={1} className={classes.title}>{say(`place.${place}`)}</Title>
    </header>
  )
}
