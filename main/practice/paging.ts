import * as z from 'zod'
import { field, json, readInput, type Answer, type Call, type Checked } from './call.ts'

const pageInput = z.object({ limit: field.whole, max_id: field.id, since_id: field.id, min_id: field.id })

export type PageAsked = {
  readonly limit: number
  /** An SQL condition on the id column, and what it compares with. */
  readonly where: string
  readonly values: Array<string | number>
  /** `asc` when walking forward by `min_id`; what is answered is newest first all the same. */
  readonly order: 'asc' | 'desc'
}

/**
 * `max_id`: older than; `since_id`: newer than, the newest page; `min_id`: newer than, the page right after it, so that walking
 * forward leaves no gap. `column` is ours, never the caller's, and holds either counters or the 18-digit texts of `nextId`.
 */
export function askedPage(call: Call, column: string, kind: 'counter' | 'public id', usual: number, most: number): Checked<PageAsked> {
  const read = readInput(call, pageInput)
  if (!read.ok) return read
  const { limit, max_id: olderThan } = read.value
  const isForward = read.value.min_id !== undefined && !call.world.faults.deviations().ignoreNewerThan
  const newerThan = call.world.faults.deviations().ignoreNewerThan ? undefined : (read.value.min_id ?? read.value.since_id)
  const conditions = ['1']
  const values: Array<string | number> = []
  const compare = (sign: '<' | '>', id: string): void => {
    conditions.push(`${column} ${sign} ?`)
    values.push(kind === 'counter' ? Math.min(Number(/^\d+/.exec(id)?.[0] ?? 0), Number.MAX_SAFE_INTEGER) : id.padStart(18, '0'))
  }
  if (olderThan !== undefined) compare('<', olderThan)
  if (newerThan !== undefined) compare('>', newerThan)
  const asked = Math.min(Math.max(limit ?? usual, 1), most)
  return { ok: true, value: { limit: asked, where: conditions.join(' and '), values, order: isForward ? 'asc' : 'desc' } }
}

/** One page, newest first, with the `Link` header that leads on. `entityOf` answers undefined for a row that is not to be seen. */
export function answerPage<Row>(call: Call, asked: PageAsked, rows: readonly Row[], idOf: (row: Row) => string, entityOf: (row: Row) => Record<string, unknown> | undefined): Answer {
  const newestFirst = asked.order === 'asc' ? rows.toReversed() : rows
  const link: string[] = []
  const [first, last] = [newestFirst[0], newestFirst.at(-1)]
  const lead = (name: string, id: string, rel: string): void => {
    const url = new URL(call.url)
    for (const old of ['max_id', 'since_id', 'min_id']) url.searchParams.delete(old)
    url.searchParams.set(name, id)
    link.push(`<${url.href}>; rel="${rel}"`)
  }
  if (last !== undefined && rows.length === asked.limit) lead('max_id', idOf(last), 'next')
  if (first !== undefined) lead('min_id', idOf(first), 'prev')
  const hasLink = link.length > 0 && !call.world.faults.deviations().noLinkHeader
  return json(newestFirst.flatMap((row) => entityOf(row) ?? []), 200, hasLink ? { link: link.join(', ') } : {})
}
