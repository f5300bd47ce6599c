import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { serve, type HttpBindings } from '@hono/node-server'
import type { AddressInfo } from 'node:net'
import type { Hono } from 'hono'

export type Served = {
  readonly origin: string
  readonly requests: { method: string; path: string; status: number }[]
  /** The next request that makes something public is done, and its answer never arrives. */
  loseNextAnswer(): void
  stop(): Promise<void>
}

/** Serves a double on 127.0.0.1 with any free port, and notes every request that comes. */
export async function serveOnLoopback(app: Hono, isCommit: (request: Request) => boolean): Promise<Served> {
  const requests: Served['requests'] = []
  let losesNext = false
  const noting = async (request: Request, env: HttpBindings): Promise<Response> => {
    const loses = losesNext && isCommit(request)
    if (loses) losesNext = false
    const response = await app.fetch(request, env)
    requests.push({ method: request.method, path: new URL(request.url).pathname, status: response.status })
    if (!loses) return response
    env.outgoing.destroy()
    return RESPONSE_ALREADY_SENT
  }
  // The cast: on plain http these are the bindings.
  const server = serve({ fetch: (request, env) => noting(request, env as HttpBindings), hostname: '127.0.0.1', port: 0 })
  await new Promise<void>(resolve => { server.once('listening', resolve) })
  // The cast: a server listening on TCP has such an address.
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin, requests,
    loseNextAnswer: () => { losesNext = true },
    stop: () => new Promise(resolve => {
      server.close(() => { resolve() })
      if ('closeAllConnections' in server) server.closeAllConnections()
    }),
  }
}
