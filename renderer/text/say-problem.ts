import type { Problem } from '../../preload/contract/check-draft.ts'
import { assertNever } from '../../preload/contract/result.ts'
import type { Formats } from './format.ts'
import type { Say } from './shape.ts'
import type { problems } from './en/problems.ts'

/** What check-draft found, as a sentence. */
export function sayProblem(problem: Problem, say: Say<typeof problems>, formats: Formats): string {
  switch (problem.kind) {
    case 'empty': return problem.part === 0 ? say('empty') : say('emptyPart', { part: problem.part + 1 })
    case 'text-too-long': return problem.unit === 'bytes' ? say('tooHeavy') : say('tooLong', { count: problem.over })
    case 'too-many-media': return problem.media === 'image' ? say('tooManyImages', { count: problem.max }) : say('tooManyVideos', { count: problem.max })
    case 'media-mixed': return say('mediaMixed')
    case 'media-type': return say('mediaType', { name: problem.name })
    case 'media-too-large': return say('mediaTooLarge', { name: problem.name, size: formats.bytes(problem.maxBytes) })
    case 'media-too-long': return say('mediaTooLong', { name: problem.name, duration: formats.duration(problem.maxMs) })
    case 'media-shrinks': return say('mediaShrinks', { name: problem.name })
    case 'alt-missing': return say('altMissing', { name: problem.name })
    case 'alt-too-long': return say('altTooLong', { name: problem.name, max: problem.max })
    case 'poll-invalid': return say(`poll.${problem.why}`)
    case 'too-many-parts': return say('tooManyParts', { count: problem.max })
    case 'visibility': return say('visibility')
    case 'lacking':
      switch (problem.ability) {
        case 'poll': case 'thread': case 'images': case 'video': case 'content-warning': case 'quote': return say(`lacking.${problem.ability}`)
        default: return say('lacking.other')
      }
    default: return assertNever(problem)
  }
}
