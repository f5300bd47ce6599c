import type { IncomingHttpHeaders } from 'node:http'
import * as z from 'zod'
import type { AccountRow } from './rows.ts'
import type { World } from './world.ts'

export type UploadedFile = { readonly name: string; readonly mime: string; readonly bytes: Uint8Array }

/** Who asks, as the token says; `account` is absent for an app's own token (client credentials). */
export type Bearer = {
  readonly token: string
  readonly appId: number
  readonly scopes: readonly string[]
  readonly account: AccountRow | undefined
}

export type Call = {
  readonly world: World
  readonly method: string
  readonly url: URL
  /** The `:name` parts of the route. */
  readonly params: Readonly<Record<string, string>>
  /** Query and body together, as the body of any of the three kinds (JSON, form, multipart) or the query gave them. */
  readonly input: Readonly<Record<string, unknown>>
  readonly bodyKind: 'none' | 'json' | 'form' | 'multipart'
  readonly files: ReadonlyMap<string, UploadedFile>
  readonly headers: IncomingHttpHeaders
  readonly bearer: Bearer | undefined
}

export type UserCall = Call & { readonly viewer: AccountRow; readonly bearer: Bearer }

export type Answer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
}

export type Access =
  /** Anybody; a token that is sent all the same needs one of the scopes. */
  | { readonly kind: 'open'; readonly scopes: readonly string[] }
  | { readonly kind: 'app' }
  | { readonly kind: 'user'; readonly scopes: readonly string[] }

export type Route = {
  readonly method: string
  readonly path: string
  readonly access: Access
  readonly answer: (call: Call) => Answer | Promise<Answer>
}

export type Checked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly answer: Answer }

export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Answer {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body: JSON.stringify(value) }
}

export function refuse(status: number, error: string, more: Record<string, unknown> = {}): Answer {
  return json({ error, ...more }, status)
}

export const notFound = (): Answer => refuse(404, 'Record not found')
export const notAllowed = (): Answer => refuse(403, 'This action is not allowed')
export const invalid = (problem: string): Answer => refuse(422, `Validation failed: ${problem}`)

export function open(method: string, path: string, scopes: readonly string[], answer: Route['answer']): Route {
  return { method, path, access: { kind: 'open', scopes }, answer }
}

/** A route for a signed-in person whose token carries one of `scopes` (or its parent, `read` for `read:statuses`). */
export function forUser(method: string, path: string, scopes: readonly string[], answer: (call: UserCall) => Answer | Promise<Answer>): Route {
  return {
    method,
    path,
    access: { kind: 'user', scopes },
    answer(call) {
      const { bearer } = call
      if (!bearer?.account) return refuse(422, 'This method requires an authenticated user')
      return answer({ ...call, bearer, viewer: bearer.account })
    },
  }
}

/** Parses query and body; what does not fit is refused as Mastodon refuses a parameter it cannot use. */
export function readInput<T>(call: Call, shape: z.ZodType<T>): Checked<T> {
  const parsed = shape.safeParse(call.input)
  if (parsed.success) return { ok: true, value: parsed.data }
  const issue = parsed.error.issues[0]
  return { ok: false, answer: invalid(`${issue?.path.join('.') || 'request'} is invalid`) }
}

// Forms carry every value as text, JSON carries them typed; both are legal everywhere in this API.
// Any word that does not say no says yes, as Rails has it; an empty one says nothing.
const truth = z.union([z.boolean(), z.string(), z.literal([0, 1])]).transform((value) =>
  value === '' ? undefined : !['false', 'f', '0', 'off'].includes(String(value).toLowerCase()),
)
const whole = z.union([z.int(), z.string().regex(/^-?\d+$/).transform(Number)])
const id = z.union([z.string(), z.int().transform(String)])
export const field = {
  text: z.string().nullish().transform((value) => value ?? undefined),
  truth: truth.nullish().transform((value) => value ?? undefined),
  whole: whole.nullish().transform((value) => value ?? undefined),
  id: id.nullish().transform((value) => (value === null || value === '' ? undefined : value)),
  ids: z.array(id).nullish().transform((value) => value ?? undefined),
  /** A list, or one that is not in a list (`?id=1`): Mastodon takes both where it looks several things up. */
  oneOrMore: z.union([z.array(id), id.transform((one) => [one])]).nullish().transform((value) => value ?? undefined),
  texts: z.array(z.string()).nullish().transform((value) => value ?? undefined),
}
