import type { Publisher } from '../../preload/contract/publisher.ts'

let usual: Publisher = 'computer'

/** Who publishes posts whose owner chose nothing of their own. */
export const usualPublisher = (): Publisher => usual
/** Kept true by app/situation.ts, as the late policy is. */
export function setUsualPublisher(who: Publisher): void {
  usual = who
}
