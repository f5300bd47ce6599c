import { describe, expect, it } from 'vitest'
import { createVault, type Keychain } from './vault.ts'

function memoryKeychain(): Keychain & { readonly entries: Map<string, string> } {
  const entries = new Map<string, string>()
  return {
    entries,
    getPassword: async (_service, name) => entries.get(name) ?? null,
    setPassword: async (_service, name, value) => { entries.set(name, value) },
    deletePassword: async (_service, name) => entries.delete(name),
    findCredentials: async () => [...entries].map(([account, password]) => ({ account, password })),
  }
}
function vaultOn(keychain: Keychain) {
  const states: string[] = []
  const redacted: string[] = []
  return { vault: createVault({ keychain, service: 'test', timeoutMs: 20, onState: state => { states.push(state) }, redact: secret => { redacted.push(secret) } }), states, redacted }
}

it('gives back what was written, and strikes it out of the log', async () => {
  const { vault, redacted } = vaultOn(memoryKeychain())
  await vault.write('account:a', 'token-1')
  expect(await vault.read('account:a')).toEqual({ ok: true, value: 'token-1' })
  expect(redacted).toContain('token-1')
  await vault.erase('account:a')
  expect(await vault.read('account:a')).toEqual({ ok: true, value: null })
})

it('keeps a secret longer than an entry of Windows may be, in pieces, and leaves none behind', async () => {
  const keychain = memoryKeychain()
  const { vault } = vaultOn(keychain)
  const long = 'x'.repeat(5000)
  await vault.write('account:a', long)
  await vault.write('account:a', `${long}y`)
  expect(await vault.read('account:a')).toEqual({ ok: true, value: `${long}y` })
  expect(Math.max(...[...keychain.entries.values()].map(value => value.length))).toBeLessThanOrEqual(1200)
  expect(await vault.names()).toEqual({ ok: true, value: ['account:a'] })
  await vault.erase('account:a')
  expect(keychain.entries.size).toBe(0)
})

it('never overwrites a token with nothing', async () => {
  const keychain = memoryKeychain()
  const { vault } = vaultOn(keychain)
  await vault.write('account:a', 'good')
  expect((await vault.write('account:a', '')).ok).toBe(false)
  expect(keychain.entries.get('account:a')).toBe('good')
})

describe('a keychain', () => {
  it('that waits for its owner counts as locked, is not asked a second time meanwhile, and is open once it has answered', async () => {
    const keychain = memoryKeychain()
    keychain.entries.set('account:a', 'token')
    let calls = 0
    const { promise, resolve } = Promise.withResolvers<undefined>()
    const { vault, states } = vaultOn({ ...keychain, getPassword: async (service, name) => {
      calls++
      await promise
      return keychain.getPassword(service, name)
    } })
    expect(await vault.read('account:a')).toMatchObject({ ok: false, failure: { kind: 'keychain-locked' } })
    expect(await vault.read('account:a')).toMatchObject({ ok: false, failure: { kind: 'keychain-locked' } })
    expect(calls).toBe(1)
    resolve(undefined)
    await new Promise(done => { setImmediate(done) })
    expect(await vault.read('account:a')).toEqual({ ok: true, value: 'token' })
    expect(states).toEqual(['locked', 'open'])
  })

  // What libsecret says, seen 2026-11: without a bus, and with one on which nobody unlocked the collection.
  it.each([
    ['Could not connect: No such file or directory', 'keychain-absent'],
    ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'keychain-absent'],
    ['Object does not exist at path “/org/freedesktop/secrets/collection/login”', 'keychain-locked'],
  ])('that says "%s" is told apart', async (message, kind) => {
    const { vault, states } = vaultOn({ ...memoryKeychain(), getPassword: () => Promise.reject(new Error(message)) })
    expect(await vault.read('account:a')).toMatchObject({ ok: false, failure: { kind } })
    expect(states).toHaveLength(1)
  })
})
