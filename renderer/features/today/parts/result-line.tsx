import { Button } from '@mantine/core'
import { useScreen } from '../../../app/screen.ts'
import type { OwnPostRow } from '../../../db/schema.ts'
import { useFormats, type Formats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import type { today } from '../../../text/en/today.ts'
import type { Say } from '../../../text/shape.ts'
import type { WeekResult } from '../../analytics/index.ts'
import classes from './today.module.css'

/** The best post of the week beside what is usual; a dash with its reason when there is nothing to tell. */
export function ResultLine({ result }: { readonly result: WeekResult<OwnPostRow> }) {
  const say = useText('today')
  const formats = useFormats()
  const goTo = useScreen(screen => screen.goTo)
  const isKnown = result.kind === 'known' || result.kind === 'no-usual'
  return (
    <section className={classes.card} aria-labelledby="today-result">
      <h3 id="today-result" className={classes.sectionTitle}>{say('result.title')}</h3>
      <div className={classes.foot}>
        <div className={classes.words}>
          <p className={isKnown ? classes.result : classes.quiet}>{sayResult(result, say, formats)}</p>
          {isKnown && result.post.text && <p className={`${classes.soft} ${classes.text}`}>{result.post.text}</p>}
        </div>
        <Button size="compact-sm" variant="light" onClick={() => { goTo('analytics') }}>{say('result.act')}</Button>
      </div>
    </section>
  )
}

function sayResult(result: WeekResult<OwnPostRow>, say: Say<typeof today>, formats: Formats): string {
  switch (result.kind) {
    case 'no-posts': return say('result.noPosts')
    case 'no-figures': return say('result.noFigures')
    case 'no-usual': return `${say('result.best', { count: result.reactions })} ${say('result.noUsual')}`
    case 'known': return `${say('result.best', { count: result.reactions })} ${say('result.usual', { usual: formats.number(result.usual) })}`
  }
}
