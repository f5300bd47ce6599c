import { Button } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import type { Look } from '../../../preload/contract/publishing.ts'
import { comptoir } from '../../comptoir.ts'
import { useFormats } from '../../text/format.ts'
import { useText } from '../../text/index.ts'
import { groupLooks } from '../group-looks.ts'
import { failureNotice } from '../notices.tsx'
import { useStoryWords } from '../use-story-words.ts'
import classes from './looks.module.css'

/** What Comptoir has looked at after a lost answer, when and with what result; the last looks say most, so they come first. */
export function Looks({ looks, profileUrl, network }: { readonly looks: readonly Look[]; readonly profileUrl: string | null; readonly network: string }) {
  const say = useText('outbox')
  const formats = useFormats()
  const words = useStoryWords()
  const open = async (url: string): Promise<void> => {
    const opened = await comptoir().system.openLink(url)
    if (!opened.ok) failureNotice(opened.failure)
  }
  const last = looks.at(-1)
  return (
    <div className={classes.looks}>
      {last && <p className={classes.sum}>{say('looked', { count: looks.length, when: formats.dateTime(last.utc) })}</p>}
      {last && <ol className={classes.list} aria-label={say('looksLabel')} tabIndex={0}>
        {groupLooks(looks, words.look).map(({ firstUtc, lastUtc, count, sentence }) => (
          <li key={lastUtc}>
            <span className={classes.when}>{count === 1 ? formats.dateTime(lastUtc) : say('looksBetween', { count, from: formats.dateTime(firstUtc), to: formats.time(lastUtc) })}</span>
            <span>{sentence}</span>
          </li>
        ))}
      </ol>}
      {profileUrl && <Button size="compact-sm" leftSection={<IconExternalLink size={14} aria-hidden />} onClick={() => { void open(profileUrl) }}>{say('lookYourself', { network })}</Button>}
      <p className={classes.sum}>{say('beforeRetry')}</p>
    </div>
  )
}
