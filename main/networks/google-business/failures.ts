import { z } from 'zod'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import type { HttpAnswer } from '../../http/http.ts'
import { described } from '../judge-answer.ts'

const quotaDetails = z.object({ error: z.object({ details: z.array(z.object({ metadata: z.object({ quota_limit_value: z.string() }) }).nullable().catch(null)) }) })

/**
 * A project that Google has not let in has an allowance of nothing, and is told that it has used it up
 * (https://developers.google.com/my-business/content/prereqs, at second hand): waiting does not help there.
 */
export function refusalByBusiness(answer: HttpAnswer): NetworkFailure | null {
  if (answer.status !== 429) return null
  const quota = quotaDetails.safeParse(answer.json)
  const isNothing = quota.success && quota.data.error.details.some(one => one?.metadata.quota_limit_value === '0')
  return isNothing ? { kind: 'refused', reason: 'not-allowed', detail: `this project has no access to the interface yet: ${described(answer)}` } : null
}
