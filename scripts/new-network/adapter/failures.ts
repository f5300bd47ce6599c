import type { Refusal } from '../../../main/networks/judge-answer.ts'
import { notWritten } from './not-written.ts'

/**
 * The certain no in an answer, by status and code, never by its words; null where it proves nothing. `failureOfRead` and `failureOfCommit`
 * of ../judge-answer.ts make our closed list of it.
 */
export const refusal = (now: () => number): Refusal => answer => notWritten(`failures.ts, refusal (${answer.status}, ${now()})`)
