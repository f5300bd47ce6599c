import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { connectOutside } from './contract.ts'
import { expect, test, type Comptoir } from './fixtures.ts'
import { startOutsideServer } from './servers/outside-server.ts'

/** Every long value in the keychain's entries of this app: tokens, client secrets, keys. */
async function secretsInKeychain(comptoir: Comptoir): Promise<string[]> {
  const entries = await comptoir.app.evaluate(async (_, service) => {
    const load = process.getBuiltinModule('node:module').createRequire(`${process.cwd()}/`)
    const keytar = load('keytar') as { findCredentials(service: string): Promise<{ account: string; password: string }[]> } // the cast: keytar's own shape
    return keytar.findCredentials(service)
  }, comptoir.keychainService)
  const values: string[] = []
  for (const { password } of entries) {
    values.push(password)
    JSON.parse(password, (_, value: unknown) => {
      if (typeof value === 'string' && value.length >= 20 && !/^(https?|did):/.test(value) && !value.includes(' ')) values.push(value)
      return value
    })
  }
  return values
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter(entry => entry.isFile()).map(entry => path.join(entry.parentPath, entry.name))
}

/** All that a script in the page could get at: storages, databases, every answer of the contract, the document. */
const everythingInTheWindow = async (comptoir: Comptoir): Promise<string> => comptoir.page.evaluate(async () => {
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

test('a token is in the keychain and nowhere else', async ({ comptoir }) => {
  const server = await startOutsideServer()
  try {
    const output: string[] = []
    for (const stream of [comptoir.app.process().stdout, comptoir.app.process().stderr]) stream?.on('data', (data: Buffer) => output.push(data.toString()))
    const account = await connectOutside(comptoir, server)
    const secrets = await secretsInKeychain(comptoir)
    expect(secrets.length, 'an app registration and a token').toBeGreaterThanOrEqual(3)

    // Use it, lose the network, crash with it in the message: whatever is said of that is said without it.
    await comptoir.page.evaluate(id => window.comptoir.accounts.check(id), account.id)
    server.faults.set({ faults: [{ path: '/api/v1/accounts/verify_credentials', trouble: { kind: 'refuse', status: 500, error: secrets.join(' ') } }] })
    await comptoir.page.evaluate(id => window.comptoir.accounts.check(id), account.id)
    server.faults.set({})
    await comptoir.app.evaluate((_, values) => {
      process.emit('uncaughtException', new Error(`Authorization: Bearer ${values.join(' ')}`))
      process.emit('unhandledRejection', new Error(values.join(' ')), Promise.resolve())
    }, secrets)

    const inWindow = await everythingInTheWindow(comptoir)
    const leaks = secrets.filter(secret => inWindow.includes(secret))
    expect(leaks, 'in the window').toEqual([])

    await comptoir.quit()
    const logText = await readFile(path.join(comptoir.userData, 'logs/comptoir.log'), 'utf8')
    expect(logText).toContain('uncaught exception')
    const files = await filesBelow(comptoir.userData)
    // The search itself must be able to find: the account's handle is no secret, and lies in the journal.
    expect((await Promise.all(files.map(file => readFile(file)))).some(bytes => bytes.includes(account.handle))).toBe(true)
    for (const file of files) {
      const bytes = await readFile(file)
      for (const secret of secrets) expect.soft(bytes.includes(secret) || bytes.includes(Buffer.from(secret, 'utf16le')), `in ${path.relative(comptoir.userData, file)}`).toBe(false)
    }
    for (const secret of secrets) expect.soft(output.join('').includes(secret), 'in what main printed').toBe(false)
  } finally {
    await server.close()
  }
})

test('disconnecting ends the sign-in at the network and leaves nothing in the keychain for it', async ({ comptoir }) => {
  const server = await startOutsideServer()
  try {
    const account = await connectOutside(comptoir, server)
    expect(await comptoir.page.evaluate(id => window.comptoir.accounts.disconnect({ id, erase: true }), account.id)).toEqual({ ok: true, value: undefined })
    expect(server.log.entries().map(entry => entry.path)).toContain('/oauth/revoke')
    const left = await comptoir.app.evaluate(async (_, service) => {
      const load = process.getBuiltinModule('node:module').createRequire(`${process.cwd()}/`)
      const keytar = load('keytar') as { findCredentials(service: string): Promise<{ account: string }[]> } // the cast: keytar's own shape
      return (await keytar.findCredentials(service)).map(entry => entry.account)
    }, comptoir.keychainService)
    expect(left.filter(name => name.startsWith('account:'))).toEqual([])
  } finally {
    await server.close()
  }
})

test('the practice network is removed without trace', async ({ comptoir }) => {
  const connected = await comptoir.page.evaluate(() => window.comptoir.accounts.connectPractice())
  if (!connected.ok) throw new Error('not connected')
  expect(await readdir(path.join(comptoir.userData, 'practice'))).not.toEqual([])
  await comptoir.page.evaluate(id => window.comptoir.accounts.disconnect({ id, erase: false }), connected.value.id)
  expect(await secretsInKeychain(comptoir)).toEqual([])
  expect(await readdir(comptoir.userData)).not.toContain('practice')
  await expect(fetch(connected.value.serverUrl)).rejects.toThrow()
})
