import type { HttpBindings } from '@hono/node-server'
import type { Context, MiddlewareHandler } from 'hono'
import { denied, expiredToken, invalidToken, LinkedInError, revokedToken } from './errors.ts'
import { versions, type Token, type World } from './state.ts'

export type Env = { Bindings: HttpBindings; Variables: { token: Token } }

export function needs(c: Context<Env>, ...scopes: readonly string[]): void {
  const held = c.get('token').scopes
  if (!scopes.some(scope => held.includes(scope))) throw denied(`${c.req.method} ${new URL(c.req.url).pathname}`)
}

export function tokenOf(c: Context, world: World): Token {
  const [, access] = /^Bearer (.+)$/u.exec(c.req.header('authorization') ?? '') ?? []
  if (access === undefined) throw new LinkedInError(401, 'EMPTY_ACCESS_TOKEN', 'Empty oauth2 access token', { serviceErrorCode: 65_604 })
  const token = world.tokens.find(one => one.access === access)
  if (!token) throw invalidToken()
  if (token.isRevoked) throw revokedToken()
  if (token.endsUtc <= world.now()) throw expiredToken()
  return token
}

/** Token, allowance, and for the versioned part version, protocol and the encoding of addresses. */
export const guard = (world: World): MiddlewareHandler<Env> => async (c, next) => {
  const [path = '', query = ''] = c.req.url.replace(/^https?:\/\/[^/]+/u, '').split('?')
  const isVersioned = path.startsWith('/rest/')
  const version = c.req.header('linkedin-version')
  if (isVersioned) {
    if (version === undefined) throw new LinkedInError(400, 'VERSION_MISSING', 'A version must be present. Please specify a version by adding the LinkedIn-Version header.')
    if (!versions.has(version)) throw new LinkedInError(426, 'NONEXISTENT_VERSION', `Requested version ${version} is not active`)
    if (c.req.header('x-restli-protocol-version') !== '2.0.0') throw new LinkedInError(400, 'ILLEGAL_ARGUMENT', 'Syntax exception in path variables')
    if (`${path}?${query}`.includes('urn:')) throw new LinkedInError(400, 'ILLEGAL_ARGUMENT', 'Syntax exception in path variables')
  } else if (version !== undefined) throw new LinkedInError(400, 'ILLEGAL_ARGUMENT', 'This resource is not versioned')
  c.set('token', tokenOf(c, world))
  const { allowance } = world
  const day = Math.floor(world.now() / 86_400_000)
  if (day !== allowance.day) Object.assign(allowance, { day, used: 0 })
  if (++allowance.used > allowance.perDay) throw new LinkedInError(429, 'TOO_MANY_REQUESTS', 'Resource level throttle APPLICATION_AND_MEMBER DAY limit for calls to this resource is reached.', { serviceErrorCode: 101 })
  await next()
}

/** Query values as Rest.li reads them: split before decoding. */
export function queryOf(c: Context): ReadonlyMap<string, string> {
  const [, query = ''] = c.req.url.split('?')
  return new Map(query.split('&').filter(part => part !== '').map(part => {
    const at = part.indexOf('=')
    return [part.slice(0, at), part.slice(at + 1)] as const
  }))
}
export const decoded = (value: string | undefined): string => decodeURIComponent(value ?? '')
/** `List(a,b)` */
export const listIn = (value: string | undefined): readonly string[] => (/^List\((.*)\)$/u.exec(value ?? '')?.[1] ?? '').split(',').filter(one => one !== '').map(one => decodeURIComponent(one))

export function finder(c: Context, name: string): void {
  if (queryOf(c).get('q') !== name) throw new LinkedInError(400, 'PARAM_INVALID', `Invalid finder: ${queryOf(c).get('q') ?? ''}`)
}
export function pageOf<T>(c: Context, rows: readonly T[], usual = 10): { readonly elements: readonly T[]; readonly paging: { readonly start: number; readonly count: number; readonly total: number; readonly links: readonly unknown[] } } {
  const query = queryOf(c)
  const [start, count] = [Number(query.get('start') ?? 0), Number(query.get('count') ?? usual)]
  if (!Number.isInteger(start) || !Number.isInteger(count) || start < 0 || count < 1 || count > 100) throw new LinkedInError(400, 'PARAM_INVALID', 'start and count')
  const next = start + count < rows.length ? [{ rel: 'next', type: 'application/json' }] : []
  return { elements: rows.slice(start, start + count), paging: { start, count, total: rows.length, links: next } }
}
