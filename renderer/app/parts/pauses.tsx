import { useEffect, useState } from 'react'
import type { PauseRecord } from '../../../preload/contract/pauses.ts'
import { comptoir } from '../../comptoir.ts'
import { useFormats } from '../../text/format.ts'
import { useText } from '../../text/index.ts'
import { useSituation } from '../situation.ts'
import classes from './outbox-drawer.module.css'

/** When everything was stopped, by whom and why; the newest first. Nothing where nothing ever was. */
export function Pauses() {
  const pause = useSituation(situation => situation.state.pause)
  // Read anew after each pause, its end and its reason.
  return <List key={JSON.stringify(pause)} />
}

function List() {
  const say = useText('outbox')
  const formats = useFormats()
  const [pauses, setPauses] = useState<readonly PauseRecord[]>([])
  useEffect(() => {
    void comptoir().outbox.pauses().then(answer => { if (answer.ok) setPauses(answer.value) })
  }, [])
  if (pauses.length === 0) return null
  return (
    <details>
      <summary className={classes.age}>{say('pauses', { count: pauses.length })}</summary>
      <ul className={classes.list}>
        {pauses.map(pause => (
          <li key={pause.beganUtc} className={classes.age}>
            {pause.endedUtc === null ? say('pauseOpen', { since: formats.dateTime(pause.beganUtc) }) : say('pauseOver', { since: formats.dateTime(pause.beganUtc), until: formats.dateTime(pause.endedUtc) })}
            {pause.who && ` · ${pause.who}`}{pause.why && ` · ${pause.why}`}
          </li>
        ))}
      </ul>
    </details>
  )
}
