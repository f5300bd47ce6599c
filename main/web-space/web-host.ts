import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * A web host on this computer, for tests: one folder, written to over WebDAV below /dav/ with a name and password, read by everybody below
 * /public/. Its faults are told to it.
 */
export type WebHost = {
  readonly dav: string
  readonly web: string
  readonly user: 'shop'
  readonly password: string
  readonly files: Map<string, { readonly bytes: Buffer; readonly mime: string }>
  /** Every request, as `PUT /dav/pictures/x.jpg 201`. */
  readonly requests: string[]
  /** `full`: 507 · `broken`: 500 · `no-delete`: 403 to DELETE · `private`: the public side asks for a sign-in · `page`: it shows a page instead · `lost`: the PUT is done and its answer never comes. */
  fault: 'none' | 'full' | 'broken' | 'no-delete' | 'private' | 'page' | 'lost'
  stop(): Promise<void>
}

export async function startWebHost(port = 0): Promise<WebHost> {
  const folder = '/pictures/'
  const files: WebHost['files'] = new Map()
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => { answer(request, response, Buffer.concat(chunks)) })
  })
  const state = { fault: 'none' as WebHost['fault'] }
  const password = 'p\u00e4ssword, secret'
  const requests: string[] = []

  function answer(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    const { pathname } = new URL(request.url ?? '/', 'http://host')
    const end = (status: number, text: string | Buffer = '', mime = 'text/plain'): void => {
      requests.push(`${request.method} ${pathname} ${status}`)
      response.writeHead(status, { 'content-type': mime }).end(text)
    }
    const name = pathname.split('/').at(-1) ?? ''
    if (pathname.startsWith(`/public${folder}`)) {
      const file = files.get(name)
      if (state.fault === 'private') return end(302, '', 'text/html')
      if (state.fault === 'page') return end(200, '<html>Your file</html>', 'text/html')
      return file ? end(200, file.bytes, file.mime) : end(404)
    }
    if (!pathname.startsWith('/dav/')) return end(404)
    const authorization = Buffer.from((request.headers.authorization ?? '').replace(/^Basic /u, ''), 'base64').toString('utf8')
    if (authorization !== `shop:${password}`) return end(401)
    if (!pathname.startsWith(`/dav${folder}`)) return end(409)
    if (state.fault === 'broken') return end(500)
    if (request.method === 'PUT') {
      if (state.fault === 'full') return end(507)
      files.set(name, { bytes: body, mime: request.headers['content-type'] ?? 'application/octet-stream' })
      if (state.fault === 'lost') {
        response.destroy()
        return
      }
      return end(201)
    }
    if (request.method === 'DELETE') {
      if (state.fault === 'no-delete') return end(403)
      return end(files.delete(name) ? 204 : 404)
    }
    return end(405)
  }

  await new Promise<void>(resolve => { server.listen(port, '127.0.0.1', resolve) })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // the cast: it listens on a port
  return {
    dav: `${origin}/dav${folder}`, web: `${origin}/public${folder.slice(0, -1)}`, user: 'shop', password, files, requests,
    get fault() { return state.fault },
    set fault(fault) { state.fault = fault },
    stop: () => new Promise<void>(resolve => {
      server.close(() => { resolve() })
      server.closeAllConnections()
    }),
  }
}
