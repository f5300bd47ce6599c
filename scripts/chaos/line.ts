import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type { RequestRule } from '../../e2e/fake-networks/fake-network.ts'
import type { Chance } from './chance.ts'
import type { Clock } from './clock.ts'
import { chooseFault, type Fault } from './faults.ts'
import { requestKind } from './protocol.ts'
import { findTokens } from './words.ts'

export type SeenRequest = {
  readonly utc: number; readonly server: string; readonly method: string; readonly path: string; readonly kind: string
  /** Deliveries named in what was sent. */
  readonly tokens: readonly string[]
  readonly fault: Fault['kind']
  /** What the server itself answered; null: it never saw the request. */
  status: number | null
  actedUtc: number | null
}

/** What a network does to what it is sent and says, where it is not Practice itself. */
export type Manners = { request(method: string, path: string, body: Buffer, headers: http.IncomingHttpHeaders): Buffer; refuses(method: string, path: string): boolean }

export type LineOptions = {
  readonly name: string; readonly targetPort: number; readonly clock: Clock; readonly chance: Chance; readonly manners?: Manners; readonly rules?: readonly RequestRule[]
  /** While true nothing is done to what passes. */
  readonly isQuiet: () => boolean
  readonly saw: (request: SeenRequest) => void
}

type Hold = { readonly untilUtc: number; release(): void }
/** The line in front of one server: passes everything on, except what the seed wants troubled. */
export type Line = {
  readonly port: number
  /** Requests on their way through, those held by a fault left out. */
  active(): number
  /** Held by a fault until an instant, their sender still waiting. */
  heldFromSender(): number
  nextReleaseUtc(): number | null
  /** The clock was moved: what has been held long enough goes on. */
  moved(): void
  /** The server cannot be reached until then. */
  cutUntil(utc: number): void
  close(): Promise<void>
}

export async function openLine({ name, targetPort, clock, chance, manners, rules, isQuiet, saw }: LineOptions): Promise<Line> {
  const agent = new http.Agent({ keepAlive: true })
  const holds = new Set<Hold>()
  const counts = new Map<string, number>()
  let active = 0
  let held = 0
  let cutUntil = 0

  const holdFor = async (ms: number, request: http.IncomingMessage): Promise<void> => {
    let isWaitedFor = !request.socket.destroyed
    active--
    if (isWaitedFor) held++
    const left = (): void => {
      if (isWaitedFor) held--
      isWaitedFor = false
    }
    request.socket.once('close', left)
    await new Promise<void>(resolve => {
      const hold: Hold = { untilUtc: clock.now() + ms, release: () => {
        holds.delete(hold)
        resolve()
      } }
      holds.add(hold)
    })
    request.socket.off('close', left)
    left()
    active++
  }

  const pass = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    const { method = 'GET', url: path = '/' } = request
    const kind = requestKind(method, path, rules)
    const given = await bodyOf(request)
    // Broken off half-way: no server acts on that.
    if (given === null) return
    const turn = (counts.get(kind) ?? 0) + 1
    counts.set(kind, turn)
    const fault: Fault = isQuiet() || (kind === 'account' && !rules) ? { kind: 'none' } : clock.now() < cutUntil ? { kind: 'cut', when: 'before' } : chooseFault(chance, name, kind, turn)
    const seen: SeenRequest = { utc: clock.now(), server: name, method, path: path.split('?')[0] ?? '', kind, tokens: findTokens(given.toString('utf8')), fault: fault.kind, status: null, actedUtc: null }
    saw(seen)
    const act = async (): Promise<Answer> => {
      if (manners?.refuses(method, path)) return { status: 404, headers: { 'content-type': 'application/json' }, body: Buffer.from('{"error":"Not Found"}') }
      const body = manners?.request(method, path, given, request.headers) ?? given
      const answer = await forward(agent, targetPort, request, body)
      Object.assign(seen, { status: answer.status, actedUtc: clock.now() })
      return answer
    }
    await trouble(fault, { act, hold: ms => holdFor(ms, request), answer: answer => { reply(response, answer, clock) }, cut: half => { cut(request, response, half, clock) } })
  }

  const server = http.createServer((request, response) => {
    active++
    pass(request, response).catch(() => { request.socket.destroy() }).finally(() => { active-- })
  })
  server.keepAliveTimeout = 60_000
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  const { port } = server.address() as AddressInfo // the cast: a TCP server's address once it listens
  return {
    port,
    active: () => active,
    heldFromSender: () => held,
    nextReleaseUtc: () => holds.size === 0 ? null : Math.min(...[...holds].map(hold => hold.untilUtc)),
    moved() { for (const hold of holds) if (hold.untilUtc <= clock.now()) hold.release() },
    cutUntil(utc) { cutUntil = utc },
    async close() {
      for (const hold of holds) hold.release()
      server.closeAllConnections()
      agent.destroy()
      await new Promise(resolve => { server.close(resolve) })
    },
  }
}

