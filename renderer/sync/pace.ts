/**
 * Does the work at once, and then at most once in `everyMs`: what was asked meanwhile is one more time at the end of it. While it goes on
 * being asked, each rest is twice as long as the one before, up to `longestMs`.
 */
export function pace(work: () => void, everyMs: number, longestMs = everyMs): () => void {
  let isResting = false
  let isAsked = false
  const rest = (ms: number): void => {
    isResting = true
    setTimeout(() => {
      isResting = false
      if (isAsked) start(Math.min(ms * 2, longestMs))
    }, ms)
  }
  const start = (restMs: number): void => {
    isAsked = false
    rest(restMs)
    work()
  }
  return () => {
    if (isResting) isAsked = true
    else start(everyMs)
  }
}
