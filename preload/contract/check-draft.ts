import type { Content, MediaKind, MediaUse, Part } from './drafts.ts'
import type { Abilities, Ability, DocumentLimit, FormatRule, Limits, MediaLimit, OptionName, PublishOption, TextRule } from './networks.ts'
import { countGraphemes, countText, countUnits } from './count-text.ts'
import { assertNever } from './result.ts'

/** What would make the network refuse, found before anything is sent. `part` counts from 0. `blocks`: it cannot be scheduled like this. */
export type Problem =
  | { readonly kind: 'empty'; readonly part: number; readonly blocks: true }
  | { readonly kind: 'text-too-long'; readonly part: number; readonly over: number; readonly max: number; readonly unit: 'graphemes' | 'bytes'; readonly blocks: true }
  | { readonly kind: 'text-sign'; readonly part: number; readonly sign: string; readonly blocks: true }
  | { readonly kind: 'too-many-media'; readonly part: number; readonly max: number; readonly media: MediaKind; readonly blocks: true }
  | { readonly kind: 'media-mixed'; readonly part: number; readonly blocks: true }
  | { readonly kind: 'document-alone'; readonly part: number; readonly name: string; readonly blocks: true }
  | { readonly kind: 'media-too-many-pages'; readonly part: number; readonly name: string; readonly max: number; readonly blocks: true }
  | { readonly kind: 'media-alone'; readonly part: number; readonly name: string; readonly blocks: true }
  | { readonly kind: 'media-type'; readonly part: number; readonly name: string; readonly mime: string; readonly blocks: true }
  | { readonly kind: 'media-too-large'; readonly part: number; readonly name: string; readonly maxBytes: number; readonly blocks: true }
  | { readonly kind: 'media-too-long'; readonly part: number; readonly name: string; readonly maxMs: number; readonly blocks: true }
  | { readonly kind: 'media-needed'; readonly part: 0; readonly media: 'media' | 'image' | 'video'; readonly blocks: true }
  | { readonly kind: 'media-too-short'; readonly part: number; readonly name: string; readonly minMs: number; readonly blocks: true }
  | { readonly kind: 'media-too-small'; readonly part: number; readonly name: string; readonly minWidth: number; readonly minHeight: number; readonly blocks: true }
  | { readonly kind: 'media-aspect'; readonly part: number; readonly name: string; readonly why: 'tall' | 'wide'; readonly blocks: true }
  | { readonly kind: 'option-missing' | 'option-invalid'; readonly part: 0; readonly option: OptionName; readonly blocks: true }
  | { readonly kind: 'option-sign'; readonly part: 0; readonly option: OptionName; readonly sign: string; readonly blocks: true }
  | { readonly kind: 'option-too-long'; readonly part: 0; readonly option: OptionName; readonly max: number; readonly blocks: true }
  /** The network fetches them from the web itself, and there is no web space to put them. */
  | { readonly kind: 'media-web-space'; readonly part: number; readonly media: 'image' | 'video'; /** What would do without one. */ readonly otherwise: 'without' | 'video' | null; readonly blocks: true }
  | { readonly kind: 'media-shrinks'; readonly part: number; readonly name: string; readonly blocks: false }
  | { readonly kind: 'alt-missing'; readonly part: number; readonly name: string; readonly blocks: false }
  | { readonly kind: 'alt-too-long'; readonly part: number; readonly name: string; readonly max: number; readonly blocks: true }
  | { readonly kind: 'poll-invalid'; readonly part: number; readonly why: 'too-few' | 'too-many' | 'option-too-long' | 'option-empty' | 'duration' | 'with-media'; readonly blocks: true }
  | { readonly kind: 'too-many-parts'; readonly part: 0; readonly max: number; readonly blocks: true }
  | { readonly kind: 'visibility'; readonly part: 0; readonly blocks: true }
  | { readonly kind: 'lacking'; readonly part: number; readonly ability: Ability; readonly blocks: true }

/** The limits of the format a content has: those of the account, with what its format changes. */
export function limitsFor({ format }: Pick<Content, 'format'>, limits: Limits): Limits {
  const rule = ruleOf(format, limits)
  if (!rule) return limits
  const { format: _name, schedules, ...own } = rule
  const { schedule, documents: _documents, ...others } = limits
  return { ...others, ...own, ...(schedule && schedules ? { schedule } : {}) }
}
const ruleOf = (format: Content['format'], { formats }: Limits): FormatRule | undefined => formats?.find(rule => rule.format === format) ?? (format === undefined ? formats?.[0] : undefined)

