import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { refuse, type Answer, type Call } from './call.ts'
import type { ControlDoor } from './control.ts'
import type { Trouble } from './faults.ts'
import { readBearer } from './oauth-tokens.ts'
import { rateHeaders } from './rate-limit.ts'
import { readBody } from './request-body.ts'
import type { RequestLog } from './request-log.ts'
import type { FindRoute } from './routes.ts'
import { holdsScope } from './scopes.ts'
import type { World } from './world.ts'

type Parts = { world: World; findRoute: FindRoute; control: ControlDoor; log: RequestLog; catchUp: () => void; onCrash: (error: unknown) => void }
type Outcome = { answer: Answer } | 'cut'

// The largest upload a Mastodon server takes (video, 99 MiB) and a margin for the form around it.
const maxBodyBytes = 104 * 1024 * 1024

export function createListener(parts: Parts): Server {
  return createServer((request, response) => {
    void serve(parts, request, response).catch((error: unknown) => {
      parts.onCrash(error)
      send(request, response, refuse(500, 'An unexpected error occurred'))
    })
  })
}

async function serve(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { world, log, control } = parts
  const method = request.method ?? 'GET'
  const url = new URL(request.url ?? '/', world.baseUrl())
  // A page on the web that rebinds its name to 127.0.0.1 still sends its own name.
  if (![new URL(world.baseUrl()).host, `localhost:${url.port}`].includes(request.headers.host ?? '')) {
    return send(request, response, refuse(403, 'Forbidden'))
  }
  if (url.pathname.startsWith('/__practice/')) return send(request, response, await control(request, url))
  const trouble = world.faults.meet(method, url.pathname)
  const outcome = await answerWith(parts, trouble, request, method, url)
  log.add({
    at: world.now(),
    method,
    path: url.pathname,
    status: outcome === 'cut' ? 0 : outcome.answer.status,
    trouble: trouble?.kind ?? 'none',
    idempotencyKey: request.headers['idempotency-key']?.toString(),
  })
  if (outcome === 'cut') request.socket.destroy()
  else send(request, response, outcome.answer)
}

async function answerWith(parts: Parts, trouble: Trouble | undefined, request: IncomingMessage, method: string, url: URL): Promise<Outcome> {
  const act = (): Promise<Outcome> => actOn(parts, request, method, url)
  if (trouble === undefined) return act()
  switch (trouble.kind) {
    case 'slow':
      await pause(trouble.delayMs)
      return act()
    case 'answer-late': {
      const outcome = await act()
      await pause(trouble.delayMs)
      return outcome
    }
    case 'drop':
      if (trouble.when === 'during') await firstChunk(request)
      if (trouble.when === 'after') await act()
      return 'cut'
    case 'limit': {
      const headers = rateHeaders(
        { limit: parts.world.limits.calls, remaining: 0, resetAtMs: parts.world.now() + trouble.resetInMs },
        parts.world.faults.deviations().rateResetInUnixSeconds,
      )
      return { answer: withHeaders(refuse(429, 'Too many requests'), headers) }
    }
    case 'refuse':
      return { answer: refuse(trouble.status, trouble.error ?? usualError(trouble.status)) }
    case 'garbage':
      if (trouble.when === 'after') await act()
      return { answer: { status: 200, headers: { 'content-type': 'text/html' }, body: '<html><body>Welcome to the hotel Wi-Fi' } }
    case 'truncate': {
      const outcome = await act()
      if (outcome === 'cut') return outcome
      return { answer: { ...outcome.answer, body: outcome.answer.body.slice(0, Math.floor(outcome.answer.body.length / 2)) } }
    }
  }
}

async function actOn(parts: Parts, request: IncomingMessage, method: string, url: URL): Promise<Outcome> {
  const { world } = parts
  const read = await readBody(request, url, maxBodyBytes)
  if (read.kind === 'broken-off') return 'cut'
  if (read.kind === 'too-large') return { answer: refuse(413, 'Request Entity Too Large') }
  if (read.kind === 'malformed') return { answer: refuse(400, 'Error occurred while parsing request parameters') }
  parts.catchUp()
  const isApi = url.pathname.startsWith('/api/')
  const found = parts.findRoute(method === 'HEAD' ? 'GET' : method, url.pathname)
  const token = readBearer(world, request.headers.authorization)
  const rate = isApi
    ? world.limiter.take(token.kind === 'valid' ? token.bearer.token : 'nobody', method, url.pathname, world.now())
    : undefined
  const headers = rate ? rateHeaders(rate, world.faults.deviations().rateResetInUnixSeconds) : {}
  const answer = (plain: Answer): Outcome => ({ answer: withHeaders(plain, headers) })
  if (rate?.exceeded) return answer(refuse(429, 'Too many requests'))
  if (!found) return answer(refuse(404, 'Not Found'))
  const bearer = token.kind === 'valid' ? token.bearer : undefined
  const { access } = found.route
  if (token.kind === 'invalid' && (isApi || access.kind !== 'open')) {
    return answer(refuse(world.faults.deviations().deadTokenAnswers422 ? 422 : 401, token.reason))
  }
  if (!bearer && access.kind !== 'open') return answer(refuse(401, 'The access token is invalid'))
  const wanted = access.kind === 'app' ? [] : access.scopes
  if (bearer && wanted.length > 0 && !wanted.some((scope) => holdsScope(bearer.scopes, scope))) {
    return answer(refuse(403, 'This action is outside the authorized scopes'))
  }
  const call: Call = {
    world, method, url, params: found.params, input: read.input, bodyKind: read.body, files: read.files, headers: request.headers, bearer,
  }
  return answer(await found.route.answer(call))
}

const withHeaders = (answer: Answer, headers: Record<string, string>): Answer => ({ ...answer, headers: { ...headers, ...answer.headers } })

function send(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  // The caller may have gone while we were slow.
  if (response.destroyed || response.headersSent) return
  const length = typeof answer.body === 'string' ? Buffer.byteLength(answer.body) : answer.body.byteLength
  response.writeHead(answer.status, { date: new Date().toUTCString(), 'x-content-type-options': 'nosniff', ...answer.headers, 'content-length': length })
  response.end(request.method === 'HEAD' ? undefined : answer.body)
}

function usualError(status: number): string {
  const known: Record<number, string> = {
    401: 'The access token is invalid',
    403: 'This action is not allowed',
    404: 'Record not found',
    422: 'Validation failed: Text is not acceptable here',
    503: 'Remote data could not be fetched',
  }
  return known[status] ?? 'An unexpected error occurred'
}

/** Does not keep the process alive. */
const pause = (delayMs: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, delayMs).unref())

function firstChunk(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    for (const event of ['data', 'end', 'close', 'error']) request.once(event, () => resolve())
  })
}
