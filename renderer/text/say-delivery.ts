import type { Act, DeliveryState, Look, OwnerChoice, OwnerQuestion } from '../../preload/contract/publishing.ts'
import { assertNever } from '../../preload/contract/result.ts'
import { describeFailure } from './describe-failure.ts'
import type { outbox } from './en/outbox.ts'
import type { Formats } from './format.ts'
import type { Say } from './shape.ts'

/** Closer than this a time is no plan any more. */
const soonMs = 60_000

type SayOutbox = Say<typeof outbox>

/** What a delivery is: "Answer to Ann". */
export function sayAct(act: Act, say: SayOutbox): string {
  switch (act.kind) {
    case 'publish': case 'edit': case 'delete': case 'mark-read': return say(`act.${act.kind}`)
    case 'reply': case 'message': return say(`act.${act.kind}`, { name: act.toPerson.displayName || act.toPerson.handle })
    case 'like': return say(act.on ? 'act.like' : 'act.unlike')
    case 'hide': return say(act.on ? 'act.hide' : 'act.unhide')
    case 'boost': return say(act.on ? 'act.boost' : 'act.unboost')
    case 'follow': case 'mute': case 'block': return say(act.on ? `act.${act.kind}` : `act.un${act.kind}`, { name: act.person.displayName || act.person.handle })
    case 'report': return say('act.report', { name: act.person.displayName || act.person.handle })
    default: return assertNever(act)
  }
}

/** Its words, as far as they fit in a line; empty for a like and its kind. */
export function excerptOf(act: Act, say: SayOutbox): string {
  switch (act.kind) {
    case 'publish': case 'reply': case 'edit': return act.content.parts.map(part => part.text).join(' ').trim() || say('picturesOnly')
    case 'message': return act.text
    default: return ''
  }
}

/** Where it stands, as a sentence; for a question, the question. `isByHand`: its owner posts it, and what is said of this computer is not true of it. */
export function sayState(state: DeliveryState, due: { readonly utc: number; readonly zone: string }, say: SayOutbox, formats: Formats, now: number, isPaused = false, isByHand = false): string {
  if (isByHand && state.kind === 'planned' && due.utc > now + soonMs) return say('state.planned-by-hand', { when: formats.dateTime(due.utc, due.zone) })
  if (isByHand && state.kind === 'waiting') return say('state.again-by-hand', { when: formats.dateTime(state.untilUtc, due.zone) })
  switch (state.kind) {
    case 'planned':
      if (due.utc <= now + soonMs) return say(isPaused ? 'state.waiting.paused' : 'state.planned-now')
      return say(state.notTaken ? `state.notTaken.${state.notTaken}` : 'state.planned', { when: formats.dateTime(due.utc, due.zone) })
    case 'unknown': return say(isDraftThere(state.looks) ? 'state.draft-there' : 'state.unknown')
    case 'preparing': case 'committing': case 'cancelled': case 'handing-over': return say(`state.${state.kind}`)
    case 'handed-over': return say('state.handed-over', { when: formats.dateTime(due.utc, due.zone) })
    case 'recalling': {
      if (state.looks.at(-1)?.found !== 'not-reached') return say(`state.recalling.${state.why}`)
      return say(due.utc > now ? 'state.recalling.unreached' : 'state.recalling.unreachedPast', { when: formats.dateTime(due.utc, due.zone) })
    }
    case 'published': return state.byOwner ? say('state.published-by-hand', { when: formats.dateTime(state.utc) }) : state.despite ? say(`state.despite.${state.despite}`, { when: formats.dateTime(state.utc) }) : say('state.published', { when: formats.dateTime(state.utc) })
    case 'waiting': return say(`state.waiting.${state.why}`, { until: formats.time(state.untilUtc), when: formats.dateTime(state.untilUtc, due.zone) })
    case 'needs-owner': return sayQuestion(state.question, due, say, formats)
    case 'failed': return describeFailure(state.failure).sentence
    default: return assertNever(state)
  }
}

/** Found, and as a draft: it waits for its owner, not for an answer. */
const isDraftThere = (looks: readonly Look[]): boolean => looks.findLast(look => look.found === 'no-proof')?.doubt === 'draft-there'

function sayQuestion(question: OwnerQuestion, { zone }: { readonly zone: string }, say: SayOutbox, formats: Formats): string {
  switch (question.kind) {
    case 'late': return say('state.late', { by: formats.duration(question.byMs) })
    case 'missing-there': return say('state.missing-there', { when: formats.dateTime(question.dueUtc, zone) })
    case 'restored': return say('state.restored', { since: formats.dateTime(question.sinceUtc) })
    case 'too-many': return say('state.too-many', { count: question.count })
    case 'unproved': return say(isDraftThere(question.looks) ? 'state.draft-unfinished' : 'state.unproved')
    case 'sign-in': case 'by-hand': return say(`state.${question.kind}`)
    default: return assertNever(question)
  }
}

/** What a button answers; in the words of its question. */
export function sayChoice(choice: OwnerChoice, state: DeliveryState, say: SayOutbox): string {
  if (choice === 'next-slot' && state.kind === 'needs-owner' && state.question.kind === 'by-hand') return say('laterByHand')
  if (state.kind === 'failed' && choice === 'try-again') return say('retry')
  return say(choice === 'it-is-there' && state.kind === 'needs-owner' && state.question.kind === 'missing-there' ? 'thereAfterAll' : `choice.${choice}`)
}
