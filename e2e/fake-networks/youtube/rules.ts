import type { Context } from 'hono'
import { Temporal } from 'temporal-polyfill'
import { googleError, type GoogleAccounts, type Shape } from '../google-accounts.ts'

export const scopes = { main: 'https://www.googleapis.com/auth/youtube.force-ssl', read: 'https://www.googleapis.com/auth/youtube.readonly', upload: 'https://www.googleapis.com/auth/youtube.upload', reports: 'https://www.googleapis.com/auth/yt-analytics.readonly' }

export type Refusals = {
  readonly bad: (c: Context, reason: string, message: string) => Response
  readonly notFound: (c: Context, reason: string) => Response
}
export const bad: Refusals['bad'] = (c, reason, message) => googleError(c, 400, 'INVALID_ARGUMENT', reason, message)
export const notFound: Refusals['notFound'] = (c, reason) => googleError(c, 404, 'NOT_FOUND', reason, 'The resource that was asked for cannot be found.')

/** The parts of a resource that are asked for; a name it does not have is refused. */
export function partsOf(c: Context, known: readonly string[]): readonly string[] | Response {
  const parts = (c.req.query('part') ?? '').split(',').map(part => part.trim()).filter(part => part !== '')
  if (parts.length === 0) return bad(c, 'missingRequiredParameter', 'No filter selected: part')
  const unknown = parts.find(part => !known.includes(part))
  return unknown === undefined ? parts : bad(c, 'unknownPart', `'${unknown}'`)
}

export const videoParts = ['contentDetails', 'fileDetails', 'localizations', 'paidProductPlacementDetails', 'player', 'processingDetails', 'recordingDetails', 'snippet', 'statistics', 'status', 'suggestions', 'topicDetails']
export const videoShape: Shape = {
  id: true, kind: true, etag: true,
  snippet: { title: true, description: true, tags: true, categoryId: true, defaultLanguage: true, defaultAudioLanguage: true },
  status: { privacyStatus: true, publishAt: true, license: true, embeddable: true, publicStatsViewable: true, selfDeclaredMadeForKids: true, containsSyntheticMedia: true },
  paidProductPlacementDetails: { hasPaidProductPlacement: true }, recordingDetails: { recordingDate: true }, localizations: true,
}

/** Ten thousand points a day, a hundred uploads, a hundred searches, until midnight on the Pacific. */
export type Ledger = { charge(c: Context, bucket: 'points' | 'uploads' | 'searches', cost: number): Response | null; fill(bucket: 'points' | 'uploads' | 'searches'): void }
const allowed = { points: 10_000, uploads: 100, searches: 100 }

export function createLedger(now: () => number): Ledger {
  const used = new Map<string, number>()
  const nameOf = (bucket: string): string => `${bucket} ${Temporal.Instant.fromEpochMilliseconds(now()).toZonedDateTimeISO('America/Los_Angeles').toPlainDate().toString()}`
  return {
    charge(c, bucket, cost) {
      const sum = (used.get(nameOf(bucket)) ?? 0) + cost
      if (sum > allowed[bucket]) return c.json({ error: { code: 403, message: 'The request cannot be completed because you have exceeded your quota.', errors: [{ message: 'quota', domain: 'youtube.quota', reason: 'quotaExceeded' }] } }, 403)
      used.set(nameOf(bucket), sum)
      return null
    },
    fill: bucket => { used.set(nameOf(bucket), allowed[bucket]) },
  }
}

export type Door = { readonly accounts: GoogleAccounts; readonly ledger: Ledger; readonly now: () => number }

/** Token, right, allowance: in this order. */
export const admit = (c: Context, { accounts, ledger }: Door, bucket: 'points' | 'uploads' | 'searches', cost: number, ...extra: readonly string[]): Response | null =>
  accounts.refuse(c, scopes.main, ...extra) ?? ledger.charge(c, bucket, cost)

/** Rows of a list, by pages whose names are the double's own. */
export function paged<T>(c: Context, rows: readonly T[], most: number): { readonly rows: readonly T[]; readonly nextPageToken?: string } | Response {
  const size = Number(c.req.query('maxResults') ?? Math.min(5, most))
  if (!Number.isInteger(size) || size < 1 || size > most) return bad(c, 'invalidParameter', 'maxResults')
  const token = c.req.query('pageToken')
  const from = token === undefined ? 0 : Number(/^CAUQ(\d+)$/u.exec(token)?.[1] ?? NaN)
  if (!Number.isInteger(from)) return bad(c, 'invalidPageToken', 'The request specifies an invalid page token.')
  return { rows: rows.slice(from, from + size), ...(rows.length > from + size ? { nextPageToken: `CAUQ${from + size}` } : {}) }
}
