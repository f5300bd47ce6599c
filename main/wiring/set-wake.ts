/** A timer, and how to call it off. */
export function setWake(afterMs: number, wake: () => void): () => void {
  const timer = setTimeout(wake, afterMs)
  return () => { clearTimeout(timer) }
}