/** What the network asks for beside the text, for the format a content has. */
export const optionsFor = ({ format }: Pick<Content, 'format'>, limits: Limits): readonly PublishOption[] => {
  const chosen = format ?? limits.formats?.[0]?.format ?? 'post'
  return limits.options?.filter(option => option.formats === undefined || option.formats.includes(chosen)) ?? []
}

/** What an option is set to; undefined where the owner has still to choose. */
export function optionValue(option: PublishOption, { options }: Pick<Content, 'options'>): string | undefined {
  const given = options?.[option.name]
  if (given !== undefined && given !== '') return given
  return option.kind === 'flag' ? option.initial : option.kind === 'choice' ? option.initial ?? undefined : undefined
}

/** Where there are no threads, what follows a post may stand below it as its first comment. */
export const followsAsComment = (abilities: Abilities): boolean => abilities.thread.kind !== 'works' && abilities['first-comment'].kind === 'works'

/** What is known beside the account. Absent: not known, and nothing is said of it. */
export type Surroundings = { readonly hasWebSpace?: boolean | undefined }

/** Pure; used by the composer at each keystroke and again before sending. */
export function checkDraft(content: Content, accountLimits: Limits, abilities: Abilities, { hasWebSpace }: Surroundings = {}): readonly Problem[] {
  const limits = limitsFor(content, accountLimits)
  const problems: Problem[] = [...checkFormat(content, accountLimits), ...checkNeed(content, limits)]
  for (const option of optionsFor(content, accountLimits)) problems.push(...checkOption(option, content))
  const lacks = (ability: Ability, part: number): boolean => {
    if (abilities[ability].kind === 'works') return false
    problems.push({ kind: 'lacking', part, ability, blocks: true })
    return true
  }
  const follows = followsAsComment(abilities) ? 'first-comment' : 'thread'
  if (content.parts.length > 1 && !lacks(follows, 0) && content.parts.length > limits.maxThreadParts) {
    problems.push({ kind: 'too-many-parts', part: 0, max: limits.maxThreadParts, blocks: true })
  }
  if (content.contentWarning) lacks('content-warning', 0)
  if (content.quote) lacks('quote', 0)
  if (content.visibility && content.visibility !== 'public' && !limits.visibilities.includes(content.visibility)) problems.push({ kind: 'visibility', part: 0, blocks: true })
  content.parts.forEach((part, index) => {
    problems.push(...checkPart(part, index, content, limits, lacks))
    if (hasWebSpace === false) problems.push(...checkWayThere(part, index, limits))
    // A comment is another kind of text, with signs of its own.
    const sign = index > 0 && follows === 'first-comment' ? null : forbiddenSign(part.text, limits.text.forbids)
    if (sign !== null) problems.push({ kind: 'text-sign', part: index, sign, blocks: true })
  })
  return problems
}

const checkFormat = ({ format }: Content, limits: Limits): Problem[] =>
  format === undefined || format === 'post' || ruleOf(format, limits) ? [] : [{ kind: 'lacking', part: 0, ability: format === 'story' ? 'story' : format === 'reel' || format === 'short' ? 'short-video' : 'video', blocks: true }]

function checkNeed({ parts: [first] }: Content, { needs = 'nothing' }: Limits): Problem[] {
  const has = (kind: 'image' | 'video'): boolean => first?.media.some(use => use.kind === kind) ?? false
  if (needs === 'nothing') return []
  const isThere = needs === 'media' ? has('image') || has('video') : has(needs)
  return isThere ? [] : [{ kind: 'media-needed', part: 0, media: needs, blocks: true }]
}

/** Must the owner set it, as the content stands? */
export const isRequired = ({ required, requiredWith, requiredWithDocument = false }: PublishOption, { options, parts }: Pick<Content, 'options' | 'parts'>): boolean =>
  required || (requiredWith !== undefined && requiredWith.values.includes(options?.[requiredWith.name] ?? '')) || (requiredWithDocument && (parts[0]?.media.some(use => use.kind === 'document') ?? false))

