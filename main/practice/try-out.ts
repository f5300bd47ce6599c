import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod'
import { startPracticeServer, type PracticeOptions, type PracticeServer } from './server.ts'

/** 24 November 2026, 9:00 UTC: a morning on which nothing else happens. */
export const morning = Date.UTC(2026, 10, 24, 9)
export const redirectUri = 'http://127.0.0.1/back'
const allScopes = 'read write profile'

export type Clock = { now: () => number; advance(ms: number): void }
export function createClock(at = morning): Clock {
  let now = at
  return {
    now: () => now,
    advance(ms) {
      now += ms
    },
  }
}

export const freshFolder = (): string => mkdtempSync(join(tmpdir(), 'comptoir-practice-'))

export function startQuietly(clock: Clock, folder: string, more: Partial<PracticeOptions> = {}): Promise<PracticeServer> {
  return startPracticeServer({ folder, seed: 7, language: 'en', now: clock.now, runsByItself: false, ...more })
}

export type Heard = { status: number; body: unknown; headers: Headers }
export type Ask = (method: string, path: string, body?: Record<string, unknown> | FormData, headers?: Record<string, string>) => Promise<Heard>

/** Plain HTTP with a token, so that the tests see what any client sees. */
export function createAsk(url: string, token?: string): Ask {
  return async (method, path, body, headers = {}) => {
    const isForm = body instanceof FormData
    // oxlint-disable-next-line no-restricted-globals -- a stranger's client, for tests only; it must not share the app's own door
    const response = await fetch(new URL(path, url), {
      method,
      redirect: 'manual',
      headers: {
        // A connection kept open would be tried again at the next server on the same port.
        connection: 'close',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body && !isForm ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      body: isForm ? body : body ? JSON.stringify(body) : null,
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
  }
}

const appShape = z.object({ client_id: z.string(), client_secret: z.string() })
export type App = z.infer<typeof appShape>

export async function registerApp(server: PracticeServer, scopes = allScopes, uris = redirectUri): Promise<App> {
  const heard = await createAsk(server.url)('POST', '/api/v1/apps', { client_name: 'Test', redirect_uris: uris, scopes })
  return appShape.parse(heard.body)
}

export const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url')
export const freshVerifier = (): string => randomBytes(32).toString('base64url')

export function authorizeUrl(server: PracticeServer, app: App, more: Record<string, string> = {}): string {
  const query = new URLSearchParams({ response_type: 'code', client_id: app.client_id, redirect_uri: redirectUri, scope: allScopes, state: 'here', ...more })
  return `${server.url}/oauth/authorize?${query}`
}

export function redeem(server: PracticeServer, app: App, code: string, more: Record<string, string> = {}): Promise<Heard> {
  return createAsk(server.url)('POST', '/oauth/token', { grant_type: 'authorization_code', code, redirect_uri: redirectUri, ...app, ...more })
}

/** A signed-in client, by the whole round of OAuth. */
export async function signIn(server: PracticeServer, scopes = allScopes): Promise<{ ask: Ask; token: string; app: App }> {
  const app = await registerApp(server, scopes)
  const verifier = freshVerifier()
  const to = await server.approve(authorizeUrl(server, app, { scope: scopes, code_challenge: challengeOf(verifier), code_challenge_method: 'S256' }))
  const heard = await redeem(server, app, new URL(to).searchParams.get('code') ?? '', { code_verifier: verifier })
  const { access_token: token } = z.object({ access_token: z.string() }).parse(heard.body)
  return { ask: createAsk(server.url, token), token, app }
}

const statusShape = z.looseObject({ id: z.string(), uri: z.string(), url: z.string().nullable(), content: z.string() })
export const asStatus = (heard: Heard): z.infer<typeof statusShape> => statusShape.parse(heard.body)
export const asList = (heard: Heard): Array<z.infer<typeof listedShape>> => z.array(listedShape).parse(heard.body)
const listedShape = z.looseObject({ id: z.string() })

/** The smallest PNG there is: one dot. */
export const dotPng = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
)
/** The first bytes of an MP4, enough to be known as a video. */
export const startOfMp4 = Buffer.from('000000186674797069736f6d0000020069736f6d6d703432', 'hex')

export function fileForm(bytes: Uint8Array, name: string, more: Record<string, string> = {}): FormData {
  const form = new FormData()
  form.set('file', new Blob([new Uint8Array(bytes)]), name)
  for (const [key, value] of Object.entries(more)) form.set(key, value)
  return form
}
