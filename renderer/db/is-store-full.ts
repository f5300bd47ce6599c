/** The disk has no room for what was to be written. Dexie names it, or keeps the browser's own error inside that of the transaction. */
export function isStoreFull(reason: unknown): boolean {
  if (!(reason instanceof Error || reason instanceof DOMException)) return false
  return reason.name === 'QuotaExceededError' || ('inner' in reason && isStoreFull(reason.inner))
}
