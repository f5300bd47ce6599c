import type { Context } from 'hono'
import { googleError, type GoogleAccounts } from '../google-accounts.ts'

export const scope = 'https://www.googleapis.com/auth/business.manage'

export type Door = {
  readonly accounts: GoogleAccounts
  readonly now: () => number
  /** False: Google has not let the project in. */
  readonly isApproved: boolean
  readonly changes: number[]
}

export const bad = (c: Context, message: string): Response => googleError(c, 400, 'INVALID_ARGUMENT', 'badRequest', message)
export const notFound = (c: Context): Response => googleError(c, 404, 'NOT_FOUND', 'notFound', 'Requested entity was not found.')

const exhausted = (c: Context, limit: string): Response => c.json({
  error: { code: 429, message: 'Quota exceeded for quota metric "Requests".', status: 'RESOURCE_EXHAUSTED', details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'RATE_LIMIT_EXCEEDED', domain: 'googleapis.com', metadata: { quota_limit: 'defaultPerMinutePerProject', quota_limit_value: limit } }] },
}, 429)

/** Token, right, the project's allowance, ten changes a minute for one profile. */
export function admit(c: Context, { accounts, now, isApproved, changes }: Door): Response | null {
  const refused = accounts.refuse(c, scope)
  if (refused) return refused
  if (!isApproved) return exhausted(c, '0')
  if (c.req.method === 'GET') return null
  const recent = changes.filter(utc => utc > now() - 60_000)
  changes.splice(0, changes.length, ...recent)
  if (recent.length >= 10) return exhausted(c, '10')
  changes.push(now())
  return null
}

export function paged<T>(c: Context, rows: readonly T[], most: number): { readonly rows: readonly T[]; readonly nextPageToken?: string } | Response {
  const size = Number(c.req.query('pageSize') ?? most)
  if (!Number.isInteger(size) || size < 1 || size > most) return bad(c, 'page_size')
  const token = c.req.query('pageToken')
  const from = token === undefined ? 0 : Number(/^AAT(\d+)$/u.exec(token)?.[1] ?? NaN)
  if (!Number.isInteger(from)) return bad(c, 'page_token')
  return { rows: rows.slice(from, from + size), ...(rows.length > from + size ? { nextPageToken: `AAT${from + size}` } : {}) }
}
