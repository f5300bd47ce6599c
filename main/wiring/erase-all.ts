import { app, session } from 'electron'
import { readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { ok, type Result } from '../../preload/contract/result.ts'
import { eraseFiles } from '../system/erase-files.ts'
import type { AccountsRoom } from './accounts.ts'
import type { Desk } from './desk.ts'
import type { Store } from './store.ts'

export type EraseTools = Store & AccountsRoom & Pick<Desk, 'avatars'> & {
  readonly stopLoops: () => Promise<unknown>
  /** Nothing is noted in the journal after it. */
  readonly closeJournal: () => void
}

/** Signs out everywhere and leaves nothing on this computer. */
export async function eraseAll({ folder, backupFolder, log, journal, media, vault, webSpaces, accounts, practice, avatars, stopLoops, closeJournal }: EraseTools): Promise<Result<void>> {
  await stopLoops()
  for (const account of journal.accounts.all()) await accounts.disconnect(account.id, true)
  await practice.remove()
  // While its password is still known.
  await webSpaces.remove()
  const names = await vault.names()
  // Without a keychain nothing is in it; a locked one has to be opened first.
  if (!names.ok && names.failure.kind !== 'keychain-absent') return names
  for (const name of names.ok ? names.value : []) await vault.erase(name)
  rmSync(backupFolder, { recursive: true, force: true })
  await eraseFiles({ dataFolder: folder, logFolder: log.folder, media, avatars, pages: session.defaultSession })
  closeJournal()
  // The window notes its place once more as it closes, and a request that ends only now is logged.
  app.once('will-quit', () => {
    rmSync(path.join(folder, 'window.json'), { force: true })
    log.end()
    rmSync(log.folder, { recursive: true, force: true })
  })
  // With its mark, the copies from before upgrades, and what was ever put aside.
  for (const name of readdirSync(folder)) if (name.startsWith('journal.sqlite') || name === 'accounts.json') rmSync(path.join(folder, name), { force: true })
  return ok(undefined)
}
