import type { Content, MediaUse, Part } from './drafts.ts'
import type { Abilities, Ability, Limits, MediaLimit } from './networks.ts'
import { countGraphemes, countText } from './count-text.ts'

/** What would make the network refuse, found before anything is sent. `part` counts from 0. `blocks`: it cannot be scheduled like this. */
export type Problem =
  | { readonly kind: 'empty'; readonly part: number; readonly blocks: true }
  | { readonly kind: 'text-too-long'; readonly part: number; readonly over: number; readonly max: number; readonly unit: 'graphemes' | 'bytes'; readonly blocks: true }
  | { readonly kind: 'too-many-media'; readonly part: number; readonly max: number; readonly media: 'image' | 'video'; readonly blocks: true }
  | { readonly kind: 'media-mixed'; readonly part: number; readonly blocks: true }
  | { readonly kind: 'media-type'; readonly part: number; readonly name: string; readonly mime: string; readonly blocks: true }
  | { readonly kind: 'media-too-large'; readonly part: number; readonly name: string; readonly maxBytes: number; readonly blocks: true }
  | { readonly kind: 'media-too-long'; readonly part: number; readonly name: string; readonly maxMs: number; readonly blocks: true }
  | { readonly kind: 'media-shrinks'; readonly part: number; readonly name: string; readonly blocks: false }
  | { readonly kind: 'alt-missing'; readonly part: number; readonly name: string; readonly blocks: false }
  | { readonly kind: 'alt-too-long'; readonly part: number; readonly name: string; readonly max: number; readonly blocks: true }
  | { readonly kind: 'poll-invalid'; readonly part: number; readonly why: 'too-few' | 'too-many' | 'option-too-long' | 'option-empty' | 'duration' | 'with-media'; readonly blocks: true }
  | { readonly kind: 'too-many-parts'; readonly part: 0; readonly max: number; readonly blocks: true }
  | { readonly kind: 'visibility'; readonly part: 0; readonly blocks: true }
  | { readonly kind: 'lacking'; readonly part: number; readonly ability: Ability; readonly blocks: true }

/** Pure; used by the composer at each keystroke and again before sending. */
export function checkDraft(content: Content, limits: Limits, abilities: Abilities): readonly Problem[] {
  const problems: Problem[] = []
  const lacks = (ability: Ability, part: number): boolean => {
    if (abilities[ability].kind === 'works') return false
    problems.push({ kind: 'lacking', part, ability, blocks: true })
    return true
  }
  if (content.parts.length > 1 && !lacks('thread', 0) && content.parts.length > limits.maxThreadParts) {
    problems.push({ kind: 'too-many-parts', part: 0, max: limits.maxThreadParts, blocks: true })
  }
  if (content.contentWarning) lacks('content-warning', 0)
  if (content.quote) lacks('quote', 0)
  if (content.visibility && content.visibility !== 'public' && !limits.visibilities.includes(content.visibility)) problems.push({ kind: 'visibility', part: 0, blocks: true })
  content.parts.forEach((part, index) => problems.push(...checkPart(part, index, content, limits, lacks)))
  return problems
}

function checkPart(part: Part, index: number, content: Content, limits: Limits, lacks: (ability: Ability, part: number) => boolean): Problem[] {
  const problems: Problem[] = []
  const { text, media, poll } = part
  if (!text.trim() && media.length === 0 && !poll) problems.push({ kind: 'empty', part: index, blocks: true })
  const warning = limits.text.warningCounts && content.contentWarning ? countGraphemes(content.contentWarning) : 0
  const count = countText(text, limits.text)
  if (count.graphemes + warning > limits.text.maxGraphemes) {
    problems.push({ kind: 'text-too-long', part: index, over: count.graphemes + warning - limits.text.maxGraphemes, max: limits.text.maxGraphemes, unit: 'graphemes', blocks: true })
  } else if (limits.text.maxBytes !== null && count.bytes > limits.text.maxBytes) {
    problems.push({ kind: 'text-too-long', part: index, over: count.bytes - limits.text.maxBytes, max: limits.text.maxBytes, unit: 'bytes', blocks: true })
  }
  const images = media.filter(m => m.kind === 'image')
  const videos = media.filter(m => m.kind === 'video')
  if (images.length > 0 && !lacks('images', index) && images.length > limits.images.max) problems.push({ kind: 'too-many-media', part: index, max: limits.images.max, media: 'image', blocks: true })
  if (videos.length > 0 && (limits.video === null ? !lacks('video', index) : !lacks('video', index) && videos.length > limits.video.max)) {
    problems.push({ kind: 'too-many-media', part: index, max: limits.video?.max ?? 0, media: 'video', blocks: true })
  }
  if (images.length > 0 && videos.length > 0 && !limits.mixesMedia) problems.push({ kind: 'media-mixed', part: index, blocks: true })
  for (const use of media) {
    const limit = use.kind === 'image' ? limits.images : limits.video
    if (limit) problems.push(...checkMedia(use, index, limit))
  }
  if (poll && !lacks('poll', index)) problems.push(...checkPoll(part, index, limits))
  return problems
}

function checkMedia(use: MediaUse, part: number, limit: MediaLimit): Problem[] {
  const problems: Problem[] = []
  const { name } = use
  const isTooLarge = use.sizeBytes > limit.maxBytes || (limit.maxPixels !== null && use.width * use.height > limit.maxPixels)
  const isWrongType = !limit.mimes.includes(use.mime)
  // A picture is re-encoded to one that fits; a video is not.
  if (limit.shrinks && (isTooLarge || isWrongType)) problems.push({ kind: 'media-shrinks', part, name, blocks: false })
  else if (isWrongType) problems.push({ kind: 'media-type', part, name, mime: use.mime, blocks: true })
  else if (isTooLarge) problems.push({ kind: 'media-too-large', part, name, maxBytes: limit.maxBytes, blocks: true })
  if (limit.maxDurationMs !== null && use.durationMs !== null && use.durationMs > limit.maxDurationMs) problems.push({ kind: 'media-too-long', part, name, maxMs: limit.maxDurationMs, blocks: true })
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
