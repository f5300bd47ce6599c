import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, type Comptoir } from './fixtures.ts'

/** Every long value in the keychain's entries of this app: tokens, client secrets, keys. */
export async function secretsInKeychain(comptoir: Comptoir): Promise<string[]> {
  const entries = await comptoir.app.evaluate(async (_, service) => {
    const load = process.getBuiltinModule('node:module').createRequire(`${process.cwd()}/`)
    const keytar = load('keytar') as { findCredentials(service: string): Promise<{ account: string; password: string }[]> } // the cast: keytar's own shape
    return keytar.findCredentials(service)
  }, comptoir.keychainService)
  const values: string[] = []
  for (const { account, password } of entries.filter(entry => !entry.account.includes('#'))) {
    // Long ones lie in pieces, of which the entry itself names how many.
    const [, generation, count] = /^chunks:(\d+):(\d+)$/.exec(password) ?? []
    const pieces = count === undefined ? [password] : Array.from({ length: Number(count) }, (_, i) => entries.find(entry => entry.account === `${account}#${generation}.${i}`)?.password ?? '')
    values.push(...pieces)
    JSON.parse(pieces.join(''), (_, value: unknown) => {
      if (typeof value === 'string' && value.length >= 20 && !/^(https?|did):|^\d{4}-\d\d-\d\dT/.test(value) && !value.includes(' ')) values.push(value)
      return value
    })
  }
  return values
}

export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter(entry => entry.isFile()).map(entry => path.join(entry.parentPath, entry.name))
}

/** All that a script in the page could get at: storages, databases, every answer of the contract, the document. */
export const everythingInTheWindow = async (comptoir: Comptoir): Promise<string> => comptoir.page.evaluate(async () => {
  const dump: unknown[] = [document.documentElement.outerHTML, { ...localStorage }, { ...sessionStorage }]
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open(name ?? '')
      opening.onsuccess = () => { resolve(opening.result) }
      opening.onerror = () => { reject(opening.error ?? new Error('not opened')) }
    })
    for (const store of db.objectStoreNames) {
      dump.push(await new Promise((resolve, reject) => {
        const all = db.transaction(store).objectStore(store).getAll()
        all.onsuccess = () => { resolve(all.result) }
        all.onerror = () => { reject(all.error ?? new Error('not read')) }
      }))
    }
    db.close()
  }
  const { accounts, outbox, log, system } = window.comptoir
  dump.push(await accounts.list(), await accounts.networks(), await outbox.list(), await log.after({ cursor: 0, limit: 5000 }), await system.about(), await system.state(), await system.settings())
  const listed = await outbox.list()
  for (const record of listed.ok ? listed.value : []) dump.push(await outbox.story(record.delivery.id))
  return JSON.stringify(dump)
})

/**
 * Crashes with what the keychain holds in the message, then searches the window, every file and all that was printed, also for the passwords typed.
 * `handle` is no secret, and proves that the search can find.
 */
export async function expectNowhere(comptoir: Comptoir, kept: readonly string[], handle: string, printed: readonly string[], typed: readonly string[] = []): Promise<void> {
  await comptoir.app.evaluate((_, values) => {
    process.emit('uncaughtException', new Error(`Authorization: Bearer ${values.join(' ')}`))
    process.emit('unhandledRejection', new Error(values.join(' ')), Promise.resolve())
  }, kept)
  const secrets = [...kept, ...typed]
  const inWindow = await everythingInTheWindow(comptoir)
  expect(secrets.filter(secret => inWindow.includes(secret)), 'in the window').toEqual([])

  await comptoir.quit()
  const logText = await readFile(path.join(comptoir.userData, 'logs/comptoir.log'), 'utf8')
  expect(logText).toContain('uncaught exception')
  const files = await filesBelow(comptoir.userData)
  expect((await Promise.all(files.map(file => readFile(file)))).some(bytes => bytes.includes(handle))).toBe(true)
  for (const file of files) {
    const bytes = await readFile(file)
    for (const secret of secrets) expect.soft(bytes.includes(secret) || bytes.includes(Buffer.from(secret, 'utf16le')), `in ${path.relative(comptoir.userData, file)}`).toBe(false)
  }
  for (const secret of secrets) expect.soft(printed.join('').includes(secret), 'in what main printed').toBe(false)
}

export function listenTo(comptoir: Comptoir): readonly string[] {
  const printed: string[] = []
  for (const stream of [comptoir.app.process().stdout, comptoir.app.process().stderr]) stream?.on('data', (data: Buffer) => printed.push(data.toString()))
  return printed
}
