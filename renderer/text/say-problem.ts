import type { Problem } from '../../preload/contract/check-draft.ts'
import { assertNever } from '../../preload/contract/result.ts'
import type { problems } from './en/problems.ts'
import type { Formats } from './format.ts'
import { textNow } from './index.ts'
import type { Say } from './shape.ts'

/** What check-draft found, as a sentence. */
export function sayProblem(problem: Problem, say: Say<typeof problems>, formats: Formats): string {
  switch (problem.kind) {
    case 'empty': return problem.part === 0 ? say('empty') : say('empty-part', { part: problem.part + 1 })
    case 'media-mixed': case 'visibility': return say(problem.kind)
    case 'text-too-long': return problem.unit === 'bytes' ? say('text-too-long.bytes') : say('text-too-long.graphemes', { count: problem.over, max: problem.max })
    case 'text-sign': return say('text-sign', { sign: problem.sign })
    case 'too-many-media': return say(`too-many-media.${problem.media}`, { count: problem.max })
    case 'media-type': case 'media-alone': case 'document-alone': case 'media-shrinks': case 'alt-missing': return say(problem.kind, { name: problem.name })
    case 'media-too-large': return say('media-too-large', { name: problem.name, max: formats.bytes(problem.maxBytes) })
    case 'media-too-long': return say('media-too-long', { name: problem.name, max: formats.duration(problem.maxMs) })
    case 'alt-too-long': return say('alt-too-long', { name: problem.name, max: problem.max })
    case 'media-too-many-pages': return say('media-too-many-pages', { name: problem.name, max: problem.max })
    case 'media-needed': return say(`media-needed.${problem.media}`)
    case 'media-web-space': return problem.media === 'video' ? say(problem.otherwise === 'without' ? 'media-web-space.video-without' : 'media-web-space.video') : say(problem.otherwise === null ? 'media-web-space.image' : `media-web-space.image-${problem.otherwise}`)
    case 'media-too-short': return say('media-too-short', { name: problem.name, min: formats.duration(problem.minMs) })
    case 'media-too-small': return say('media-too-small', { name: problem.name, width: problem.minWidth, height: problem.minHeight })
    case 'media-aspect': return say(`media-aspect.${problem.why}`, { name: problem.name })
    case 'option-missing': case 'option-invalid': return say(problem.kind, { option: textNow('options')(`name.${problem.option}`) })
    case 'option-sign': return say('option-sign', { option: textNow('options')(`name.${problem.option}`), sign: problem.sign })
    case 'option-too-long': return say('option-too-long', { option: textNow('options')(`name.${problem.option}`), max: problem.max })
    case 'poll-invalid': return say(`poll-invalid.${problem.why}`)
    case 'too-many-parts': return say('too-many-parts', { count: problem.max })
    case 'lacking': return problem.ability === 'documents' ? say('no-documents') : say('lacking', { ability: textNow('abilities')(problem.ability) })
    default: return assertNever(problem)
  }
}
