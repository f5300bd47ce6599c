import { z } from 'zod'
import { described, untilOf, type Refusal } from '../judge-answer.ts'

const said = z.object({ ok: z.literal(false), error_code: z.number(), parameters: z.object({ retry_after: z.number().positive().optional() }).nullish() })

/** By the number alone (core.telegram.org/bots/api#making-requests): the words of an answer may change. */
export const refusal = (now: () => number): Refusal => answer => {
  const detail = described(answer)
  const no = said.safeParse(answer.json)
  const waitS = no.data?.parameters?.retry_after
  if (answer.status === 429) return { kind: 'rate-limited', untilUtc: waitS === undefined ? untilOf(answer, now(), 60_000) : now() + Math.ceil(waitS) * 1000, detail }
  if (answer.status === 413) return { kind: 'refused', reason: 'media', detail }
  switch (no.data?.error_code) {
    // 404: what stands in the address is no token.
    case 401: case 404: return { kind: 'needs-sign-in', detail }
    case 400: case 403: return { kind: 'refused', reason: no.data.error_code === 403 ? 'not-allowed' : 'not-valid', detail }
    default: return null
  }
}