function checkOption(option: PublishOption, content: Content): Problem[] {
  const value = optionValue(option, content)
  const { name } = option
  if (value === undefined) {
    return isRequired(option, content) ? [{ kind: 'option-missing', part: 0, option: name, blocks: true }] : []
  }
  if (option.kind === 'text' && countUnits(value, option.unit) > option.maxGraphemes) return [{ kind: 'option-too-long', part: 0, option: name, max: option.maxGraphemes, blocks: true }]
  const sign = option.kind === 'text' ? forbiddenSign(value, option.forbids) : null
  if (sign !== null) return [{ kind: 'option-sign', part: 0, option: name, sign, blocks: true }]
  const isTooEarly = option.kind === 'moment' && option.after !== undefined && Date.parse(value) <= Date.parse(content.options?.[option.after] ?? '')
  return fits(option, value) && !isTooEarly ? [] : [{ kind: 'option-invalid', part: 0, option: name, blocks: true }]
}

const forbiddenSign = (text: string, forbids = ''): string | null => [...forbids].find(sign => text.includes(sign)) ?? null

function fits(option: PublishOption, value: string): boolean {
  switch (option.kind) {
    case 'text': return true
    case 'choice': return option.values.some(one => one.value === value)
    case 'flag': return value === 'yes' || value === 'no'
    case 'link': return /^https?:\/\/\S+$/u.test(value) && URL.canParse(value)
    case 'number': return value.trim() !== '' && Number(value) >= option.min && Number(value) <= option.max
    case 'moment': return Number.isFinite(Date.parse(value))
    default: return assertNever(option)
  }
}

/** How long a part's text may be, in the network's own unit. */
export const maxSigns = ({ media }: Pick<Part, 'media'>, rule: TextRule): number => (media.length > 0 ? rule.maxWithMedia ?? rule.maxGraphemes : rule.maxGraphemes)

function checkPart(part: Part, index: number, content: Content, limits: Limits, lacks: (ability: Ability, part: number) => boolean): Problem[] {
  const problems: Problem[] = []
  const { text, media, poll } = part
  if (!text.trim() && media.length === 0 && !poll) problems.push({ kind: 'empty', part: index, blocks: true })
  const warning = limits.text.warningCounts && content.contentWarning ? countGraphemes(content.contentWarning) : 0
  const count = countText(text, limits.text)
  const max = maxSigns(part, limits.text)
  if (count.graphemes + warning > max) {
    problems.push({ kind: 'text-too-long', part: index, over: count.graphemes + warning - max, max, unit: 'graphemes', blocks: true })
  } else if (limits.text.maxBytes !== null && count.bytes > limits.text.maxBytes) {
    problems.push({ kind: 'text-too-long', part: index, over: count.bytes - limits.text.maxBytes, max: limits.text.maxBytes, unit: 'bytes', blocks: true })
  }
  const images = media.filter(m => m.kind === 'image')
  const videos = media.filter(m => m.kind === 'video')
  const documents = media.filter(m => m.kind === 'document')
  if (images.length > 0 && !lacks('images', index) && images.length > limits.images.max) problems.push({ kind: 'too-many-media', part: index, max: limits.images.max, media: 'image', blocks: true })
  if (videos.length > 0 && (limits.video === null ? !lacks('video', index) : !lacks('video', index) && videos.length > limits.video.max)) {
    problems.push({ kind: 'too-many-media', part: index, max: limits.video?.max ?? 0, media: 'video', blocks: true })
  }
  if (images.length > 0 && videos.length > 0 && !limits.mixesMedia) problems.push({ kind: 'media-mixed', part: index, blocks: true })
  if (documents.length > 0) problems.push(...checkDocuments(documents, part, index, limits.documents, lacks))
  for (const use of media) {
    if (use.kind === 'document') continue
    const limit = use.kind === 'image' ? limits.images : limits.video
    if (media.length > 1 && limit?.alone?.mimes.includes(use.mime)) problems.push({ kind: 'media-alone', part: index, name: use.name, blocks: true })
    if (limit) problems.push(...checkMedia(use, index, limit))
  }
  if (poll && !lacks('poll', index)) problems.push(...checkPoll(part, index, limits))
  return problems
}

function checkWayThere({ media }: Part, part: number, { images, video, needs = 'nothing' }: Limits): Problem[] {
  const isFetched = (kind: 'image' | 'video'): boolean => (kind === 'image' ? images : video)?.fromTheWeb === true
  const instead = needs === 'media' && video !== null && !isFetched('video') ? 'video' : null
  const otherwise = part > 0 || needs === 'nothing' ? 'without' : instead
  return (['image', 'video'] as const).filter(kind => isFetched(kind) && media.some(use => use.kind === kind)).map(kind => ({ kind: 'media-web-space', part, media: kind, otherwise, blocks: true }))
}

