import { z } from 'zod'

const row = z.object({
  name: z.string(),
  period: z.string().catch(''),
  values: z.array(z.object({ value: z.unknown(), end_time: z.string().optional().catch(undefined) })).catch([]),
  total_value: z.object({ value: z.unknown() }).optional().catch(undefined),
})
const answer = z.object({ data: z.array(z.unknown()) })

/** The last number of each metric in an answer of `/insights`; what is no number (breakdowns by kind) is summed, what is neither is left out. */
export function figuresOf(json: unknown): ReadonlyMap<string, number> {
  const parsed = answer.safeParse(json)
  const figures = new Map<string, number>()
  for (const each of parsed.success ? parsed.data.data : []) {
    const metric = row.safeParse(each)
    if (!metric.success) continue
    const value = numberOf(metric.data.total_value?.value ?? metric.data.values.at(-1)?.value)
    if (value !== null) figures.set(metric.data.name, value)
  }
  return figures
}

const byKind = z.record(z.string(), z.number())
function numberOf(value: unknown): number | null {
  if (typeof value === 'number' && Number.isFinite(value)) return Math.round(value)
  const parsed = byKind.safeParse(value)
  return parsed.success ? Object.values(parsed.data).reduce((sum, one) => sum + Math.round(one), 0) : null
}
