import type { AccountSummary } from '../../../preload/contract/accounts.ts'
import { checkDraft, isRequired, optionsFor, type Problem } from '../../../preload/contract/check-draft.ts'
import type { Content } from '../../../preload/contract/drafts.ts'
import type { OptionName, PostFormat, PublishOption } from '../../../preload/contract/networks.ts'
import { contentOf, type Draft } from './composer-state.ts'

/** What one network asks beside the text, as it stands in the draft. */
export type NetworkDetails = {
  readonly content: Content
  /** What the post may be there; one or none leaves nothing to choose. */
  readonly formats: readonly PostFormat[]
  readonly format: PostFormat
  /** Fields in plain view, and those behind "more". */
  readonly shown: readonly PublishOption[]
  readonly folded: readonly PublishOption[]
  readonly problems: ReadonlyMap<OptionName, Problem>
}

/** So few are no burden: all of them are shown. */
const fewFields = 3

/** Pure; null where the network asks for nothing. What is required, touched or wrong is always in view. */
export function networkDetailsOf(draft: Draft, { id, limits, abilities }: Pick<AccountSummary, 'id' | 'limits' | 'abilities'>): NetworkDetails | null {
  const content = contentOf(draft, id)
  const options = optionsFor(content, limits)
  const formats = limits.formats?.map(rule => rule.format) ?? []
  const hasOptions = (limits.options?.length ?? 0) > 0
  if (formats.length < 2 && !hasOptions) return null
  const problems = new Map(checkDraft(content, limits, abilities).flatMap(problem => 'option' in problem ? [[problem.option, problem] as const] : []))
  const touched = draft.details?.[id]?.options ?? {}
  const isShown = (option: PublishOption): boolean => options.length <= fewFields || isRequired(option, content) || option.name in touched || problems.has(option.name)
  return { content, formats, format: content.format ?? formats[0] ?? 'post', shown: options.filter(isShown), folded: options.filter(option => !isShown(option)), problems }
}
