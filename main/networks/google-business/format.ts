import { Temporal } from 'temporal-polyfill'
import type { Content } from '../../../preload/contract/drafts.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import { countText } from '../../../preload/contract/count-text.ts'
import { actions, limits, titleMax } from './limits.ts'
import type { PostBody } from './prepared-call.ts'

const refuse = (reason: Extract<NetworkFailure, { kind: 'refused' }>['reason'], detail: string): { readonly ok: false; readonly failure: NetworkFailure } => fail({ kind: 'refused', reason, detail })

/**
 * A post as its owner wants it, all but its picture. Days and hours of an offer or event are on the wall clock of the place: taken to be
 * that of this computer, since Google does not tell the place's zone.
 */
export function composePost(content: Content, zone: string): Result<PostBody, NetworkFailure> {
  const { format = 'post', options = {}, language } = content
  const summary = content.parts[0]?.text ?? ''
  if (summary.trim() === '') return refuse('text', 'a post needs words')
  if (countText(summary, limits.text).graphemes > limits.text.maxGraphemes) return refuse('text', 'the text is too long')
  if (format !== 'post' && format !== 'offer' && format !== 'event') return refuse('not-supported', `no post of the kind ${format}`)
  const action = composeAction(options['action'] ?? 'none', options['action-link'] ?? '')
  if (!action.ok) return action
  const base = { summary, ...(language === null ? {} : { languageCode: language }) }
  if (format === 'post') return ok({ ...base, topicType: 'STANDARD', ...action.value })
  const event = composeEvent(options, zone)
  if (!event.ok) return event
  if (format === 'event') return ok({ ...base, topicType: 'EVENT', event: event.value, ...action.value })
  const [code, link, terms] = ['offer-code', 'offer-link', 'terms'].map(name => (options[name] ?? '').trim())
  return ok({ ...base, topicType: 'OFFER', event: event.value, offer: { ...(code ? { couponCode: code } : {}), ...(link ? { redeemOnlineUrl: link } : {}), ...(terms ? { termsConditions: terms } : {}) } })
}

export function composeAction(name: string, link: string): Result<Pick<PostBody, 'callToAction'>, NetworkFailure> {
  if (name === 'none' || name === '') return ok({})
  const actionType = actions[name]
  if (actionType === undefined) return refuse('not-valid', `no button ${name}`)
  // It calls the number of the profile.
  if (actionType === 'CALL') return ok({ callToAction: { actionType } })
  return URL.parse(link) === null ? refuse('not-valid', 'the button needs a link') : ok({ callToAction: { actionType, url: link } })
}

function composeEvent(options: Readonly<Record<string, string>>, zone: string): Result<NonNullable<PostBody['event']>, NetworkFailure> {
  const title = (options['title'] ?? '').trim()
  if (title === '' || [...title].length > titleMax) return refuse('text', 'the title is missing or too long')
  const [from, to] = [Date.parse(options['starts'] ?? ''), Date.parse(options['ends'] ?? '')]
  if (!Number.isFinite(from) || !Number.isFinite(to) || to <= from) return refuse('not-valid', 'it must end after it begins')
  const [start, end] = [from, to].map(utc => Temporal.Instant.fromEpochMilliseconds(utc).toZonedDateTimeISO(zone))
  return start && end ? ok({ title, schedule: { startDate: dateOf(start), startTime: timeOf(start), endDate: dateOf(end), endTime: timeOf(end) } }) : refuse('not-valid', 'the times are missing')
}

const dateOf = ({ year, month, day }: Temporal.ZonedDateTime) => ({ year, month, day })
const timeOf = ({ hour: hours, minute: minutes }: Temporal.ZonedDateTime) => ({ hours, minutes })

/** Google puts its translation before what somebody wrote, or behind it: the words themselves are kept. */
export function originalWords(comment: string): string {
  const before = /^\(Translated by Google\)[\s\S]*?\n\n\(Original\)\n(?<own>[\s\S]*)$/u.exec(comment)?.groups?.['own']
  return (before ?? comment.replace(/\n\n\(Translated by Google\)\n[\s\S]*$/u, '')).trim()
}
