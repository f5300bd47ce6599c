import type { AccountSummary } from '../../../../preload/contract/accounts.ts'
import type { Content } from '../../../../preload/contract/drafts.ts'
import type { AccountId } from '../../../../preload/contract/ids.ts'
import type { AccountFace } from '../../../app/account-faces.ts'
import { useText } from '../../../text/index.ts'
import { Preview } from './preview.tsx'
import classes from './previews.module.css'

/** The post on each chosen account, as it will stand there, with who will put it there. */
export function Previews({ contentOf, isOut, chosen, faces }: {
  /** Null: it is not to be seen there (any more). */
  readonly contentOf: (account: AccountId) => Content | null
  readonly isOut: boolean; readonly chosen: readonly AccountSummary[]; readonly faces: ReadonlyMap<AccountId, AccountFace>
}) {
  const say = useText('composer')
  const title = say(isOut ? 'preview.labelOut' : 'preview.label')
  return (
    <aside className={classes.side} aria-label={title} tabIndex={0}>
      <h3 className={classes.title}>{title}</h3>
      {chosen.length === 0 && <p className={classes.none}>{say('preview.none')}</p>}
      {chosen.map(({ id }) => {
        const face = faces.get(id)
        const content = contentOf(id)
        return face && content ? <Preview key={id} face={face} content={content} badge={isOut ? '' : say('who.badge')} /> : null
      })}
    </aside>
  )
}