type Answer = { readonly status: number; readonly headers: http.IncomingHttpHeaders; readonly body: Buffer }
type Hands = { act(): Promise<Answer>; hold(ms: number): Promise<void>; answer(answer: Answer): void; cut(half: Answer | null): void }

const inJson = (status: number, headers: Record<string, string> = {}): Answer => ({ status, headers: { 'content-type': 'application/json', ...headers }, body: Buffer.from(JSON.stringify({ error: 'Trouble on purpose' })) })
const hotel: Answer = { status: 200, headers: { 'content-type': 'text/html' }, body: Buffer.from('<html><body>Welcome to the hotel Wi-Fi') }

async function trouble(fault: Fault, { act, hold, answer, cut }: Hands): Promise<void> {
  switch (fault.kind) {
    case 'none': return answer(await act())
    case 'cut': {
      if (fault.when === 'before') return cut(null)
      const acted = await act()
      return cut(fault.when === 'during' ? acted : null)
    }
    case 'slow':
      await hold(fault.ms)
      return answer(await act())
    case 'late-answer': {
      const acted = await act()
      await hold(fault.ms)
      return answer(acted)
    }
    case 'limit': return answer(inJson(429, { 'retry-after': String(fault.seconds) }))
    case 'error':
      if (fault.when === 'after') await act()
      return answer(inJson(fault.status))
    case 'garbage':
      if (fault.when === 'after') await act()
      return answer(hotel)
    case 'truncated': {
      const acted = await act()
      return answer({ ...acted, body: acted.body.subarray(0, Math.floor(acted.body.length / 2)) })
    }
  }
}

function bodyOf(request: http.IncomingMessage): Promise<Buffer | null> {
  return new Promise(resolve => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => { resolve(Buffer.concat(chunks)) })
    request.on('close', () => { resolve(null) })
    request.on('error', () => { resolve(null) })
  })
}

function forward(agent: http.Agent, port: number, request: http.IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { connection: _connection, 'content-length': _length, 'transfer-encoding': _encoding, ...headers } = request.headers
    const onward = http.request({ agent, host: '127.0.0.1', port, method: request.method, path: request.url, headers: { ...headers, 'content-length': String(body.length), 'accept-encoding': 'identity' } }, answer => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () => { resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: Buffer.concat(chunks) }) })
      answer.on('error', reject)
    })
    onward.on('error', reject)
    onward.end(body)
  })
}

/** Servers share the run's clock: so does what they say of it. */
function headersOf(answer: Answer, clock: Clock): http.OutgoingHttpHeaders {
  const { connection: _connection, 'transfer-encoding': _encoding, 'keep-alive': _alive, ...headers } = answer.headers
  return { ...headers, date: new Date(clock.now()).toUTCString(), 'content-length': answer.body.length }
}

function reply(response: http.ServerResponse, answer: Answer, clock: Clock): void {
  if (response.destroyed || response.headersSent) return
  response.writeHead(answer.status, headersOf(answer, clock))
  response.end(answer.body)
}

function cut(request: http.IncomingMessage, response: http.ServerResponse, half: Answer | null, clock: Clock): void {
  if (half && !response.destroyed) {
    response.writeHead(half.status, headersOf(half, clock))
    response.write(half.body.subarray(0, Math.floor(half.body.length / 2)), () => { request.socket.destroy() })
  } else request.socket.destroy()
}
