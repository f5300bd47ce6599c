import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { connectOrder, type CompleteConnectOrder } from '../../preload/contract/accounts.ts'
import { fail, ok, type Result } from '../../preload/contract/result.ts'
import type { NetworkFailure } from '../../preload/contract/failures.ts'
import { networks } from '../networks/registry.ts'
import type { Network, SignedIn } from '../networks/network.ts'
import { createJournal } from '../journal/journal.ts'
import { createPaperNetwork, delivery, startUtc } from '../publishing/test-bench.ts'
import { createAccounts } from './accounts.ts'
import { createSecrets } from './secrets.ts'
import { createVault, type Keychain } from './vault.ts'

const real = networks[0] as Network // the cast: the registry is not empty
const abilities = Object.fromEntries(['images', 'video', 'thread', 'poll', 'content-warning', 'visibility', 'language', 'reply', 'quote', 'edit', 'delete', 'like', 'boost', 'follow', 'mute', 'block', 'report', 'messages', 'search', 'account-figures', 'post-figures', 'reach'].map(name => [name, { kind: 'works' }])) as SignedIn['abilities']
const mediaLimit = { max: 4, maxBytes: 1, maxPixels: null, maxDurationMs: null, mimes: [], altMaxGraphemes: 1, shrinks: true }
const limits: SignedIn['limits'] = { text: { maxGraphemes: 500, maxBytes: null, urlWeight: 23, mentionHostIsFree: true, warningCounts: true }, images: mediaLimit, video: null, mixesMedia: false, poll: null, pollWithMedia: false, maxThreadParts: 1, visibilities: [], messageMaxGraphemes: 1, source: 'test' }
const signedIn = (remoteId: string, secret = `secret of ${remoteId}`): SignedIn => ({ profile: { remoteId, handle: remoteId, displayName: remoteId, profileUrl: null, avatarUrl: null }, serverUrl: 'https://paper.example', secret, abilities, limits, expiresUtc: null })

function bench() {
  const folder = mkdtempSync(join(tmpdir(), 'comptoir-accounts-'))
  const entries = new Map<string, string>()
  const state = { who: ok(signedIn('baker')) as Result<SignedIn>, others: [] as readonly SignedIn[], revoke: ok(undefined) as Result<void, NetworkFailure>, revoked: 0, keychainIsLocked: false, signedIn: [] as string[], refused: 0, nowUtc: startUtc, gaveUp: [] as string[], duringRevoke: async () => undefined as void }
  const guard = async <T>(value: () => T): Promise<T> => {
    if (state.keychainIsLocked) throw new Error('Cannot unlock: dismissed')
    return value()
  }
  const keychain: Keychain = {
    getPassword: (_, name) => guard(() => entries.get(name) ?? null), setPassword: (_, name, value) => guard(() => { entries.set(name, value) }),
    deletePassword: (_, name) => guard(() => entries.delete(name)), findCredentials: () => guard(() => [...entries].map(([account, password]) => ({ account, password }))),
  }
  const journal = createJournal(join(folder, 'journal.sqlite'), { now: () => startUtc, warn: () => undefined })
  const vault = createVault({ keychain, service: 'test', timeoutMs: 60_000, onState: () => undefined, redact: () => undefined })
  const network: Network = {
    description: real.description,
    signIn: async () => (state.who.ok ? ok([state.who.value, ...state.others]) : state.who),
    open: () => ({ ...createPaperNetwork(), revoke: async () => {
      state.revoked++
      await state.duringRevoke()
      return state.revoke
    } }),
  }
  /** Another start of main over the same journal and keychain. */
  const start = () => createAccounts({
    journal, budget: { charge: () => undefined, learn: () => undefined }, vault, secrets: createSecrets(vault), networks: [network], http: undefined as never, media: undefined as never, now: () => state.nowUtc, log: () => undefined, clean: text => text, // the casts: the paper network asks for neither
    throughBrowser: () => async () => fail({ kind: 'sign-in-abandoned', detail: '' }), signedIn: id => { state.signedIn.push(id) }, refused: () => { state.refused++ },
    notRevokedChanged: account => { if (account) state.gaveUp.push(account.handle) },
  })
  onTestFinished(() => {
    journal.close()
    rmSync(folder, { recursive: true })
  })
  return { accounts: start(), start, journal, entries, state }
}
const order = (again: string | null = null): CompleteConnectOrder => connectOrder.parse({ network: real.description.id, way: 'browser', server: 'paper.example', again })

