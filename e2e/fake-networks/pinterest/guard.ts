import type { HttpBindings } from '@hono/node-server'
import type { Context, MiddlewareHandler } from 'hono'
import { invalid, PinterestError } from './errors.ts'
import type { Grant, World } from './state.ts'

export type Env = { Bindings: HttpBindings; Variables: { grant: Grant } }

/** The token, and the allowance of the category with its headers as Pinterest writes them. */
export const guard = (world: World): MiddlewareHandler<Env> => async (c, next) => {
  if (c.req.path.startsWith('/v5/oauth/')) return await next()
  const [, access] = /^Bearer (.+)$/u.exec(c.req.header('authorization') ?? '') ?? []
  const grant = world.grants.find(one => one.access === access)
  if (!grant || grant.isAccessDead || grant.accessEndsUtc <= world.now()) throw new PinterestError(401, 2, 'Authentication failed.')
  c.set('grant', grant)
  if (c.req.method !== 'GET') {
    const { writes } = world
    const minute = Math.floor(world.now() / 60_000)
    if (minute !== writes.minute) Object.assign(writes, { minute, used: 0 })
    const resetS = Math.ceil(((minute + 1) * 60_000 - world.now()) / 1000)
    const isOver = ++writes.used > writes.perMinute
    c.header('x-ratelimit-limit', `${writes.perMinute}, 100;w=1, ${writes.perMinute};w=60`)
    c.header('x-ratelimit-remaining', String(Math.max(0, writes.perMinute - writes.used)))
    c.header('x-ratelimit-reset', String(resetS))
    if (isOver) throw new PinterestError(429, 8, 'This request exceeded a rate limit.')
  }
  await next()
}

export function needs(c: Context<Env>, ...scopes: readonly string[]): void {
  if (!scopes.every(scope => c.get('grant').scopes.includes(scope))) throw new PinterestError(401, 3, 'Your token does not have sufficient permissions to perform this operation.')
}

/** Pages by `page_size` and `bookmark`, which is opaque. */
export function pageOf<T>(c: Context, rows: readonly T[]): { readonly items: readonly T[]; readonly bookmark: string | null } {
  const size = Number(c.req.query('page_size') ?? 25)
  if (!Number.isInteger(size) || size < 1 || size > 250) throw new PinterestError(400, 1, `Parameter 'page_size' was not numeric (was ${c.req.query('page_size')})`)
  const bookmark = c.req.query('bookmark')
  const start = bookmark === undefined ? 0 : Number(Buffer.from(bookmark, 'base64url').toString())
  if (!Number.isInteger(start)) throw invalid('bookmark')
  return { items: rows.slice(start, start + size), bookmark: start + size < rows.length ? Buffer.from(String(start + size)).toString('base64url') : null }
}
