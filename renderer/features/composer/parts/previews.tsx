import type { AccountSummary } from '../../../../preload/contract/accounts.ts'
import { followsAsComment } from '../../../../preload/contract/check-draft.ts'
import type { Content } from '../../../../preload/contract/drafts.ts'
import type { AccountId } from '../../../../preload/contract/ids.ts'
import type { AccountFace } from '../../../app/account-faces.ts'
import { useText } from '../../../text/index.ts'
import { Preview } from './preview.tsx'
import classes from './previews.module.css'

/** The post on each chosen account, as it will stand there, with who will put it there. */
export function Previews({ contentOf, as, chosen, faces, byNetwork }: {
  /** Null: it is not to be seen there (any more). */
  readonly contentOf: (account: AccountId) => Content | null
  readonly as: 'will' | 'is' | 'was'; readonly chosen: readonly AccountSummary[]; readonly faces: ReadonlyMap<AccountId, AccountFace>
  /** Accounts whose network publishes by itself. */
  readonly byNetwork: readonly AccountId[]
}) {
  const say = useText('composer')
  const title = say(as === 'will' ? 'preview.label' : as === 'is' ? 'preview.labelOut' : 'preview.labelWas')
  return (
    <aside className={classes.side} aria-label={title} tabIndex={0}>
      <h3 className={classes.title}>{title}</h3>
      {chosen.length === 0 && <p className={classes.none}>{say('preview.none')}</p>}
      {chosen.map(({ id, limits, abilities }) => {
        const face = faces.get(id)
        const content = contentOf(id)
        return face && content ? <Preview key={id} face={face} content={content} format={(limits.formats?.length ?? 0) > 1 ? content.format ?? limits.formats?.[0]?.format ?? null : null} hasComment={followsAsComment(abilities)} badge={as === 'will' ? say(face.isByHand ? 'who.badgeYou' : byNetwork.includes(id) ? 'who.badgeNetwork' : 'who.badge') : ''} /> : null
      })}
    </aside>
  )
}
