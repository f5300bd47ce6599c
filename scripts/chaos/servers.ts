import { mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { startBlueskyServers } from '../../e2e/servers/bluesky/start.ts'
import { startWebHost, type WebHost } from '../../main/web-space/web-host.ts'
import { startPracticeServer, type PracticeServer } from '../../main/practice/server.ts'
import type { RequestRule } from '../../e2e/fake-networks/fake-network.ts'
import type { Clock } from './clock.ts'
import { openDoubles } from './doubles.ts'
import type { Manners } from './line.ts'
import { plainManners } from './plain-network.ts'

/** What stands on a server, read from the server itself. */
export type Standing = { readonly id: string; readonly text: string; readonly alts: readonly string[]; /** Undefined: its server does not tell. */ readonly inReplyTo: string | null | undefined; readonly createdUtc: number }
export type Target = { readonly id: string; readonly url: string | null; readonly extra: string | null; readonly person: { readonly remoteId: string; readonly handle: string } }

/** One account of the owner's, on a server that knows nothing of the run. */
export type Place = {
  readonly name: string
  readonly network: string
  /** Its server's, or its servers'. */
  readonly ports: readonly number[]
  readonly manners?: Manners
  readonly rules?: readonly RequestRule[]
  /** How to sign in, as things are now. */
  order(): object
  /** The browser's part of the sign-in, where there is one. */
  approve(url: string): Promise<void>
  /** Whom to choose where a sign-in speaks for several. */
  readonly chooses?: string | null
  /** Posts of others, to be answered and liked. */
  readonly targets: readonly Target[]
  /** Where others are heard only when they speak: somebody asks something. Null: they never are. */
  readonly say?: ((text: string) => void) | null
  /** What an account there may send follows from what it says of itself. */
  readonly isFitted: boolean
  standing(): Promise<readonly Standing[]>
  /** How often the owner likes this post. */
  likes(target: Target): Promise<number>
  /** The clock was moved: its own scheduler looks at it. */
  moved(): void
  close(): Promise<void>
}

const targetCount = 8

/** Practice outside the app, as an ordinary server; with `isPlain` a network that knows no key and no chosen id, and rewrites what it is given. */
async function openPractice(folder: string, clock: Clock, name: string, seed: number, isPlain: boolean): Promise<Place> {
  const home = await mkdtemp(path.join(folder, 'server-'))
  const server: PracticeServer = await startPracticeServer({
    folder: home, seed, language: 'en', now: () => clock.now(), runsByItself: false, processingMs: 500, limits: { calls: 1_000_000, uploads: 1_000_000, posts: 1_000_000, deletes: 1_000_000 },
  })
  if (isPlain) server.faults.set({ deviations: { ignoreIdempotencyKey: true } })
  const targets = Array.from({ length: targetCount }, (_, n) => server.say({ from: ['alice_h', 'ben.o', 'chloe_w', 'daniel_r'][n % 4] ?? '', text: `Do you have any left, number ${n}?` }))
  return {
    name, network: isPlain ? 'plain' : 'practice', ports: [server.port], ...(isPlain ? { manners: plainManners } : {}), isFitted: false,
    order: () => ({ network: 'mastodon', way: 'browser', server: server.url }),
    approve: async url => { await fetch(await server.approve(url)) },
    targets: targets.map(status => ({ id: status.id, url: status.url, extra: null, person: { remoteId: '1', handle: status.by } })),
    standing: async () => server.statuses().filter(status => status.by === server.ownerHandle).map(status => ({ id: status.id, text: status.text, alts: status.media.map(media => media.description ?? ''), inReplyTo: status.inReplyToId, createdUtc: Date.parse(status.createdAt) })),
    likes: async target => {
      const read = await fetch(`${server.url}/api/v1/statuses/${target.id}`)
      return z.object({ favourites_count: z.number() }).parse(await read.json()).favourites_count
    },
    moved: () => { server.tick() },
    close: () => server.close(),
  }
}

const records = z.object({ cursor: z.string().optional(), records: z.array(z.object({ uri: z.string(), cid: z.string(), value: z.object({
  text: z.string().optional(), createdAt: z.string(), subject: z.object({ uri: z.string() }).optional(), reply: z.object({ parent: z.object({ uri: z.string() }) }).optional(),
  embed: z.object({ images: z.array(z.object({ alt: z.string() })).optional() }).optional(),
}) })) })

async function openBluesky(count: number): Promise<Pick<Servers, 'places' | 'env'>> {
  const servers = await startBlueskyServers()
  const guest = { handle: 'passerby.test', password: 'password of a guest' }
  const { did } = await servers.createAccount(guest.handle, guest.password)
  const targets: Target[] = []
  for (let n = 0; n < targetCount; n++) {
    const record = { $type: 'app.bsky.feed.post', text: `Do you have any left, number ${n}?`, createdAt: new Date().toISOString() }
    const made = z.object({ uri: z.string(), cid: z.string() }).parse(await servers.call(guest.handle, guest.password, 'com.atproto.repo.createRecord', {}, { repo: did, collection: 'app.bsky.feed.post', record }))
    targets.push({ id: made.uri, url: null, extra: null, person: { remoteId: did, handle: guest.handle } })
  }
  const places: Place[] = []
  for (let n = 0; n < count; n++) {
    const person = { handle: `bakery${n}.test`, password: `password of shop ${n}` }
    await servers.createAccount(person.handle, person.password)
    const appPassword = await servers.appPassword(person.handle, person.password)
    const listed = async (collection: string) => {
      const all: z.infer<typeof records>['records'] = []
      for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
        const page = records.parse(await servers.call(person.handle, person.password, 'com.atproto.repo.listRecords', { repo: person.handle, collection, limit: '100', ...(cursor === undefined ? {} : { cursor }) }))
        all.push(...page.records)
        cursor = page.records.length === 0 ? undefined : page.cursor
      }
      return all
    }
    places.push({
      name: `bluesky ${n + 1}`, network: 'bluesky', ports: [Number(new URL(servers.pdsUrl).port)], isFitted: false,
      order: () => ({ network: 'bluesky', way: 'app-password', handle: person.handle, appPassword, server: servers.pdsUrl }),
      approve: () => Promise.reject(new Error('an app password needs no browser')),
      targets,
      standing: async () => (await listed('app.bsky.feed.post')).map(({ uri, value }) => ({ id: uri, text: value.text ?? '', alts: (value.embed?.images ?? []).map(image => image.alt), inReplyTo: value.reply?.parent.uri ?? null, createdUtc: Date.parse(value.createdAt) })),
      likes: async target => (await listed('app.bsky.feed.like')).filter(({ value }) => value.subject?.uri === target.id).length,
      moved: () => undefined,
      close: () => n === 0 ? servers.close() : Promise.resolve(),
    })
  }
  return { places, env: servers.environment }
}

