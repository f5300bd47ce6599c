import type { AddressInfo, Socket } from 'node:net'
import { createServer } from 'node:http'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { Hono, type Context } from 'hono'
import { GraphParams } from './graph-params.ts'
import { bodyOf, GraphRefusal, refuse } from './graph-refusal.ts'

export type GraphRequest = {
  /** Which of the network's hosts was asked, by the adapter's name for it. */
  readonly host: string
  readonly method: string
  /** `v26.0`; null where the path is one that has none. */
  readonly version: string | null
  /** Behind the version, decoded. */
  readonly path: readonly string[]
  readonly params: GraphParams
  readonly files: ReadonlyMap<string, File>
  /** The body as it came, of what is neither a form nor JSON. */
  readonly bytes: Uint8Array
  readonly headers: Headers
  readonly token: string | null
  readonly self: string
}

export type GraphServerOptions = {
  readonly now: () => number
  /** Its hosts, by the adapter's names. */
  readonly hosts: readonly string[]
  /** Versions that are alive. */
  readonly versions: readonly string[]
  /** Whole paths (or their beginnings, with a slash at the end) that carry no version in front. */
  readonly unversioned: readonly string[]
  /** A plain value is sent as JSON; throws GraphRefusal. */
  readonly answer: (request: GraphRequest) => unknown
  /** Headers of every answer: what is used of the allowance. */
  readonly usage?: (request: GraphRequest, calls: number) => Readonly<Record<string, string>>
  /** Is this the step that makes something public? Its answer can be lost. */
  readonly isCommit: (request: GraphRequest) => boolean
}

/** Loopback servers that speak as the Graph API does: versions, tokens in a header or a parameter, forms, JSON and files, its errors. */
export async function startGraphServer(options: GraphServerOptions) {
  const requests: { readonly method: string; readonly path: string; readonly status: number }[] = []
  let losesNext = false
  const handle = async (context: Context<{ Bindings: HttpBindings }>, host: string): Promise<Response> => {
    const url = new URL(context.req.url)
    const note = (status: number): void => { requests.push({ method: context.req.method, path: url.pathname, status }) }
    let request: GraphRequest | null = null
    try {
      request = await read(context, host, options)
      const value = await options.answer(request)
      const answer = value instanceof Response ? value : Response.json(value)
      note(answer.status)
      if (losesNext && answer.ok && options.isCommit(request)) {
        losesNext = false
        context.env.incoming.socket.destroy()
      }
      for (const [name, text] of Object.entries(headersOf(request, requests.length, options))) answer.headers.set(name, text)
      return answer
    } catch (error) {
      if (!(error instanceof GraphRefusal)) throw error
      note(error.status)
      return Response.json(bodyOf(error), { status: error.status, headers: { 'www-authenticate': `OAuth "Facebook Platform" "invalid_request" "(#${error.code})"`, ...(request ? headersOf(request, requests.length, options) : {}) } })
    }
  }
  const started = await Promise.all(options.hosts.map(host => listen(new Hono<{ Bindings: HttpBindings }>().all('*', context => handle(context, host)), host)))
  return {
    origins: Object.fromEntries(started.map(({ host, origin }) => [host, origin])),
    requests: () => [...requests],
    loseNextAnswer: () => { losesNext = true },
    stop: async () => { await Promise.all(started.map(server => server.stop())) },
  }
}
export type GraphServer = Awaited<ReturnType<typeof startGraphServer>>

const headersOf = (request: GraphRequest, calls: number, { usage }: GraphServerOptions): Readonly<Record<string, string>> => ({ ...(request.version === null ? {} : { 'facebook-api-version': request.version }), ...usage?.(request, calls) })

async function listen(app: Hono<{ Bindings: HttpBindings }>, host: string) {
  const listener = getRequestListener(app.fetch)
  const server = createServer((incoming, outgoing) => { void listener(incoming, outgoing) })
  const open = new Set<Socket>()
  server.on('connection', socket => { open.add(socket); socket.on('close', () => open.delete(socket)) })
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  const { port } = server.address() as AddressInfo // the cast: a server on a port, not on a pipe
  const stop = (): Promise<void> => new Promise(resolve => {
    server.close(() => { resolve() })
    for (const socket of open) socket.destroy()
  })
  return { host, origin: `http://127.0.0.1:${port}`, stop }
}

async function read({ req }: Context<{ Bindings: HttpBindings }>, host: string, { versions, unversioned }: GraphServerOptions): Promise<GraphRequest> {
  const url = new URL(req.url)
  const [, first = '', ...rest] = url.pathname.split('/').map(decodeURIComponent)
  const isFree = unversioned.some(path => (path.endsWith('/') ? url.pathname.startsWith(path) : url.pathname === path))
  // Without a version the real one takes the oldest that lives, which changes under a program's feet: here it is a mistake.
  if (!isFree && !/^v\d+\.\d+$/u.test(first)) throw refuse.unknownPath(url.pathname)
  if (!isFree && !versions.includes(first)) throw refuse.oldVersion(first)
  const values = new Map<string, unknown>(url.searchParams)
  const files = new Map<string, File>()
  let bytes = new Uint8Array()
  const type = req.header('content-type') ?? ''
  if (type.startsWith('multipart/form-data') || type.startsWith('application/x-www-form-urlencoded')) {
    for (const [name, value] of await req.raw.formData()) {
      if (typeof value === 'string') values.set(name, value)
      else files.set(name, value)
    }
  } else if (type.startsWith('application/json')) {
    const json: unknown = await req.json().catch(() => { throw refuse.badParam('body', 'must be valid JSON') })
    if (typeof json !== 'object' || json === null || Array.isArray(json)) throw refuse.badParam('body', 'must be an object')
    for (const [name, value] of Object.entries(json)) values.set(name, value)
  } else if (req.method !== 'GET') {
    bytes = new Uint8Array(await req.raw.arrayBuffer())
  }
  const [, named] = /^(?:Bearer|OAuth) (\S+)$/u.exec(req.header('authorization') ?? '') ?? []
  const params = new GraphParams(values)
  return {
    host, method: req.method, version: isFree ? null : first, path: (isFree ? [first, ...rest] : rest).filter(part => part !== ''),
    params, files, bytes, headers: req.raw.headers, token: named ?? params.text('access_token'), self: url.href,
  }
}