function checkDocuments(documents: readonly MediaUse[], { media }: Part, part: number, limit: DocumentLimit | undefined, lacks: (ability: Ability, part: number) => boolean): Problem[] {
  if (lacks('documents', part)) return []
  if (limit === undefined) return [{ kind: 'lacking', part, ability: 'documents', blocks: true }]
  const problems: Problem[] = []
  if (documents.length > limit.max) problems.push({ kind: 'too-many-media', part, max: limit.max, media: 'document', blocks: true })
  for (const { name, mime, sizeBytes, pages = 1 } of documents) {
    if (media.length > documents.length) problems.push({ kind: 'document-alone', part, name, blocks: true })
    if (!limit.mimes.includes(mime)) problems.push({ kind: 'media-type', part, name, mime, blocks: true })
    if (sizeBytes > limit.maxBytes) problems.push({ kind: 'media-too-large', part, name, maxBytes: limit.maxBytes, blocks: true })
    if (pages > limit.maxPages) problems.push({ kind: 'media-too-many-pages', part, name, max: limit.maxPages, blocks: true })
  }
  return problems
}

function checkMedia(use: MediaUse, part: number, limit: MediaLimit): Problem[] {
  const problems: Problem[] = []
  const { name } = use
  const isTooLarge = use.sizeBytes > (limit.alone?.mimes.includes(use.mime) ? limit.alone.maxBytes : limit.maxBytes) || (limit.maxPixels !== null && use.width * use.height > limit.maxPixels)
  const isWrongType = !limit.mimes.includes(use.mime)
  // A picture is re-encoded to one that fits; a video is not.
  if (limit.shrinks && (isTooLarge || isWrongType)) problems.push({ kind: 'media-shrinks', part, name, blocks: false })
  else if (isWrongType) problems.push({ kind: 'media-type', part, name, mime: use.mime, blocks: true })
  else if (isTooLarge) problems.push({ kind: 'media-too-large', part, name, maxBytes: limit.maxBytes, blocks: true })
  if (limit.maxDurationMs !== null && use.durationMs !== null && use.durationMs > limit.maxDurationMs) problems.push({ kind: 'media-too-long', part, name, maxMs: limit.maxDurationMs, blocks: true })
  if (limit.minDurationMs !== undefined && use.durationMs !== null && use.durationMs < limit.minDurationMs) problems.push({ kind: 'media-too-short', part, name, minMs: limit.minDurationMs, blocks: true })
  const { minWidth = 0, minHeight = 0 } = limit
  if (use.width > 0 && use.height > 0 && (use.width < minWidth || use.height < minHeight)) problems.push({ kind: 'media-too-small', part, name, minWidth, minHeight, blocks: true })
  const aspect = use.width > 0 && use.height > 0 ? use.width / use.height : null
  // A hundredth of play: networks round as well.
  if (aspect !== null && limit.minAspect !== undefined && aspect < limit.minAspect * 0.99) problems.push({ kind: 'media-aspect', part, name, why: 'tall', blocks: true })
  if (aspect !== null && limit.maxAspect !== undefined && aspect > limit.maxAspect * 1.01) problems.push({ kind: 'media-aspect', part, name, why: 'wide', blocks: true })
  if (limit.altMaxGraphemes === 0) return problems
  if (!use.alt.trim()) problems.push({ kind: 'alt-missing', part, name, blocks: false })
  else if (countGraphemes(use.alt) > limit.altMaxGraphemes) problems.push({ kind: 'alt-too-long', part, name, max: limit.altMaxGraphemes, blocks: true })
  return problems
}

function checkPoll({ poll, media }: Part, part: number, { poll: limit, pollWithMedia }: Limits): Problem[] {
  if (!poll || !limit) return []
  const invalid = (why: Extract<Problem, { kind: 'poll-invalid' }>['why']): Problem => ({ kind: 'poll-invalid', part, why, blocks: true })
  const problems: Problem[] = []
  if (poll.options.length < limit.minOptions) problems.push(invalid('too-few'))
  if (poll.options.length > limit.maxOptions) problems.push(invalid('too-many'))
  if (poll.options.some(option => !option.trim())) problems.push(invalid('option-empty'))
  if (poll.options.some(option => countGraphemes(option) > limit.optionMaxGraphemes)) problems.push(invalid('option-too-long'))
  if (poll.durationS < limit.minDurationS || poll.durationS > limit.maxDurationS) problems.push(invalid('duration'))
  if (media.length > 0 && !pollWithMedia) problems.push(invalid('with-media'))
  return problems
}
