import { usualLatePolicy, type LatePolicy } from '../../preload/contract/time.ts'

let usual: LatePolicy = usualLatePolicy

/** What the owner wants for posts that have no late policy of their own. */
export const usualLate = (): LatePolicy => usual
/** Kept true by app/situation.ts: handing a post over must not wait for an answer about settings. */
export function setUsualLate(policy: LatePolicy): void {
  usual = policy
}
