import { z } from 'zod'

const percent = z.number().nonnegative().catch(0)
const use = z.object({ call_count: percent, total_time: percent, total_cputime: percent })
const businessUse = z.record(z.string(), z.array(use.extend({ type: z.string().catch(''), estimated_time_to_regain_access: z.number().nonnegative().catch(0) })))

/**
 * How much of the allowance is used up, in percent, as the network tells it (https://developers.facebook.com/docs/graph-api/overview/rate-limiting,
 * read 27 Nov 2026): `X-App-Usage` for apps and people, `X-Business-Use-Case-Usage` for pages and professional accounts. Null: it says nothing (few calls yet).
 */
export function usedPercent(headers: Headers): number | null {
  const app = use.safeParse(jsonOf(headers.get('x-app-usage')))
  const business = businessUse.safeParse(jsonOf(headers.get('x-business-use-case-usage')))
  const all = [...(app.success ? [app.data] : []), ...(business.success ? Object.values(business.data).flat() : [])]
  return all.length === 0 ? null : Math.max(...all.flatMap(one => [one.call_count, one.total_time, one.total_cputime]))
}

/** When a throttled page may call again: the header counts in minutes. Null where none is given. */
export function regainUtc(headers: Headers, nowUtc: number): number | null {
  const business = businessUse.safeParse(jsonOf(headers.get('x-business-use-case-usage')))
  const minutes = business.success ? Math.max(0, ...Object.values(business.data).flat().map(one => one.estimated_time_to_regain_access)) : 0
  return minutes > 0 ? nowUtc + minutes * 60_000 : null
}

function jsonOf(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text)
  } catch {
    // A proxy's own header of that name: it says nothing.
    return undefined
  }
}
