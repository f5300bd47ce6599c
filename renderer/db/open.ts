import Dexie from 'dexie'

export type OpenOutcome =
  | { readonly kind: 'open' }
  /** Written by a newer Comptoir: this one touches nothing. */
  | { readonly kind: 'newer' }
  /** Another window holds an older version open. */
  | { readonly kind: 'blocked' }
  | { readonly kind: 'failed' }

const blockedAfterMs = 5000

/** Opens the window's store, and says in one word how it went. */
export async function openStore(db: Dexie): Promise<OpenOutcome> {
  const { promise: blocked, resolve: tellBlocked } = Promise.withResolvers<OpenOutcome>()
  // "blocked" may pass by itself when the other side closes: the wait gives it that time.
  db.on('blocked', () => { setTimeout(() => { tellBlocked({ kind: 'blocked' }) }, blockedAfterMs) })
  const opened = db.open().then((): OpenOutcome => {
    if (isFromNewer(db)) { db.close(); return { kind: 'newer' } }
    return { kind: 'open' }
  }, (error: unknown): OpenOutcome => error instanceof Dexie.VersionError ? { kind: 'newer' } : { kind: 'failed' })
  return Promise.race([opened, blocked])
}

/** Dexie 4 opens a database of a higher version as it finds it, without an error; its own numbers are the version × 10. */
function isFromNewer(db: Dexie): boolean {
  return Math.round(db.backendDB().version / 10) > db.verno
}
