import type { AccountSummary } from '../../../../preload/contract/accounts.ts'
import type { AccountId } from '../../../../preload/contract/ids.ts'
import type { AccountFace } from '../../../app/account-faces.ts'
import { useText } from '../../../text/index.ts'
import { contentOf, type Draft } from '../composer-state.ts'
import { Preview } from './preview.tsx'
import classes from './previews.module.css'

/** The post on each chosen account, as it will stand there, with who will put it there. */
export function Previews({ draft, chosen, faces }: { readonly draft: Draft; readonly chosen: readonly AccountSummary[]; readonly faces: ReadonlyMap<AccountId, AccountFace> }) {
  const say = useText('composer')
  return (
    <aside className={classes.side} aria-label={say('preview.label')} tabIndex={0}>
      <h3 className={classes.title}>{say('preview.label')}</h3>
      {chosen.length === 0 && <p className={classes.none}>{say('preview.none')}</p>}
      {chosen.map(({ id }) => {
        const face = faces.get(id)
        return face ? <Preview key={id} face={face} content={contentOf(draft, id)} badge={say('who.badge')} /> : null
      })}
    </aside>
  )
}