export type Servers = {
  readonly places: readonly Place[]
  readonly env: Readonly<Record<string, string>>
  /** Where pictures are put that networks fetch from the web; null where no network of the run does. */
  readonly web: WebHost | null
  close(): Promise<void>
}

/** `over`: ids of the networks whose doubles the run is over; empty: Practice, a network that promises nothing, and Bluesky's own server. */
export async function openServers(folder: string, clock: Clock, { seed, over, without }: { readonly seed: number; readonly over: readonly string[]; readonly without: readonly string[] }): Promise<Servers> {
  const places: Place[] = []
  let env: Servers['env'] = {}
  const web = over.length > 0 ? await startWebHost() : null
  if (web) {
    const doubles = await openDoubles(over.filter(id => !without.includes(id)), clock, web.web)
    places.push(...doubles.places)
    env = doubles.env
  } else {
    for (const n of [1, 2]) if (!without.includes('practice')) places.push(await openPractice(folder, clock, `practice ${n}`, seed * 10 + n, false))
    for (const n of [1, 2]) if (!without.includes('plain')) places.push(await openPractice(folder, clock, `plain ${n}`, seed * 10 + 5 + n, true))
    if (!without.includes('bluesky')) {
      const bluesky = await openBluesky(2)
      places.push(...bluesky.places)
      env = bluesky.env
    }
  }
  return {
    places, env, web,
    async close() {
      await Promise.allSettled([...places.map(place => place.close()), web?.stop()])
      await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    },
  }
}
