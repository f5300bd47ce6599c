import type { AccountSummary } from '../../../preload/contract/accounts.ts'
import { checkDraft, limitsFor, maxSigns, type Problem, type Surroundings } from '../../../preload/contract/check-draft.ts'
import { countGraphemes, countText } from '../../../preload/contract/count-text.ts'
import type { Content } from '../../../preload/contract/drafts.ts'
import type { AccountId } from '../../../preload/contract/ids.ts'
import { contentOf, type Draft, type Whose } from './composer-state.ts'

/** One problem and all accounts that would refuse for it. */
export type Finding = { readonly problem: Problem; readonly accountIds: readonly AccountId[] }

/** The chosen accounts that send this text. */
export const accountsOf = (draft: Draft, whose: Whose, accounts: readonly AccountSummary[]): readonly AccountSummary[] =>
  accounts.filter(account => draft.accountIds.includes(account.id) && (whose === 'all' ? draft.variants[account.id] === undefined : account.id === whose))

/** The same accounts with the limits of the kind of post each of them will send. */
export const asTheySend = (draft: Draft, accounts: readonly AccountSummary[]): readonly AccountSummary[] =>
  accounts.map(account => account.limits.formats ? { ...account, limits: limitsFor(contentOf(draft, account.id), account.limits) } : account)

/** What stands in the way of this text, each said once whoever it concerns. */
export function findingsOf(draft: Draft, whose: Whose, accounts: readonly AccountSummary[], around: Surroundings): readonly Finding[] {
  const findings = new Map<string, { problem: Problem; accountIds: AccountId[] }>()
  for (const account of accountsOf(draft, whose, accounts)) {
    for (const problem of checkDraft(contentOf(draft, account.id), account.limits, account.abilities, around)) {
      const key = JSON.stringify(problem)
      const known = findings.get(key)
      if (known) known.accountIds.push(account.id)
      else findings.set(key, { problem, accountIds: [account.id] })
    }
  }
  return [...findings.values()]
}

/** What keeps the post from going out, if anything. */
export type Readiness = { readonly kind: 'ready' } | { readonly kind: 'no-account' } | { readonly kind: 'empty' } | { readonly kind: 'blocked'; readonly whose: Whose }

export function readinessOf(draft: Draft, accounts: readonly AccountSummary[], around: Surroundings): Readiness {
  const chosen = accounts.filter(account => draft.accountIds.includes(account.id))
  if (chosen.length === 0) return { kind: 'no-account' }
  let isEmpty = true
  let blocked: Whose | null = null
  for (const account of chosen) {
    const problems = checkDraft(contentOf(draft, account.id), account.limits, account.abilities, around).filter(problem => problem.blocks)
    if (problems.some(problem => problem.kind !== 'empty' || problem.part > 0)) blocked ??= draft.variants[account.id] ? account.id : 'all'
    if (!problems.some(problem => problem.kind === 'empty' && problem.part === 0)) isEmpty = false
    else if (draft.variants[account.id]) blocked ??= account.id
  }
  if (isEmpty) return { kind: 'empty' }
  return blocked === null ? { kind: 'ready' } : { kind: 'blocked', whose: blocked }
}

/** Signs left for one part on one account, given as it sends; negative when there are too many. Bytes are only told by check-draft. */
export function signsLeft(content: Content, part: number, account: AccountSummary): number {
  const { text: rule } = account.limits
  const warning = rule.warningCounts && content.contentWarning ? countGraphemes(content.contentWarning) : 0
  return maxSigns(content.parts[part] ?? { media: [] }, rule) - warning - countText(content.parts[part]?.text ?? '', rule).graphemes
}
