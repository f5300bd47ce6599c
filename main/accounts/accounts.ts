import type { AccountSummary, CompleteConnectOrder, HandOrder, NotRevoked } from '../../preload/contract/accounts.ts'
import type { AccountId, NetworkId } from '../../preload/contract/ids.ts'
import type { Abilities } from '../../preload/contract/networks.ts'
import { fail, ok, type Result } from '../../preload/contract/result.ts'
import { createAccountDoor, type AccountDoor } from '../http/account-door.ts'
import type { Budget } from '../publishing/budget.ts'
import type { Http } from '../http/http.ts'
import type { Journal } from '../journal/journal.ts'
import { discreet } from '../networks/discreet.ts'
import { refuseDocuments } from '../networks/refuse-documents.ts'
import type { Connection, Network, Session, SignedIn, SignInTools } from '../networks/network.ts'
import { accountIdOf } from './account-id.ts'
import { handAccount } from './hand-account.ts'
import { createChoice } from './choice.ts'
import { createEnding } from './ending.ts'
import { recallIfHeld } from '../publishing/held-delivery.ts'
import { takeBackHeld } from './take-back-held.ts'
import type { Secrets } from './secrets.ts'
import type { Vault } from './vault.ts'

export type AccountsTools = {
  readonly journal: Journal
  readonly vault: Vault
  readonly secrets: Secrets
  readonly networks: readonly Network[]
  readonly http: Http
  readonly budget: Pick<Budget, 'charge' | 'learn'>
  readonly media: Session['media']
  readonly now: () => number
  readonly log: (line: string) => void
  /** Takes known secrets out of a text. */
  readonly clean: (text: string) => string
  readonly throughBrowser: (signal: AbortSignal) => SignInTools['throughBrowser']
  /** The window is told, and what waited for this account goes on. */
  readonly signedIn: (id: AccountId) => void
  /** Once per incident: the network refused the sign-in. */
  readonly refused: (account: AccountSummary) => void
  /** `gaveUp`: the account whose sign-in could not be ended at its network for a week; null: its owner has read of it. */
  readonly notRevokedChanged: (gaveUp: AccountSummary | null) => void
}

export type Accounts = {
  /** `practice`: its own way through the browser's part (the practice network consents by itself); absent for all others. */
  connect(order: CompleteConnectOrder, practice?: SignInTools['throughBrowser']): Promise<Result<AccountSummary>>
  cancelConnect(): void
  /** Without a sign-in: at the time the owner posts there themselves. */
  addByHand(order: HandOrder): Result<AccountSummary>
  disconnect(id: AccountId, erase: boolean): Promise<Result<void>>
  /** Tries again to end sign-ins at networks that could not be reached when their accounts were disconnected. */
  finishDisconnecting(): Promise<void>
  notRevoked(): readonly NotRevoked[]
  acceptNotRevoked(id: AccountId): void
  check(id: AccountId): Promise<Result<AccountSummary>>
  connection(id: AccountId): Promise<Result<Connection>>
  signInRefused(id: AccountId, detail: string): void
  /** Something hangs: nothing that is under way for this account acts any more, and the next one speaks through a new connection. */
  hangUp(id: AccountId): void
  /** Its server posted at once what it was asked to keep: from now on nothing is handed over to it, whatever it says of itself. */
  postsAtOnce(id: AccountId): void
  /** Writes a changed summary and its event together. */
  update(id: AccountId, change: Partial<AccountSummary>): void
}

