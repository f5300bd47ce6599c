import { expect, it } from 'vitest'
import { fail, ok } from '../../../preload/contract/result.ts'
import type { Http, HttpAnswer } from '../../http/http.ts'
import { failureOf } from './failures.ts'
import { createLocks } from './locks.ts'
import { createPasswordSpeaker } from './password-session.ts'
import type { SignInTools } from '../network.ts'
import type { Places } from './places.ts'
import { signInByPassword } from './sign-in.ts'

const nowUtc = Date.UTC(2026, 10, 27)
const did = 'did:plc:boulangerie'
const answer = (status: number, body: string, more: Partial<HttpAnswer> = {}): HttpAnswer => {
  const bytes = new TextEncoder().encode(body)
  return { kind: 'answered', status, headers: new Headers(), text: body, bytes, json: body.startsWith('{') ? JSON.parse(body) as unknown : undefined, retryAtUtc: null, ...more }
}

/** A server whose tokens live for one call and whose refresh tokens are good for one use: a second use ends the sign-in. It takes its time. */
function strictServer(refusal: HttpAnswer | null = null) {
  const state = { turn: 1, isEnded: false, renewals: 0, kept: JSON.stringify({ kind: 'app-password', did, service: 'https://pds.example', accessJwt: 'access-0', refreshJwt: 'refresh-1' }) }
  const http: Http = {
    fetch: globalThis.fetch,
    async send({ url, headers }) {
      const token = (headers?.['authorization'] ?? '').replace('Bearer ', '')
      if (!url.endsWith('refreshSession')) return token === `access-${state.turn}` && !state.isEnded ? answer(200, '{"did":"x"}') : answer(400, '{"error":"ExpiredToken","message":"Token has expired"}')
      if (refusal) return refusal
      state.renewals++
      if (token !== `refresh-${state.turn}`) state.isEnded = true
      await new Promise(resolve => { setTimeout(resolve, 20) })
      if (state.isEnded) return answer(400, '{"error":"ExpiredToken","message":"Token has been revoked"}')
      state.turn++
      return answer(200, JSON.stringify({ did, accessJwt: `access-${state.turn}`, refreshJwt: `refresh-${state.turn}` }))
    },
  }
  const cell = { read: async () => ok(state.kept), replace: async (secret: string) => { state.kept = secret; return ok(undefined) } }
  const locks = createLocks()
  return { state, cell, speaker: (given: Partial<Parameters<typeof createPasswordSpeaker>[0]> = {}) => createPasswordSpeaker({ cell, http, locks, now: () => nowUtc, ...given }) }
}
const call = { method: 'GET', path: '/xrpc/com.atproto.server.getSession' } as const

it('pain 21: publishing, reading and a check by hand at once use one refresh token once', async () => {
  const { state, speaker } = strictServer()
  const [publishing, reading] = [speaker(), speaker()]
  const outcomes = await Promise.all([publishing.send(call), reading.send(call), reading.send(call), publishing.send(call), speaker().send(call)])
  expect(outcomes.map(outcome => outcome.kind === 'answered' && outcome.status)).toEqual([200, 200, 200, 200, 200])
  expect(state).toMatchObject({ renewals: 1, isEnded: false })
  expect(state.kept).toContain('refresh-2')
})

it('pain 21: does not use what a crash kept from the keychain, and asks for a sign-in only when the old one is used up', async () => {
  const { state, cell, speaker } = strictServer()
  const crashed = speaker({ cell: { ...cell, replace: async () => fail({ kind: 'keychain-locked', detail: 'killed before it was kept' }) } })
  expect(await crashed.send(call)).toMatchObject({ kind: 'not-sent' })
  expect(state.kept).toContain('refresh-1')
  expect(await speaker().send(call)).toMatchObject({ kind: 'signed-out' })
})

