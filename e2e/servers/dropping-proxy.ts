import http from 'node:http'
import type { AddressInfo } from 'node:net'

export type DroppingProxy = { readonly url: string; /** Requests that reached the server, as `POST /path`. */ readonly passed: readonly string[]; close(): Promise<void> }

/** Stands before a server and cuts the line after the server has acted, before its answer is through, where `drops` says so. */
export async function startDroppingProxy(targetUrl: string, drops: (request: { readonly method: string; readonly path: string }) => boolean): Promise<DroppingProxy> {
  const passed: string[] = []
  const server = http.createServer((request, response) => {
    const [method, path] = [request.method ?? '', request.url ?? '']
    const onward = http.request(new URL(path, targetUrl), { method, headers: request.headers }, answer => {
      passed.push(`${method} ${path.split('?')[0]}`)
      if (drops({ method, path })) {
        answer.resume().on('end', () => { request.socket.destroy() })
        return
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => { request.socket.destroy() })
    request.pipe(onward)
  })
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  // The cast: a TCP server's address is one of these once it listens.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`, passed,
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => { server.close(resolve) })
    },
  }
}
