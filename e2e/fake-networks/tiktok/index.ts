import type { AddressInfo } from 'node:net'
import { serve, type HttpBindings, type ServerType } from '@hono/node-server'
import { Hono, type Context } from 'hono'
import type { FakeNetwork, RequestRule, StartFakeNetwork } from '../fake-network.ts'
import { addApi } from './api.ts'
import { addOauth, agree } from './oauth.ts'
import { app, createState, type Options, type State } from './state.ts'
import { addUpload } from './upload.ts'

/**
 * TikTok as its documentation describes it: developers.tiktok.com, login-kit-desktop, oauth-user-access-token-management,
 * content-posting-api-reference-* and -media-transfer-guide, tiktok-api-v2-*, as of 11 Sep 2026 (read 23 and 27 Nov 2026).
 * Stricter than what is written there in three things: a refresh token works once, unknown fields are refused, and a part of a file that
 * comes with an account's token is too.
 */
export type FakeTiktok = FakeNetwork & {
  readonly state: State
  /** The consent page says yes: where it sends the browser. */
  agree(url: string): string
}

/** Pictures are public by the order, a film by its last part. */
const rules: readonly RequestRule[] = [
  { method: 'PUT', path: /./u, kind: 'publish' },
  { path: /^\/v2\/post\/publish\/content\/init/u, kind: 'publish' },
  { path: /^\/v2\/post\/publish\/(?:inbox\/)?video\/init/u, kind: 'upload' },
  { path: /^\/v2\/post\/publish\/status|^\/v2\/video\/list/u, kind: 'look' },
  { path: /^\/v2\/video\/query/u, kind: 'read-back' },
]

export async function startTiktok(options: Options = {}): Promise<FakeTiktok> {
  const state = createState(options)
  const seen: { method: string; path: string; status: number }[] = []
  let losesNext = false
  const server = new Hono<{ Bindings: HttpBindings }>()
  server.use(async (c, next) => {
    await next()
    seen.push({ method: c.req.method, path: c.req.path, status: c.res.status })
  })
  /** What was done stays done; only its answer is lost. */
  const answerOf = (context: Context<{ Bindings: HttpBindings }>, response: Response): Response => {
    if (!losesNext) return response
    losesNext = false
    context.env.incoming.socket.destroy()
    return response
  }
  let base = ''
  addOauth(server, state)
  addApi(server, state, () => base, answerOf)
  addUpload(server, state, answerOf)
  const listening = await new Promise<ServerType>(resolve => {
    const started = serve({ fetch: server.fetch, hostname: '127.0.0.1', port: 0 }, () => { resolve(started) })
  })
  // The cast: a server listening on TCP has such an address.
  base = `http://127.0.0.1:${(listening.address() as AddressInfo).port}`

  return {
    state,
    hosts: { www: base, api: base, upload: base },
    connect: { way: 'own-app', fields: { 'client-id': app.key, 'client-secret': app.secret } },
    chooses: null, followers: state.followers,
    agree: url => agree(url, state),
    async consent(url) {
      const back = await fetch(agree(url, state))
      if (!back.ok) throw new Error(`the app did not take the answer: ${back.status}`)
    },
    posts: () => state.tasks.flatMap(task => {
      const createdUtc = state.outUtc(task)
      return createdUtc === null ? [] : [{ id: task.postId, url: state.urlOf(task), text: task.text, alts: [], kind: task.kind, createdUtc }]
    }),
    say: null,
    rules,
    trustWeb: host => { state.verifiedHosts.push(host) },
    answers: () => [],
    loseNextAnswer: () => { losesNext = true },
    endSignIn: () => { for (const grant of state.grants) grant.isAlive = false },
    requests: () => seen,
    stop: () => new Promise<void>(resolve => {
      listening.close(() => { resolve() })
      if ('closeAllConnections' in listening) listening.closeAllConnections()
    }),
  }
}

export const start: StartFakeNetwork = options => startTiktok(options)
