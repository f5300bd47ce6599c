import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fail, ok, type Result } from '../../preload/contract/result.ts'
import type { SignInTools } from '../networks/network.ts'

export type BrowserTools = {
  /** Opens the system browser; https, or http on this computer only. */
  readonly openExternal: (url: string) => Promise<void>
  readonly opened: (url: string) => void
  /** What the owner reads in the browser once it is over. */
  readonly page: (outcome: 'done' | 'refused') => string
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

/**
 * The browser's part of a sign-in (RFC 8252): a listener on 127.0.0.1 with a free port, or the one the network insists on, that takes
 * exactly one answer on its one path. The adapter checks `state`; here only the shape of the visit is.
 */
export function throughBrowser(tools: BrowserTools): SignInTools['throughBrowser'] {
  return async (address, { host = '127.0.0.1', port = 0, path = '/callback' } = {}) => {
    const { promise, resolve } = Promise.withResolvers<Result<URLSearchParams>>()
    const server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1')
      const isAnswer = request.method === 'GET' && url.pathname === path && (url.searchParams.has('code') || url.searchParams.has('error'))
      if (!isAnswer) {
        response.writeHead(404).end()
        return
      }
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', connection: 'close' })
      response.end(tools.page(url.searchParams.has('error') ? 'refused' : 'done'), () => { resolve(ok(url.searchParams)) })
    })
    const abandon = (): void => { resolve(fail({ kind: 'sign-in-abandoned', detail: tools.signal.aborted ? 'cancelled' : 'no answer from the browser in time' })) }
    const timer = setTimeout(abandon, tools.timeoutMs)
    tools.signal.addEventListener('abort', abandon, { once: true })
    try {
      if (!await listen(server, port)) return fail({ kind: 'port-taken', port, detail: `127.0.0.1:${port} is in use` })
      // The cast: a server listening on TCP has such an address.
      const redirectUri = `http://${host}:${(server.address() as AddressInfo).port}${path}`
      const url = await address(redirectUri)
      if (!url.ok) return url
      if (tools.signal.aborted) return fail({ kind: 'sign-in-abandoned', detail: 'cancelled' })
      if (!mayOpen(url.value)) return fail({ kind: 'not-this-network', detail: 'the sign-in page has no safe address' })
      tools.opened(url.value)
      await tools.openExternal(url.value)
      const params = await promise
      return params.ok ? ok({ params: params.value, redirectUri }) : params
    } finally {
      clearTimeout(timer)
      tools.signal.removeEventListener('abort', abandon)
      server.close()
      server.closeAllConnections()
    }
  }
}

const mayOpen = (address: string): boolean => {
  const url = URL.parse(address)
  return url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(url.hostname)))
}

/** False: another program listens there. */
function listen(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false)
      else reject(error)
    })
    server.listen(port, '127.0.0.1', () => { resolve(true) })
  })
}