it('asks which one, where a sign-in speaks for several, and connects the chosen ones without another sign-in', async () => {
  const { accounts, state, entries } = bench()
  state.others = [signedIn('café')]
  expect(await accounts.connect(order())).toMatchObject({ ok: false, failure: { kind: 'several-identities', candidates: [{ remoteId: 'baker' }, { remoteId: 'café' }] } })
  expect([...entries.values()].join()).not.toContain('secret of')
  for (const chosen of ['café', 'baker']) expect(await accounts.connect({ ...order(), chosen })).toMatchObject({ ok: true, value: { handle: chosen } })
  expect([...entries.values()].join()).toContain('secret of café')
  state.nowUtc += 20 * 60_000
  expect(await accounts.connect({ ...order(), chosen: 'café' })).toMatchObject({ ok: false, failure: { kind: 'sign-in-abandoned' } })
})

it('takes by itself the one that was to come back', async () => {
  const { accounts, state } = bench()
  const first = await accounts.connect(order())
  state.others = [signedIn('café')]
  expect(await accounts.connect(order(first.ok ? first.value.id : null))).toMatchObject({ ok: true, value: { handle: 'baker' } })
})

it('keeps the token in the keychain and nowhere in the journal', async () => {
  const { accounts, journal, entries } = bench()
  const connected = await accounts.connect(order())
  expect(connected.ok).toBe(true)
  expect([...entries.values()]).toEqual(['secret of baker'])
  expect(JSON.stringify([journal.accounts.all(), journal.events.after(0, 100)])).not.toContain('secret of baker')
})

it('connects nothing when the keychain is locked, before the browser is opened', async () => {
  const { accounts, journal, state } = bench()
  state.keychainIsLocked = true
  expect(await accounts.connect(order())).toMatchObject({ ok: false, failure: { kind: 'keychain-locked' } })
  expect(journal.accounts.all()).toEqual([])
})

it('is the same account when it is connected again, and refuses another one in its place', async () => {
  const { accounts, journal, state } = bench()
  const first = await accounts.connect(order())
  if (!first.ok) throw new Error('not connected')
  state.who = ok(signedIn('baker', 'newer secret'))
  expect(await accounts.connect(order(first.value.id))).toMatchObject({ ok: true, value: { id: first.value.id } })
  state.who = ok(signedIn('florist'))
  expect(await accounts.connect(order(first.value.id))).toMatchObject({ ok: false, failure: { kind: 'other-account' } })
  expect(state.revoked).toBe(1)
  expect(journal.accounts.all()).toHaveLength(1)
})

it('pain 24: tells its owner once that the network refused the sign-in, and goes on after it was renewed', async () => {
  const { accounts, state } = bench()
  const first = await accounts.connect(order())
  if (!first.ok) throw new Error('not connected')
  accounts.signInRefused(first.value.id, 'revoked')
  accounts.signInRefused(first.value.id, 'revoked')
  expect(state.refused).toBe(1)
  expect(await accounts.connection(first.value.id)).toMatchObject({ ok: false, failure: { kind: 'needs-sign-in' } })
  await accounts.connect(order(first.value.id))
  expect((await accounts.connection(first.value.id)).ok).toBe(true)
  expect(state.signedIn).toHaveLength(2)
})

it('calls back what waits for an account that is erased, and leaves it for one that is kept', async () => {
  for (const erase of [false, true]) {
    const { accounts, journal } = bench()
    const first = await accounts.connect(order())
    if (!first.ok) throw new Error('not connected')
    journal.deliveries.put(delivery('d', { account: first.value.id }), startUtc)
    await accounts.disconnect(first.value.id, erase)
    expect(journal.deliveries.all()[0]?.state.kind).toBe(erase ? 'cancelled' : 'planned')
  }
})

it('disconnects at once, and ends the sign-in at the network as soon as it can be reached', async () => {
  const { accounts, journal, entries, state } = bench()
  const first = await accounts.connect(order())
  if (!first.ok) throw new Error('not connected')
  state.revoke = fail({ kind: 'unreachable', detail: '' })
  expect((await accounts.disconnect(first.value.id, true)).ok).toBe(true)
  expect(journal.accounts.all()).toEqual([])
  expect(entries.size).toBe(1)
  state.revoke = ok(undefined)
  await accounts.finishDisconnecting()
  expect(state.revoked).toBe(1)
  state.nowUtc += 60_000
  await accounts.finishDisconnecting()
  expect(entries.size).toBe(0)
  expect(journal.accounts.removed()).toEqual([])
  expect(state.revoked).toBe(2)
  expect(accounts.notRevoked()).toEqual([])
})

