import { TextInput } from '@mantine/core'
import type { AccountSummary } from '../../../../preload/contract/accounts.ts'
import type { Problem } from '../../../../preload/contract/check-draft.ts'
import type { AccountId } from '../../../../preload/contract/ids.ts'
import type { Ability } from '../../../../preload/contract/networks.ts'
import type { AccountFace } from '../../../app/account-faces.ts'
import { useSituation } from '../../../app/situation.ts'
import { hasUnsentChanges } from '../../../db/posts.ts'
import { useFormats } from '../../../text/format.ts'
import { useLanguage, useText } from '../../../text/index.ts'
import { accountsOf, asTheySend, findingsOf, readinessOf } from '../composer-checks.ts'
import { contentOf, type Whose } from '../composer-state.ts'
import type { OpenPost } from '../use-composer.ts'
import { AccountChips } from './account-chips.tsx'
import { Findings } from './findings.tsx'
import { NetworkDetails } from './network-details.tsx'
import { PartEditor } from './part-editor.tsx'
import { Tools } from './tools.tsx'
import { WhoseTabs } from './whose-tabs.tsx'
import classes from './editor.module.css'

const abilitiesOfWhole: readonly Ability[] = ['thread', 'first-comment', 'content-warning', 'quote', 'story', 'short-video']
const ofWhole = (problem: Problem): boolean =>
  problem.kind === 'too-many-parts' || problem.kind === 'visibility' || (problem.kind === 'lacking' && abilitiesOfWhole.includes(problem.ability))

/** Everything that is written: accounts, whose text, its parts, and what else belongs to it. */
export function Editor({ open, accounts, chosen, faces, whose, isAdding, onTurn, onDiffer, onFiles, onChoose, onConnect }: {
  readonly open: OpenPost; readonly accounts: readonly AccountSummary[]; readonly chosen: readonly AccountSummary[]; readonly faces: ReadonlyMap<AccountId, AccountFace>
  readonly whose: Whose; readonly isAdding: boolean
  readonly onTurn: (whose: Whose) => void; readonly onDiffer: (account: AccountId) => void
  readonly onFiles: (part: number, files: readonly File[]) => void; readonly onChoose: (part: number) => void; readonly onConnect: () => void
}) {
  const say = useText('composer')
  const language = useLanguage()
  const formats = useFormats()
  const state = useSituation(situation => situation.state)
  const { draft, row, history, dispatch } = open
  const content = contentOf(draft, whose)
  const concerned = asTheySend(draft, accountsOf(draft, whose, accounts))
  const findings = findingsOf(draft, whose, accounts, state)
  const readiness = readinessOf(draft, accounts, state)
  const differing = chosen.map(account => account.id).filter(id => draft.variants[id] !== undefined)
  return (
    <div className={classes.editor}>
      {hasUnsentChanges(row) && <p className={classes.unsent}>{say('unsent')}</p>}
      <AccountChips accounts={accounts} faces={faces} chosen={draft.accountIds} onChoose={accountIds => { dispatch({ kind: 'choose-accounts', accountIds }) }} onConnect={onConnect} />
      <WhoseTabs faces={faces} chosen={chosen.map(account => account.id)} differing={differing} whose={whose} blocked={readiness.kind === 'blocked' ? readiness.whose : null}
        onTurn={onTurn} onDiffer={onDiffer} onFollow={account => { dispatch({ kind: 'follow-common', account }); onTurn('all') }} />
      {whose === 'all' && differing.length > 0 && <p className={classes.note}>{say('whose.differs', { account: formats.list(differing.map(id => faces.get(id)?.short ?? '')) })}</p>}
      <div id="whose-text" className={classes.text} role={differing.length > 0 ? 'tabpanel' : undefined} aria-labelledby={differing.length > 0 ? `whose-${whose}` : undefined}>
        {content.contentWarning !== null && (
          <TextInput size="sm" label={say('warning.label')} placeholder={say('warning.placeholder')} value={content.contentWarning} onChange={event => { dispatch({ kind: 'warn', whose, warning: event.currentTarget.value }) }} />
        )}
        <Findings findings={findings} faces={faces} of={ofWhole} saysWho={whose === 'all'} onDiffer={onDiffer} />
        {content.parts.map((_, index) => (
          // A part has no name but its place.
          // oxlint-disable-next-line react/no-array-index-key
          <PartEditor key={index} content={content} index={index} whose={whose} accounts={concerned} faces={faces} findings={findings} language={language} dispatch={dispatch} onFiles={onFiles} onDiffer={onDiffer} />
        ))}
      </div>
      <Tools content={content} whose={whose} accounts={concerned} canUndo={history.past.length > 0} canRedo={history.future.length > 0} isAdding={isAdding} dispatch={dispatch}
        onUndo={() => { dispatch({ kind: 'undo' }) }} onRedo={() => { dispatch({ kind: 'redo' }) }} onChoose={() => { onChoose(content.parts.length - 1) }} />
      <NetworkDetails draft={draft} accounts={accountsOf(draft, whose, accounts)} faces={faces} dispatch={dispatch} />
    </div>
  )
}