export function createAccounts(tools: AccountsTools): Accounts {
  const { journal, secrets, networks, now } = tools
  const connections = new Map<AccountId, Connection>()
  const doors = new Map<AccountId, AccountDoor>()
  let connecting: AbortController | null = null

  const atOnceRow = (id: AccountId): string => `posts-at-once:${id}`
  /** What a server says that it offers, less what it was seen not to do. */
  const proven = (id: AccountId, abilities: Abilities): Abilities =>
    journal.settings.read(atOnceRow(id)) === null ? abilities : { ...abilities, schedule: { kind: 'lacking', why: 'server' } }

  const networkOf = (id: NetworkId): Network | undefined => networks.find(network => network.description.id === id)

  const store = (account: AccountSummary): void => {
    journal.transact(() => {
      journal.accounts.put(account)
      journal.events.append([{ kind: 'account', account }], now())
    })
  }
  const update = (id: AccountId, change: Partial<AccountSummary>): void => {
    const account = journal.accounts.get(id)
    if (account) store({ ...account, ...change })
  }

  const openFor = (account: Pick<AccountSummary, 'id' | 'network' | 'remoteId' | 'handle' | 'serverUrl' | 'limits'>, secret = secrets.cell(account.id)): Connection | null => {
    const { id, network, remoteId, handle, serverUrl, limits } = account
    const door = createAccountDoor(tools.http, { charge: request => { tools.budget.charge(id, request) }, learn: (request, headers) => { tools.budget.learn(id, request, headers) } })
    doors.set(id, door)
    const connection = networkOf(network)?.open({ accountId: id, remoteId, handle, serverUrl, limits, secret, http: door.http, now, media: tools.media })
    return connection ? discreet(refuseDocuments(connection, limits), tools.clean) : null
  }

  /** One connection an account, for publishing and reading alike: two never burn the same single-use refresh token. */
  const connectionOf = async (account: AccountSummary): Promise<Result<Connection>> => {
    // Nobody signed in, so nothing may ask the keychain or the network for it.
    if (account.byHand) return fail({ kind: 'not-found', detail: 'its owner posts there by hand' })
    const loaded = await secrets.load(account.id)
    if (!loaded.ok) {
      // An entry someone deleted from the keychain: as good as a refusal, and said as once.
      if (loaded.failure.kind === 'needs-sign-in') markRefused(account.id, loaded.failure.detail)
      return loaded
    }
    const connection = connections.get(account.id) ?? openFor(account)
    if (!connection) return fail({ kind: 'not-found', detail: `network ${account.network}` })
    connections.set(account.id, connection)
    return ok(connection)
  }

  const isInUse = async (id: AccountId, secret: string): Promise<boolean> => {
    if (!journal.accounts.get(id)) return false
    const loaded = await secrets.load(id)
    const held = loaded.ok ? await secrets.cell(id).read() : loaded
    // A keychain that does not answer: rather a sign-in too many at the network than an account cut off.
    return held.ok ? held.value === secret : held.failure.kind !== 'needs-sign-in'
  }

  const keep = async (network: NetworkId, signedIn: SignedIn, again: AccountId | null, isPractice: boolean): Promise<Result<AccountSummary>> => {
    const { profile, serverUrl, abilities, limits, expiresUtc } = signedIn
    const id = accountIdOf(network, serverUrl, profile.remoteId)
    if (again !== null && again !== id) {
      // Not the one that was asked for: the sign-in just made is ended, it must not lie around at the network. Unless it is the very one that
      // account is connected by: Mastodon gives out the same token each time (Doorkeeper's reuse_access_token), and ending it would end that.
      const unwanted = { read: () => Promise.resolve(ok(signedIn.secret)), replace: () => Promise.resolve(ok(undefined)) }
      if (!await isInUse(id, signedIn.secret)) await openFor({ ...profile, id, network, serverUrl, limits }, unwanted)?.revoke()
      return fail({ kind: 'other-account', detail: profile.handle })
    }
    const known = journal.accounts.get(id)
    const saved = await secrets.save(id, signedIn.secret)
    if (!saved.ok) return saved
    const account: AccountSummary = {
      ...profile, id, network, serverUrl, abilities: proven(id, abilities), limits, expiresUtc, isPractice, state: { kind: 'connected' },
      connectedUtc: known?.connectedUtc ?? now(), lastContactUtc: now(), historySinceUtc: known?.historySinceUtc ?? null,
    }
    connections.delete(id)
    store(account)
    tools.signedIn(id)
    return ok(account)
  }

  const choice = createChoice(now)
  const choose = (order: CompleteConnectOrder, identities: readonly SignedIn[], isPractice: boolean): Promise<Result<AccountSummary>> | Result<never> => {
    const [only, ...others] = identities
    if (!only) return fail({ kind: 'not-this-network', detail: 'the sign-in speaks for nobody' })
    if (others.length === 0) return keep(order.network, only, order.again, isPractice)
    const wanted = order.again === null ? undefined : identities.find(({ serverUrl, profile }) => accountIdOf(order.network, serverUrl, profile.remoteId) === order.again)
    return wanted ? keep(order.network, wanted, order.again, isPractice) : fail(choice.offer(order.network, identities))
  }

  const connect: Accounts['connect'] = async (order, practice) => {
    if (order.chosen !== null) {
      const chosen = choice.take(order.network, order.chosen)
      return chosen ? keep(order.network, chosen, order.again, practice !== undefined) : fail({ kind: 'sign-in-abandoned', detail: 'the sign-in was not kept that long' })
    }
    const network = networkOf(order.network)
    if (!network) return fail({ kind: 'bad-input', detail: `no network ${order.network}` })
    connecting?.abort()
    const controller = connecting = new AbortController()
    // Asked before the browser opens: consenting first and failing to keep the token after would leave it lying at the network.
    const keychain = await tools.vault.names()
    if (!keychain.ok) return keychain
    const signedIn = await network.signIn(order, {
      http: tools.http, now, signal: controller.signal, throughBrowser: practice ?? tools.throughBrowser(controller.signal),
      serverSecrets: {
        read: async name => {
          const read = await tools.vault.read(`server:${name}`)
          return read.ok ? read.value : null
        },
        write: async (name, value) => { await tools.vault.write(`server:${name}`, value) },
      },
    })
    if (connecting === controller) connecting = null
    return signedIn.ok ? choose(order, signedIn.value, practice !== undefined) : signedIn
  }

  const revoke = async (account: AccountSummary): Promise<boolean> => {
    if (account.byHand) return true
    const connection = await connectionOf(account)
    // Nothing in the keychain: nothing to revoke.
    if (!connection.ok) return connection.failure.kind === 'needs-sign-in'
    // What its scheduler keeps is taken back first: afterwards nobody could any more.
    if (!await takeBackHeld(account.id, connection.value, journal, now)) return false
    const revoked = await connection.value.revoke()
    return revoked.ok || !['unreachable', 'server-trouble', 'rate-limited', 'unknown-outcome'].includes(revoked.failure.kind)
  }
  const ending = createEnding({
    journal, now, log: tools.log, revoke, gaveUp: tools.notRevokedChanged,
    forget: async id => {
      if (journal.accounts.removed().some(account => account.id === id && account.byHand)) return ok(undefined)
      const erased = await secrets.erase(id)
      connections.delete(id)
      return erased
    },
  })

  return {
    connect,
    cancelConnect: () => { connecting?.abort() },
    addByHand: order => {
      const account = handAccount(order, networks, now())
      if (account.ok) store(account.value)
      return account
    },
    disconnect: async (id, erase) => {
      const account = journal.accounts.get(id)
      if (!account) return fail({ kind: 'not-found', detail: id })
      journal.transact(() => {
        if (erase) callBackAll(id)
        journal.accounts.markRemoved(id)
        journal.events.append([{ kind: 'account-removed', accountId: id, erase }], now())
      })
      await ending.begin(account)
      return ok(undefined)
    },
    finishDisconnecting: ending.goOn,
    notRevoked: ending.notRevoked,
    acceptNotRevoked: id => {
      ending.accept(id)
      tools.notRevokedChanged(null)
    },
    check: async id => {
      const account = journal.accounts.get(id)
      if (!account) return fail({ kind: 'not-found', detail: id })
      const connection = await connectionOf(account)
      if (!connection.ok) return connection
      const answer = await connection.value.whoAmI()
      if (!answer.ok) {
        if (answer.failure.kind === 'needs-sign-in') markRefused(id, answer.failure.detail)
        return answer
      }
      const { profile, ...offered } = answer.value
      // A server that speaks for someone else under our token is not believed.
      if (profile.remoteId !== account.remoteId) return fail({ kind: 'other-account', detail: profile.handle })
      // A connection keeps the limits it was opened with.
      if (JSON.stringify(offered.limits) !== JSON.stringify(account.limits)) connections.delete(id)
      const wasRefused = account.state.kind === 'needs-sign-in'
      update(id, { ...profile, ...offered, abilities: proven(id, offered.abilities), state: { kind: 'connected' }, lastContactUtc: now() })
      if (wasRefused) tools.signedIn(id)
      return ok(journal.accounts.get(id) ?? account)
    },
    connection: async id => {
      const account = journal.accounts.get(id)
      if (!account) return fail({ kind: 'not-found', detail: id })
      if (account.state.kind === 'needs-sign-in') return fail({ kind: 'needs-sign-in', detail: 'the network refused the sign-in' })
      return connectionOf(account)
    },
    hangUp: id => {
      connections.delete(id)
      doors.get(id)?.shut()
    },
    postsAtOnce: id => {
      journal.settings.write(atOnceRow(id), '1')
      const account = journal.accounts.get(id)
      if (account) update(id, { abilities: proven(id, account.abilities) })
    },
    signInRefused: (id, detail) => { markRefused(id, detail) },
    update,
  }

  /** Whoever erases an account does not want to hear later that something could not go out through it. */
  function callBackAll(id: AccountId): void {
    for (const kind of ['handing-over', 'handed-over', 'recalling'] as const) {
      for (const { delivery } of journal.deliveries.inState(kind)) if (delivery.accountId === id) recallIfHeld(journal, delivery.id, 'cancelled', now())
    }
    for (const kind of ['planned', 'waiting', 'needs-owner'] as const) {
      for (const record of journal.deliveries.inState(kind)) {
        if (record.delivery.accountId === id) journal.deliveries.move(record, { kind: 'cancelled', utc: now() }, { utc: now(), nextUtc: null, step: 'cancelled', detail: 'the account was disconnected and erased' })
      }
    }
  }

  function markRefused(id: AccountId, detail: string): void {
    const account = journal.accounts.get(id)
    if (!account || account.state.kind === 'needs-sign-in') return
    tools.log(`account ${id}: the network refused the sign-in: ${detail}`)
    update(id, { state: { kind: 'needs-sign-in', sinceUtc: now() } })
    tools.refused(account)
  }
}
