import type { HttpBindings } from '@hono/node-server'
import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { invalidRequest, missingScope, unauthorized } from './problems.ts'
import type { Grant, World } from './world.ts'

export type Env = { Bindings: HttpBindings; Variables: { grant: Grant } }
export type Api = Hono<Env>
export type Ask = Context<Env>

/** What stands before every call: a living token, its right, the allowance of this call. */
export function enter(c: Ask, world: World, { scopes, route, limit, isFree = false }: { readonly scopes: readonly string[]; readonly route: string; readonly limit: number; readonly isFree?: boolean }): void {
  const grant = world.grantOf(c.req.header('authorization'))
  if (!grant) throw unauthorized()
  world.count(route, limit, (name, value) => { c.header(name, value) })
  if (!scopes.every(scope => grant.scopes.includes(scope))) throw missingScope()
  // Without credit nothing is answered, but who one is (seen Feb 2026).
  if (!isFree) world.pay(0)
}

/** A body as X's description has it: JSON, and no field it does not know. */
export async function readBody<S extends z.ZodType>(c: Ask, shape: S): Promise<z.output<S>> {
  if (!c.req.header('content-type')?.startsWith('application/json')) throw invalidRequest('Requests with bodies must have content-type of application/json.')
  const given: unknown = await c.req.json().catch(() => undefined)
  const parsed = shape.safeParse(given)
  if (!parsed.success) throw invalidRequest(parsed.error.issues.map(issue => `$.${issue.path.join('.')}: ${issue.message}`).join('; '))
  return parsed.data
}

export const idShape = z.string().regex(/^\d{1,19}$/u)
export const isMe = (id: string, world: World): boolean => id === world.owner.id
