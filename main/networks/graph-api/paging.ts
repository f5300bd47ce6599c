import { z } from 'zod'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import type { GraphCall, GraphClient } from './client.ts'

/** The address of the next page carries the token and is never followed: its cursor is enough. */
const pageShape = z.object({
  data: z.array(z.unknown()),
  paging: z.object({ cursors: z.object({ after: z.string().optional() }).optional().catch(undefined), next: z.string().optional() }).optional().catch(undefined),
})

export type GraphPage<T> = {
  readonly rows: readonly T[]
  /** A row that could not be read was left out: what is looked for may be it. */
  readonly hasUnreadable: boolean
  /** Where the next page begins; null: this was the last. */
  readonly after: string | null
}

/** One page of an edge; rows that do not fit are left out one by one. */
export async function askPage<S extends z.ZodType>(client: GraphClient, call: GraphCall, row: S, after: string | null): Promise<Result<GraphPage<z.output<S>>, NetworkFailure>> {
  const read = await client.ask({ ...call, query: { ...call.query, after } }, pageShape)
  return read.ok ? ok(pageFrom(read.value, row)) : read
}

/** An edge that stands inside a node's answer (`comments.limit(25){…}`); null where it is not there, as the network leaves out empty ones. */
export function pageWithin<S extends z.ZodType>(edge: unknown, row: S): GraphPage<z.output<S>> | null {
  const parsed = pageShape.safeParse(edge)
  return parsed.success ? pageFrom(parsed.data, row) : null
}

function pageFrom<S extends z.ZodType>({ data, paging }: z.infer<typeof pageShape>, row: S): GraphPage<z.output<S>> {
  const parsed = data.map(each => row.safeParse(each))
  const rows = parsed.flatMap(each => (each.success ? [each.data] : []))
  return { rows, hasUnreadable: rows.length < data.length, after: paging?.next === undefined ? null : paging.cursors?.after ?? null }
}

/** The network writes `2026-11-27T09:30:00+0000`, without the colon that ISO 8601 asks for, and here and there Unix seconds. Null: not understood. */
export function graphInstant(value: string | number | null | undefined): number | null {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? Math.round(value * 1000) : null
  if (typeof value !== 'string') return null
  if (/^\d{9,11}$/u.test(value)) return Number(value) * 1000
  const at = Date.parse(value.replace(/([+-]\d{2})(\d{2})$/u, '$1:$2'))
  return Number.isFinite(at) && at >= 0 ? at : null
}