it('forgets the token of an account whose network cannot be told for a week, and says so until it was read', async () => {
  const { accounts, start, journal, entries, state } = bench()
  const first = await accounts.connect(order())
  if (!first.ok) throw new Error('not connected')
  state.revoke = fail({ kind: 'unreachable', detail: '' })
  await accounts.disconnect(first.value.id, false)
  for (let hours = 0; hours < 6 * 24; hours++) {
    state.nowUtc += 3_600_000
    await accounts.finishDisconnecting()
  }
  expect(entries.size).toBe(1)
  // Less and less often: half a hundred times in a week, not ten thousand.
  expect(state.revoked).toBeLessThan(50)
  state.nowUtc += 25 * 3_600_000
  const later = start()
  await later.finishDisconnecting()
  expect(entries.size).toBe(0)
  expect(journal.accounts.removed()).toEqual([])
  expect(state.gaveUp).toEqual(['baker'])
  expect(start().notRevoked()).toMatchObject([{ accountId: first.value.id, handle: 'baker', serverUrl: 'https://paper.example' }])
  later.acceptNotRevoked(first.value.id)
  expect(start().notRevoked()).toEqual([])
})

it('leaves an account alone that was connected again while its old sign-in was being ended', async () => {
  const { accounts, journal, entries, state } = bench()
  const first = await accounts.connect(order())
  if (!first.ok) throw new Error('not connected')
  state.duringRevoke = async () => { await accounts.connect(order()) }
  await accounts.disconnect(first.value.id, false)
  expect(journal.accounts.all()).toHaveLength(1)
  expect(entries.size).toBe(1)
})

it('pain 24: is said once for an entry that vanished from the keychain, also after a restart, and is over with a new sign-in', async () => {
  const { accounts, start, entries, state } = bench()
  const first = await accounts.connect(order())
  if (!first.ok) throw new Error('not connected')
  entries.clear()
  for (const main of [start(), start()]) for (let post = 0; post < 3; post++) expect(await main.connection(first.value.id)).toMatchObject({ ok: false, failure: { kind: 'needs-sign-in' } })
  expect(state.refused).toBe(1)
  expect(await accounts.connect(order(first.value.id))).toMatchObject({ ok: true, value: { state: { kind: 'connected' } } })
  entries.clear()
  await start().connection(first.value.id)
  expect(state.refused).toBe(2)
})

it('pain 21: signing in as another connected account by mistake ends neither of the two', async () => {
  const { accounts, journal, entries, state } = bench()
  const baker = await accounts.connect(order())
  state.who = ok(signedIn('florist'))
  const florist = await accounts.connect(order())
  if (!baker.ok || !florist.ok) throw new Error('not connected')
  // Mastodon gives the same token again to an application that has one.
  expect(await accounts.connect(order(baker.value.id))).toMatchObject({ ok: false, failure: { kind: 'other-account', detail: 'florist' } })
  expect(state.revoked).toBe(0)
  state.who = ok(signedIn('florist', 'a second sign-in'))
  expect(await accounts.connect(order(baker.value.id))).toMatchObject({ ok: false, failure: { kind: 'other-account' } })
  expect(state.revoked).toBe(1)
  expect([...entries.values()].sort()).toEqual(['secret of baker', 'secret of florist'])
  expect(journal.accounts.all().map(account => account.state.kind)).toEqual(['connected', 'connected'])
})

it('pain 23: connects nothing whose sign-in did not end with a proof of who it is, and keeps nothing of it', async () => {
  const { accounts, journal, entries, state } = bench()
  for (const kind of ['unreachable', 'server-trouble', 'needs-sign-in'] as const) {
    state.who = fail({ kind, detail: 'who am I?' })
    expect(await accounts.connect(order())).toMatchObject({ ok: false, failure: { kind } })
  }
  state.who = ok(signedIn('baker', ''))
  expect((await accounts.connect(order())).ok).toBe(false)
  expect(entries.size).toBe(0)
  expect(journal.accounts.all()).toEqual([])
})

it('an account by hand needs neither sign-in nor keychain: nothing is asked for it, and nothing is left to end', async () => {
  const { accounts, journal, entries, state } = bench()
  state.keychainIsLocked = true
  const added = accounts.addByHand({ network: null, name: 'Snapchat', handle: 'Bakery', page: 'https://my.snapchat.com/' })
  expect(added).toMatchObject({ ok: true, value: { byHand: { network: 'Snapchat' } } })
  const id = added.ok ? added.value.id : delivery('x').accountId
  for (const asked of [await accounts.connection(id), await accounts.check(id)]) expect(asked).toMatchObject({ ok: false, failure: { kind: 'not-found' } })
  expect([journal.accounts.get(id)?.state.kind, state.refused]).toEqual(['connected', 0])
  await accounts.disconnect(id, false)
  expect([journal.accounts.all(), journal.accounts.removed(), entries.size, state.revoked]).toEqual([[], [], 0, 0])
})
