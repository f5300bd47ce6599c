import type { z } from 'zod'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import { failureOf } from './failures.ts'
import type { Speaker, SpokenOutcome } from './speaker.ts'

export type Params = Readonly<Record<string, string | number | readonly string[] | undefined>>
export type Answered<T> = Promise<Result<T, NetworkFailure>>

/** The account's server, call by call. Methods by their NSID; no vocabulary of Comptoir. */
export type Client = {
  query<S extends z.ZodType>(method: string, params: Params, shape: S, proxy?: string): Answered<z.infer<S>>
  /** `isPublic`: see failureOf. `input` is sent as it stands when it is text. */
  procedure<S extends z.ZodType>(method: string, input: unknown, shape: S, options?: { readonly isPublic?: boolean; readonly proxy?: string }): Answered<z.infer<S>>
  upload<S extends z.ZodType>(bytes: Uint8Array<ArrayBuffer>, mime: string, shape: S): Answered<z.infer<S>>
}

export function createClient(speaker: Speaker, now: () => number): Client {
  const read = <S extends z.ZodType>(outcome: SpokenOutcome, shape: S, isPublic: boolean): Result<z.infer<S>, NetworkFailure> => readAnswer(outcome, shape, isPublic, now())
  return {
    async query(method, params, shape, proxy) {
      return read(await speaker.send({ method: 'GET', path: pathOf(method, params), headers: proxyHeader(proxy) }), shape, false)
    },
    async procedure(method, input, shape, { isPublic = false, proxy } = {}) {
      const body = input === undefined ? {} : { body: typeof input === 'string' ? input : JSON.stringify(input) }
      return read(await speaker.send({ method: 'POST', path: pathOf(method, {}), headers: { ...proxyHeader(proxy), ...(input === undefined ? {} : { 'content-type': 'application/json' }) }, ...body }), shape, isPublic)
    },
    async upload(bytes, mime, shape) {
      return read(await speaker.send({ method: 'POST', path: pathOf('com.atproto.repo.uploadBlob', {}), headers: { 'content-type': mime }, body: bytes }), shape, false)
    },
  }
}

const proxyHeader = (proxy: string | undefined): Record<string, string> => proxy === undefined ? {} : { 'atproto-proxy': proxy }

export function pathOf(method: string, params: Params): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined) continue
    for (const one of Array.isArray(value) ? value as readonly string[] : [String(value)]) query.append(name, one)
  }
  return `/xrpc/${method}${query.size > 0 ? `?${query}` : ''}`
}

function readAnswer<S extends z.ZodType>(outcome: SpokenOutcome, shape: S, isPublic: boolean, nowUtc: number): Result<z.infer<S>, NetworkFailure> {
  if (outcome.kind !== 'answered' || outcome.status !== 200) return fail(failureOf(outcome, isPublic, nowUtc))
  const parsed = shape.safeParse(outcome.json)
  return parsed.success ? ok(parsed.data) : fail({ kind: isPublic ? 'unknown-outcome' : 'server-trouble', detail: `an answer of another shape: ${parsed.error.message.slice(0, 300)}` })
}
