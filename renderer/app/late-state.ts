import type { LatePolicy } from '../../preload/contract/time.ts'

/** How late a post may still go out by itself, in minutes; `always`: however late. 0: never. */
export type Within = number | 'always'
export type Then = Exclude<LatePolicy['then'], 'publish'>
export type LateForm = { readonly within: Within; readonly then: Then }

const offered = [0, 15, 60, 180, 720]
export const thens: readonly Then[] = ['ask', 'next-slot', 'drop']

export const formOf = ({ graceMinutes, then }: LatePolicy): LateForm => then === 'publish' ? { within: 'always', then: 'ask' } : { within: graceMinutes, then }
export const policyOf = ({ within, then }: LateForm): LatePolicy => within === 'always' ? { graceMinutes: 0, then: 'publish' } : { graceMinutes: within, then }

/** What is offered, with the one that stands among them: an older post may have another. */
export const withinChoices = ({ within }: LateForm): readonly Within[] =>
  [...new Set([...offered, ...within === 'always' ? [] : [within]])].sort((a, b) => a - b).map((minutes): Within => minutes).concat('always')
