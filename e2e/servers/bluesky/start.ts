import { spawn } from 'node:child_process'
import path from 'node:path'
import { z } from 'zod'
import { installBlueskyServers } from './install.ts'

const ready = z.object({ kind: z.literal('ready'), pdsUrl: z.string(), plcUrl: z.string(), viewUrl: z.string(), chatDid: z.string() })
const session = z.object({ did: z.string(), handle: z.string(), accessJwt: z.string(), refreshJwt: z.string() })

export type TestAccount = { readonly did: string; readonly handle: string }
export type BlueskyServers = {
  readonly pdsUrl: string
  readonly plcUrl: string
  readonly chatDid: string
  /** What to put into the built app's environment, so that it knows these servers instead of Bluesky's (main/networks/bluesky/places.ts). */
  readonly environment: Readonly<Record<string, string>>
  /** `handle` ends in `.test` and has at most 18 characters before it. */
  createAccount(handle: string, password: string): Promise<TestAccount>
  /** `messages`: with leave to read and send direct messages. */
  appPassword(handle: string, password: string, messages?: boolean): Promise<string>
  /** Calls the PDS as this account, past everything of ours: a query without `body`, a procedure with it. Throws on any answer but 2xx. */
  call(handle: string, password: string, method: string, params?: Readonly<Record<string, string>>, body?: unknown): Promise<unknown>
  close(): Promise<void>
}

/**
 * Starts Bluesky's own PDS and PLC directory (installed on first use) with our double of the network view and the chat behind
 * them, as one process on loopback; 2 to 3 s. `hasView: false` leaves the double out: every app.bsky read then answers 502.
 * Throws BlueskyServersMissing when they cannot be installed.
 */
export async function startBlueskyServers(options: { readonly hasView?: boolean } = {}): Promise<BlueskyServers> {
  const folder = await installBlueskyServers()
  const child = spawn(process.execPath, ['--no-warnings', path.join(import.meta.dirname, 'serve.ts'), folder, ...(options.hasView === false ? ['no-view'] : [])], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'], env: { ...process.env, LOG_ENABLED: 'false', NODE_OPTIONS: '' },
  })
  let trouble = ''
  child.stderr?.on('data', (chunk: Buffer) => { trouble = (trouble + chunk.toString()).slice(-4000) })
  const places = await new Promise<z.infer<typeof ready>>((resolve, reject) => {
    child.once('message', message => { resolve(ready.parse(message)) })
    child.once('exit', code => { reject(new Error(`the Bluesky servers ended with ${code}: ${trouble}`)) })
  })
  // A test run that ends without close() takes the servers with it (they watch this channel) and is not held up by them.
  child.unref()
  child.channel?.unref()

  const sessions = new Map<string, z.infer<typeof session>>()
  const signIn = async (handle: string, password: string): Promise<z.infer<typeof session>> => {
    const known = sessions.get(handle)
    if (known) return known
    const fresh = session.parse(await xrpc(places.pdsUrl, 'com.atproto.server.createSession', {}, { identifier: handle, password }))
    sessions.set(handle, fresh)
    return fresh
  }
  return {
    pdsUrl: places.pdsUrl, plcUrl: places.plcUrl, chatDid: places.chatDid,
    environment: { COMPTOIR_BLUESKY_PLACES: JSON.stringify({ directory: places.plcUrl, resolver: places.pdsUrl, chat: `${places.chatDid}#bsky_chat` }) },
    async createAccount(handle, password) {
      const made = session.parse(await xrpc(places.pdsUrl, 'com.atproto.server.createAccount', {}, { handle, password, email: `${handle.split('.')[0]}@example.test` }))
      sessions.set(handle, made)
      return { did: made.did, handle: made.handle }
    },
    async appPassword(handle, password, messages = true) {
      const { accessJwt } = await signIn(handle, password)
      const made = await xrpc(places.pdsUrl, 'com.atproto.server.createAppPassword', {}, { name: `test-${Date.now()}`, privileged: messages }, accessJwt)
      return z.object({ password: z.string() }).parse(made).password
    },
    async call(handle, password, method, params = {}, body) {
      const { accessJwt } = await signIn(handle, password)
      return await xrpc(places.pdsUrl, method, params, body, accessJwt, method.startsWith('chat.') ? { 'atproto-proxy': `${places.chatDid}#bsky_chat` } : {})
    },
    async close() {
      if (child.exitCode !== null) return
      child.ref()
      const ended = new Promise(resolve => { child.once('exit', resolve) })
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function xrpc(server: string, method: string, params: Readonly<Record<string, string>>, body?: unknown, token?: string, headers: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const response = await fetch(`${server}/xrpc/${method}?${new URLSearchParams(params)}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { ...headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} answered ${response.status}: ${text}`)
  return text === '' ? undefined : JSON.parse(text)
}
