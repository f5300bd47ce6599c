import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { accountId } from '../../../preload/contract/ids.ts'
import { emptyContent, type MediaUse } from '../../../preload/contract/drafts.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import { authorizeByHttp } from '../../../e2e/servers/bluesky/consent.ts'
import { BlueskyServersMissing } from '../../../e2e/servers/bluesky/install.ts'
import { startBlueskyServers, type BlueskyServers, type TestAccount } from '../../../e2e/servers/bluesky/start.ts'
import { createHttp } from '../../http/request.ts'
import type { ConformanceHarness, ConformanceWorld } from '../conformance-harness.ts'
import { createFiles } from '../double-harness.ts'
import type { Network, SecretCell, Session, SignedIn, SignInTools } from '../network.ts'
import { bluesky } from './index.ts'

/** Bluesky's own PDS from npm, on loopback, with our double of the network view behind it (e2e/servers/bluesky). */
export type PdsWorld = ConformanceWorld & {
  readonly network: Network
  readonly servers: BlueskyServers
  readonly owner: TestAccount
  readonly password: string
  readonly customer: TestAccount
  readonly signedIn: SignedIn
  readonly signInTools: SignInTools
  /** What the keychain holds, and everything it was ever given. */
  readonly secrets: string[]
  pictureAt(index: number): MediaUse
  /** Speaks for the customer, past the adapter. */
  customerDoes(method: string, params: Readonly<Record<string, string>>, body?: unknown): Promise<unknown>
  customerPosts(record: Readonly<Record<string, unknown>>): Promise<{ readonly uri: string; readonly cid: string }>
}

const password = 'pain-au-levain'
const customers = new WeakMap<BlueskyServers, Promise<TestAccount>>()
/** One customer for all stories: what she writes, she writes to one shop. */
function customerOn(servers: BlueskyServers): Promise<TestAccount> {
  const known = customers.get(servers) ?? servers.createAccount(`julie-${randomUUID().slice(0, 8)}.test`, password)
  customers.set(servers, known)
  return known
}

let running: Promise<BlueskyServers> | null = null
/** One start serves all stories of a process: accounts are independent, and it ends with the process. */
export const sharedServers = (): Promise<BlueskyServers> => running ??= startBlueskyServers()

export const harness: ConformanceHarness = {
  network: bluesky,
  getReady: async () => (await serversForStories()) === null ? 'Bluesky’s servers could not be installed' : null,
  start: () => startPds('browser'),
}

export async function startPds(way: 'browser' | 'app-password', options: { readonly servers?: BlueskyServers; readonly messages?: boolean } = {}): Promise<PdsWorld> {
  const servers = options.servers ?? await sharedServers()
  const name = randomUUID().slice(0, 8)
  const owner = await servers.createAccount(`shop-${name}.test`, password)
  const customer = await customerOn(servers)
  // As the built app is told where these servers stand.
  Object.assign(process.env, servers.environment)
  const network = bluesky
  let offsetMs = 0
  const now = (): number => Date.now() + offsetMs
  const http = createHttp({ now, log: () => undefined, userAgent: 'Comptoir/test' })
  const signInTools: SignInTools = {
    http, now, serverSecrets: { read: () => Promise.resolve(null), write: () => Promise.resolve() },
    throughBrowser: address => consentInBrowser(address, owner.handle, password), signal: new AbortController().signal,
  }
  const appPassword = way === 'app-password' ? await servers.appPassword(owner.handle, password, options.messages ?? true) : ''
  const signed = await network.signIn({ way, server: '', handle: owner.handle, appPassword }, signInTools)
  if (!signed.ok) throw new Error(`no sign-in: ${JSON.stringify(signed.failure)}`)
  const [signedIn] = signed.value
  if (!signedIn) throw new Error('signed in as nobody')
  const secrets = [signedIn.secret]
  const secret: SecretCell = { read: () => Promise.resolve(ok(secrets.at(-1) ?? '')), replace: text => Promise.resolve(ok(void secrets.push(text))) }
  const media = await createFiles()
  const session: Session = {
    accountId: accountId.parse('account-1'), remoteId: signedIn.profile.remoteId, handle: signedIn.profile.handle, serverUrl: signedIn.serverUrl,
    limits: signedIn.limits, secret, http, now, media: media.session,
  }
  const customerDoes: PdsWorld['customerDoes'] = (method, params, body) => servers.call(customer.handle, password, method, params, body)
  const customerPosts: PdsWorld['customerPosts'] = async record => z.object({ uri: z.string(), cid: z.string() }).parse(await customerDoes('com.atproto.repo.createRecord', {}, {
    repo: customer.did, collection: 'app.bsky.feed.post', record: { $type: 'app.bsky.feed.post', createdAt: new Date().toISOString(), ...record },
  }))
  return {
    network, servers, owner, password, customer, signedIn, signInTools, secrets, session, customerDoes, customerPosts,
    advance: ms => { offsetMs += ms },
    isCommit: ({ method, url }) => method === 'POST' && new URL(url).pathname === '/xrpc/com.atproto.repo.putRecord',
    async postsOnServer() {
      const page = recordList.parse(await servers.call(owner.handle, password, 'com.atproto.repo.listRecords', { repo: owner.did, collection: 'app.bsky.feed.post', limit: '100' }))
      return page.records.map(({ value }) => ({ text: value.text, alts: value.embed?.images?.map(image => image.alt) ?? [] }))
    },
    async somebodyMentionsUs(text) {
      const mention = `@${owner.handle}`
      await customerPosts({ text: `${mention} ${text}`, facets: [{ index: { byteStart: 0, byteEnd: mention.length }, features: [{ $type: 'app.bsky.richtext.facet#mention', did: owner.did }] }] })
    },
    // At the server, as its own page does; an app password's access token would go on for two hours after this.
    endSignInElsewhere: async () => void await network.open({ ...session, accountId: accountId.parse('elsewhere') }).revoke(),
    refusedContent: { ...emptyContent(), parts: [{ text: 'x'.repeat(301), media: [], poll: null }] },
    picture: media.pictureAt(0), pictureAt: index => media.pictureAt(index),
    stop: async () => undefined,
  }
}

const recordList = z.object({ records: z.array(z.object({ value: z.object({ text: z.string(), embed: z.object({ images: z.array(z.object({ alt: z.string() })).optional() }).optional() }) })) })

/** The owner's browser: opens the page, signs in, presses Authorize (or Deny), and is sent back to the app. */
export async function consentInBrowser(address: (redirectUri: string) => Promise<Result<string>>, handle: string, password: string, choice: 'accept' | 'reject' = 'accept'): ReturnType<SignInTools['throughBrowser']> {
  const redirectUri = 'http://127.0.0.1:49152/callback'
  const asked = await address(redirectUri)
  if (!asked.ok) return asked
  return ok({ params: new URL(await authorizeByHttp(asked.value, handle, password, choice)).searchParams, redirectUri })
}

/** For stories that need the servers: null, with the reason printed, where they cannot be had. Any other trouble is a failure. */
export async function serversForStories(): Promise<BlueskyServers | null> {
  try {
    return await sharedServers()
  } catch (error) {
    if (!(error instanceof BlueskyServersMissing)) throw error
    console.warn(`skipped: ${error.message}`)
    return null
  }
}
