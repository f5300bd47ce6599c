import { randomBytes } from 'node:crypto'
import { Problem, noCredits, tooMany } from './problems.ts'

export type User = { readonly id: string; readonly username: string; readonly name: string }
export type Poll = { readonly id: string; readonly options: readonly string[]; readonly endsUtc: number }
export type Post = {
  readonly id: string; readonly authorId: string; readonly text: string; readonly createdUtc: number; readonly replyTo: string | null; readonly conversationId: string
  readonly mediaIds: readonly string[]; readonly poll: Poll | null; readonly replySettings: string | null; readonly disclosed: readonly string[]
  isDeleted: boolean; isHidden: boolean
}
export type Media = {
  readonly id: string; readonly key: string; readonly ownerId: string; readonly category: string; readonly mime: string; readonly totalBytes: number; readonly expiresUtc: number
  readonly segments: Map<number, number>; isFinal: boolean; readyUtc: number; alt: string; failed: boolean
}
export type Message = { readonly id: string; readonly conversation: string; readonly senderId: string; readonly text: string; readonly createdUtc: number }
export type Grant = { readonly scopes: readonly string[]; access: string; accessUntilUtc: number; refresh: string | null; readonly spent: Set<string>; isDead: boolean }
export type Code = { readonly redirectUri: string; readonly challenge: string; readonly scopes: readonly string[]; readonly untilUtc: number; isUsed: boolean }
export type App = { readonly clientId: string; /** Empty for a Native App. */ readonly clientSecret: string; readonly redirects: readonly string[] }

/** Thousandths of a dollar (docs.x.com, pricing, Aug 2026). */
export const costs = { post: 15, postWithLink: 200, reply: 10, message: 15, altText: 5, management: 5, interaction: 15, undone: 10, ownRead: 1, otherPost: 5, messageRead: 10, person: 10 } as const

const windowMs = 15 * 60_000
const idEpochMs = 1_288_834_974_657n

/** All that the double knows. Its clock is whoever starts it's. */
export type World = ReturnType<typeof createWorld>

export function createWorld(now: () => number, app: App) {
  const owner: User = { id: '1460000000000000001', username: 'boulangerie_x', name: 'Boulangerie du Pont' }
  let serial = 0
  const windows = new Map<string, { used: number; resetsUtc: number }>()
  const world = {
    now, app, owner,
    users: new Map<string, User>([owner, { id: '1460000000000000002', username: 'julie_m', name: 'Julie M.' }, { id: '1460000000000000003', username: 'cafe_gare', name: 'Café de la Gare' }].map(user => [user.id, user])),
    posts: new Map<string, Post>(), media: new Map<string, Media>(), messages: [] as Message[], codes: new Map<string, Code>(), grants: [] as Grant[], muted: new Set<string>(), reposts: new Set<string>(),
    /** Thousandths of a dollar left. */
    credit: 50_000,
    losesNextAnswer: false,
    /** How long a video is processed, and whether the next one fails. */
    processingMs: 4000, failsNextVideo: false,
    requests: [] as { readonly method: string; readonly path: string; readonly status: number }[],
    /** Snowflakes: milliseconds since Nov 2010, then a serial number. */
    nextId(): string {
      serial = (serial + 1) % 4096
      return String(((BigInt(Math.floor(now())) - idEpochMs) << 22n) + BigInt(serial))
    },
    token: (): string => randomBytes(32).toString('base64url'),
    /** Nothing is done, nor read, without credit. */
    pay(cost: number): void {
      if (world.credit <= 0) throw noCredits()
      world.credit -= cost
    },
    /** Counts one call, and gives the headers that tell of it. Throws beyond the limit; the headers are told all the same. */
    count(route: string, limit: number, headers: (name: string, value: string) => void): void {
      const known = windows.get(route)
      const open = known && known.resetsUtc > now() ? known : { used: 0, resetsUtc: now() + windowMs }
      windows.set(route, open)
      open.used++
      headers('x-rate-limit-limit', String(limit))
      headers('x-rate-limit-remaining', String(Math.max(0, limit - open.used)))
      headers('x-rate-limit-reset', String(Math.ceil(open.resetsUtc / 1000)))
      if (open.used > limit) throw tooMany()
    },
    userByName: (username: string): User | undefined => [...world.users.values()].find(user => user.username.toLowerCase() === username.toLowerCase()),
    alive: (id: string): Post | undefined => { const post = world.posts.get(id); return post && !post.isDeleted ? post : undefined },
    grantOf(authorization: string | undefined): Grant | null {
      const access = /^Bearer (\S+)$/u.exec(authorization ?? '')?.[1]
      return world.grants.find(grant => !grant.isDead && grant.access === access && grant.accessUntilUtc > now()) ?? null
    },
    addPost(post: Pick<Post, 'authorId' | 'text' | 'replyTo'> & Partial<Post>): Post {
      const id = world.nextId()
      const parent = post.replyTo === null ? undefined : world.posts.get(post.replyTo)
      const made: Post = { id, createdUtc: now(), conversationId: parent?.conversationId ?? id, mediaIds: [], poll: null, replySettings: null, disclosed: [], isDeleted: false, isHidden: false, ...post }
      world.posts.set(id, made)
      return made
    },
    isProblem: (error: unknown): error is Problem => error instanceof Problem,
  }
  return world
}
