import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { connectOutside } from './contract.ts'
import { expect, test } from './fixtures.ts'
import { expectNowhere, listenTo, secretsInKeychain } from './secrets.ts'
import { startOutsideServer } from './servers/outside-server.ts'

test('a token is in the keychain and nowhere else', async ({ comptoir }) => {
  const server = await startOutsideServer()
  try {
    const printed = listenTo(comptoir)
    const account = await connectOutside(comptoir, server)
    const secrets = await secretsInKeychain(comptoir)
    expect(secrets.length, 'an app registration and a token').toBeGreaterThanOrEqual(3)

    // Use it, lose the network, crash with it in the message: whatever is said of that is said without it.
    await comptoir.page.evaluate(id => window.comptoir.accounts.check(id), account.id)
    server.faults.set({ faults: [{ path: '/api/v1/accounts/verify_credentials', trouble: { kind: 'refuse', status: 500, error: secrets.join(' ') } }] })
    await comptoir.page.evaluate(id => window.comptoir.accounts.check(id), account.id)
    server.faults.set({})
    await expectNowhere(comptoir, secrets, account.handle, printed)
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
