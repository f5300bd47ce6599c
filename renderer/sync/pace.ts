/** Does the work at once, and then at most once in `everyMs`: what was asked meanwhile is one more time at the end of it. */
export function pace(work: () => void, everyMs: number): () => void {
  let isResting = false
  let isAsked = false
  const rest = (): void => {
    isResting = true
    setTimeout(() => {
      isResting = false
      if (isAsked) start()
    }, everyMs)
  }
  const start = (): void => {
    isAsked = false
    rest()
    work()
  }
  return () => {
    if (isResting) isAsked = true
    else start()
  }
}