// As seen of a PDS 0.5.35 and of what stands in front of servers; the first column is what a renewal was answered.
const html = '<html><title>Bienvenue sur le Wi-Fi de l’hôtel</title></html>'
it.each<[string, HttpAnswer, string]>([
  ['400 ExpiredToken', answer(400, '{"error":"ExpiredToken","message":"Token has been revoked"}'), 'needs-sign-in'],
  ['400 InvalidToken', answer(400, '{"error":"InvalidToken","message":"Token could not be verified"}'), 'needs-sign-in'],
  ['401 AuthenticationRequired', answer(401, '{"error":"AuthenticationRequired","message":"Invalid token"}'), 'needs-sign-in'],
  ['401 with a challenge', answer(401, '', { headers: new Headers({ 'www-authenticate': 'Bearer realm="pds"' }) }), 'needs-sign-in'],
  ['401 AccountTakedown', answer(401, '{"error":"AccountTakedown","message":"Account has been taken down"}'), 'refused'],
  ['401 of a hotel', answer(401, html), 'server-trouble'],
  ['401 of a proxy', answer(401, html, { headers: new Headers({ 'www-authenticate': 'Basic realm="hotel"' }) }), 'server-trouble'],
  ['403 of a firewall', answer(403, html), 'server-trouble'],
  ['404 of a server being moved', answer(404, html), 'server-trouble'],
  ['400 InvalidRequest', answer(400, '{"error":"InvalidRequest","message":"?"}'), 'server-trouble'],
  ['422', answer(422, '{"error":"Unprocessable"}'), 'server-trouble'],
  ['200 of a hotel', answer(200, html), 'server-trouble'],
  ['200 without tokens', answer(200, '{"did":"did:plc:boulangerie","accessJwt":"","refreshJwt":""}'), 'server-trouble'],
  ['200 for somebody else', answer(200, '{"did":"did:plc:autre","accessJwt":"a","refreshJwt":"r"}'), 'server-trouble'],
  ['429', answer(429, '', { retryAtUtc: nowUtc + 9000 }), 'rate-limited'],
  ['502', answer(502, html), 'server-trouble'],
])('pain 22: a renewal answered with %s is told for what it is, and the sign-in is kept', async (_name, refusal, expected) => {
  const { state, speaker } = strictServer(refusal)
  const before = state.kept
  const outcome = await speaker().send(call)
  expect(failureOf(outcome, true, nowUtc).kind).toBe(expected)
  expect(state.kept).toBe(before)
})

const signingIn = async (reply: HttpAnswer) => {
  const http: Http = { fetch: globalThis.fetch, send: async () => reply }
  const places = { directory: 'https://plc.example', resolver: 'https://pds.example', entryway: 'https://pds.example' } as Places // the cast: what a sign-in by password looks at
  const tools = { http, now: () => nowUtc, signal: new AbortController().signal } as SignInTools // the cast: it opens no browser
  const done = await signInByPassword({ order: { way: 'app-password', server: 'https://pds.example', handle: 'boulangerie.example', appPassword: 'x' }, tools, places, locks: createLocks() })
  return done.ok ? 'ok' : done.failure.kind
}
it.each<[string, HttpAnswer, string]>([
  ['401 AuthenticationRequired', answer(401, '{"error":"AuthenticationRequired","message":"Invalid identifier or password"}'), 'wrong-password'],
  ['401 AuthFactorTokenRequired', answer(401, '{"error":"AuthFactorTokenRequired","message":"A sign in code has been sent to your email address"}'), 'wrong-password'],
  ['401 AccountTakedown', answer(401, '{"error":"AccountTakedown","message":"Account has been taken down"}'), 'refused'],
  ['401 of a hotel', answer(401, html), 'server-trouble'],
  ['429', answer(429, '{"error":"RateLimitExceeded"}', { retryAtUtc: nowUtc + 9000 }), 'rate-limited'],
  ['429 as a page', answer(429, html), 'rate-limited'],
  ['503', answer(503, html), 'server-trouble'],
  ['200 of a web page', answer(200, html), 'not-this-network'],
  ['404', answer(404, html), 'not-this-network'],
  ['200 without a refresh token', answer(200, '{"did":"did:plc:boulangerie","accessJwt":"a","refreshJwt":""}'), 'not-this-network'],
])('pain 23, pain 27: a sign-in by password answered with %s ends in a diagnosis, and in no account', async (_name, reply, expected) => {
  expect(await signingIn(reply)).toBe(expected)
})
