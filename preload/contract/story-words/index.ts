import type { Failure } from '../failures.ts'
import type { DeliveryRecord, DeliveryState, Look, StoryFacts, StoryLine } from '../publishing.ts'
import { assertNever } from '../result.ts'
import { english } from './en.ts'
import { french } from './fr.ts'
import type { FailureGroup, StorySentences } from './sentences.ts'

export type StoryWords = {
  readonly sentences: StorySentences
  /** Tue 24 Nov 2026, 09:00:32. */
  readonly moment: (utc: number, zone?: string) => string
  readonly line: (line: StoryLine) => string
  readonly look: (look: Look) => string
  readonly outcome: (record: Pick<DeliveryRecord, 'delivery' | 'state'>) => string
}

/** A story in words. Both rooms need it, the window to show it and main to write it down as evidence, so it stands between them. */
export function storyWords(language: 'fr' | 'en', zone?: string): StoryWords {
  const s = language === 'fr' ? french : english
  const own = zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  const long = (utc: number, inZone = own): string => {
    const town = inZone === own ? '' : ` (${inZone.split('/').at(-1)?.replaceAll('_', ' ') ?? inZone})`
    return `${format(s.locale, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' }, utc, inZone)}${town}`
  }
  const list = new Intl.ListFormat(s.locale, { type: 'conjunction' })
  const look = (one: Look): string => {
    if (one.found === 'not-reached') return s.notReached
    return one.place === undefined && one.doubt === 'not-shown'
      ? `${capital(s.doubt['not-shown'])}.`
      : `${s.where(one)}${language === 'fr' ? '\u00a0:' : ':'} ${one.found === 'absent' ? s.absent : s.doubt[one.doubt ?? 'none']}.`
  }
  const partOf = ({ part = 0, parts = 1 }: StoryFacts): string => (parts > 1 ? s.part(part + 1, parts) : '')
  const place = (facts: StoryFacts): string => list.format((facts.remotes ?? []).map(remote => remote.url ?? remote.id))
  const withPart = (sentence: string, facts: StoryFacts): string => sentence.replace(/\.$/u, `${partOf(facts)}.`)

  const line = ({ step, facts }: StoryLine): string => {
    const { to, due, choice } = facts
    if (!to) return due ? ((facts.revision ?? 1) > 1 ? s.changed(long(due.utc, due.zone)) : s.planned(long(due.utc, due.zone))) : s.older
    if (facts.look) return [choice ? s.choice[choice] : '', look(facts.look), to.kind === 'needs-owner' ? s.thenAsked : to.kind === 'planned' ? s.thenSent : ''].filter(Boolean).join(' ')
    if (choice) return choice === 'it-is-there' && facts.remotes?.some(remote => remote.url !== null) ? s.thereAt(place(facts)) : s.choice[choice]
    return sayState(to, step, facts)
  }
  const sayState = (to: DeliveryState, step: string, facts: StoryFacts): string => {
    const failed = facts.failure ? s.failure[groupOf(facts.failure)] : ''
    switch (to.kind) {
      case 'planned': return facts.remotes ? s.found(place(facts)) : step === 'restart' ? s.restarted : step === 'paused' ? s.heldByPause : step === 'released' ? s.lineBack : s.goesOn
      case 'preparing': return facts.remotes ? withPart(s.answeredYes, facts) : facts.attempt === undefined ? s.goesOn : s.begin(facts.attempt)
      case 'committing': return facts.sent ? withPart(facts.sent.text === '' && facts.sent.media.length === 0 ? s.sentAct : s.sent(facts.sent.text, list.format(facts.sent.media)), facts) : s.sentAct
      case 'unknown': return step === 'restart' ? s.restartedWhileSending : step === 'released' ? s.lineBack : failed || s.failure.lost
      case 'waiting': return `${failed} ${s.waiting[to.why](long(to.untilUtc))}`.trim()
      case 'needs-owner': return `${failed} ${s.asks[to.question.kind]}`.trim()
      case 'published': return facts.remotes?.some(remote => remote.url !== null) && step !== 'done' ? s.published(place(facts)) : s.done
      case 'failed': return `${s.failure[groupOf(to.failure)]} ${s.failed}`
      case 'cancelled': return step === 'late' ? s.droppedLate : s.cancelled
      case 'handing-over': return s.handingOver
      case 'handed-over': return s.handedOver
      case 'recalling': return s.recalling[to.why]
      default: return assertNever(to)
    }
  }
  const outcome = ({ delivery: { due }, state }: Pick<DeliveryRecord, 'delivery' | 'state'>): string => {
    switch (state.kind) {
      case 'published': {
        const how = state.remotes.length === 0 || state.byOwner ? 'byOwner' : state.remotes.every(remote => remote.url === null) ? 'done' : 'published'
        return s.outcome[how](long(state.utc))
      }
      case 'failed': return `${s.outcome.failed(long(state.utc))} ${s.failure[groupOf(state.failure)]}`
      case 'cancelled': return s.outcome.cancelled(long(state.utc))
      case 'unknown': return s.outcome.unknown
      case 'needs-owner': return `${s.asks[state.question.kind]} ${s.outcome.asks}`
      case 'planned': case 'waiting': return s.outcome.planned(long(due.utc, due.zone))
      case 'preparing': case 'committing': return s.outcome.underWay
      case 'handing-over': case 'handed-over': case 'recalling': return s.outcome.byNetwork
      default: return assertNever(state)
    }
  }
  return {
    sentences: s, line, look, outcome,
    moment: (utc, inZone = own) => format(s.locale, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' }, utc, inZone),
  }
}

/** The whole story as text, to be copied: a sentence a line, the exact words under it. */
export const storyText = (lines: readonly StoryLine[], words: StoryWords): string =>
  lines.map(line => `${words.moment(line.utc)}  ${words.line(line)}${line.detail === '' ? '' : `\n    ${line.step}: ${line.detail}`}`).join('\n')

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`

const format = (locale: string, options: Intl.DateTimeFormatOptions, utc: number, timeZone: string): string => new Intl.DateTimeFormat(locale, { ...options, timeZone }).format(utc)

function groupOf({ kind }: Failure): FailureGroup {
  switch (kind) {
    case 'refused': case 'rate-limited': case 'unreachable': case 'server-trouble': case 'missing': return kind
    case 'needs-sign-in': return 'sign-in'
    case 'unknown-outcome': return 'lost'
    case 'stale-preparation': return 'stale'
    default: return 'here'
  }
}
