import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { FaultPlan } from './faults.ts'
import { removePractice, type PracticeServer } from './server.ts'
import { asList, asStatus, authorizeUrl, challengeOf, createAsk, createClock, freshFolder, redeem, registerApp, signIn, startQuietly, type Ask } from './try-out.ts'

const clock = createClock()
const folder = freshFolder()
let server: PracticeServer
let ask: Ask
let token = ''
beforeAll(async () => {
  server = await startQuietly(clock, folder, { limits: { calls: 10_000 } })
  const signedIn = await signIn(server)
  ask = signedIn.ask
  token = signedIn.token
})
beforeEach(() => {
  server.faults.set({})
  server.log.clear()
})
afterAll(async () => {
  await server.close()
  removePractice(folder)
})

const trouble = (kind: NonNullable<FaultPlan['faults']>[number]['trouble'], more: { count?: number; skip?: number; probability?: number } = {}) =>
  server.faults.set({ faults: [{ method: 'POST', path: '/api/v1/statuses', trouble: kind, ...more }] })
const post = (status: string) => ask('POST', '/api/v1/statuses', { status })
const arrived = (text: string) => server.statuses().filter((status) => status.text === text).length

describe('a server in trouble', () => {
  it('cuts the line before acting, and nothing is there', async () => {
    trouble({ kind: 'drop', when: 'before' }, { count: 1 })
    await expect(post('cut before')).rejects.toThrow('fetch failed')
    expect(arrived('cut before')).toBe(0)
    expect((await post('cut before')).status).toBe(200)
  })

  it('cuts the line after acting, and the post is there', async () => {
    trouble({ kind: 'drop', when: 'after' }, { count: 1 })
    await expect(post('cut after')).rejects.toThrow('fetch failed')
    expect(arrived('cut after')).toBe(1)
    expect(server.log.entries()).toMatchObject([{ method: 'POST', path: '/api/v1/statuses', status: 0, trouble: 'drop' }])
  })

  it('answers late: the caller has given up, the post is there', async () => {
    trouble({ kind: 'answer-late', delayMs: 60_000 })
    const givesUp = new AbortController()
    const asked = fetch(`${server.url}/api/v1/statuses`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: new URLSearchParams({ status: 'late' }),
      signal: givesUp.signal,
    })
    await expect.poll(() => arrived('late')).toBe(1)
    givesUp.abort()
    await expect(asked).rejects.toThrow('aborted')
  })

  it('is slow: it acts only after the delay', async () => {
    trouble({ kind: 'slow', delayMs: 50 })
    expect((await post('slow')).status).toBe(200)
  })

  it('limits with the time of its end, in either notation', async () => {
    trouble({ kind: 'limit', resetInMs: 90_000 })
    const heard = await post('limited')
    expect([heard.status, heard.body]).toEqual([429, { error: 'Too many requests' }])
    expect(Date.parse(heard.headers.get('x-ratelimit-reset') ?? '')).toBe(clock.now() + 90_000)
    server.faults.set({ faults: [{ trouble: { kind: 'limit', resetInMs: 90_000 } }], deviations: { rateResetInUnixSeconds: true } })
    expect((await post('limited')).headers.get('x-ratelimit-reset')).toBe(String((clock.now() + 90_000) / 1000))
    expect(arrived('limited')).toBe(0)
  })

  it.each([401, 403, 422, 500, 503])('refuses with %i and does nothing', async (status) => {
    trouble({ kind: 'refuse', status })
    expect(await post(`refused ${status}`)).toMatchObject({ status, body: { error: expect.any(String) } })
    expect(arrived(`refused ${status}`)).toBe(0)
  })

  it('answers something that is not JSON, or half of it', async () => {
    trouble({ kind: 'garbage', when: 'before' })
    expect(await post('garbage')).toMatchObject({ status: 200, body: expect.stringContaining('<html>') })
    trouble({ kind: 'truncate' })
    await expect(post('half')).rejects.toThrow(SyntaxError)
    expect([arrived('garbage'), arrived('half')]).toEqual([0, 1])
  })

  it('troubles the calls it is told to: after the first two, twice, and by a chance that the seed fixes', async () => {
    trouble({ kind: 'refuse', status: 503 }, { skip: 2, count: 2 })
    const statuses: number[] = []
    for (let turn = 0; turn < 6; turn += 1) statuses.push((await post(`turn ${turn}`)).status)
    expect(statuses).toEqual([200, 200, 503, 503, 200, 200])
    const drawn: number[][] = []
    for (let round = 0; round < 2; round += 1) {
      trouble({ kind: 'refuse', status: 503 }, { probability: 0.5 })
      const heard: number[] = []
      for (let turn = 0; turn < 12; turn += 1) heard.push((await post('chance')).status)
      drawn.push(heard)
    }
    expect(drawn[0]).toEqual(drawn[1])
    expect(new Set(drawn[0])).toEqual(new Set([200, 503]))
  })
})

describe('a server that deviates', () => {
  it('ignores the key and posts twice', async () => {
    server.faults.set({ deviations: { ignoreIdempotencyKey: true } })
    for (let turn = 0; turn < 2; turn += 1) await ask('POST', '/api/v1/statuses', { status: 'twice' }, { 'idempotency-key': 'same' })
    expect(arrived('twice')).toBe(2)
  })

  it('posts at once what was to be scheduled', async () => {
    server.faults.set({ deviations: { postScheduledAtOnce: true } })
    const heard = await ask('POST', '/api/v1/statuses', { status: 'at once', scheduled_at: new Date(clock.now() + 3_600_000).toISOString() })
    expect(heard.body).not.toHaveProperty('scheduled_at')
    expect(arrived('at once')).toBe(1)
  })

  it('has the old instance page only, and says 422 to a dead token', async () => {
    server.faults.set({ deviations: { instanceV1Only: true, deadTokenAnswers422: true } })
    expect((await ask('GET', '/api/v2/instance')).status).toBe(404)
    expect((await ask('GET', '/api/v1/instance')).body).toMatchObject({ configuration: { statuses: { max_characters: 500 } } })
    expect((await createAsk(server.url, 'dead')('GET', '/api/v1/notifications')).status).toBe(422)
  })

  it('ignores min_id and sends no Link header', async () => {
    for (const text of ['one', 'two']) server.say({ from: 'alice_h', text: `@${server.ownerHandle} ${text}` })
    server.faults.set({ deviations: { ignoreNewerThan: true, noLinkHeader: true } })
    const heard = await ask('GET', '/api/v1/notifications?min_id=99999')
    expect([asList(heard).length > 0, heard.headers.get('link')]).toEqual([true, null])
  })

  it('changes the id at an edit, but not the uri, nor what hangs on the post', async () => {
    server.faults.set({ deviations: { idChangesAfterEdit: true } })
    const before = asStatus(await post('old words'))
    const answer = server.say({ from: 'alice_h', text: 'well', inReplyTo: before.id })
    const after = asStatus(await ask('PUT', `/api/v1/statuses/${before.id}`, { status: 'new words' }))
    expect([after.id === before.id, after.uri]).toEqual([false, before.uri])
    expect((await ask('GET', `/api/v1/statuses/${answer.id}`)).body).toMatchObject({ in_reply_to_id: after.id })
    expect((await ask('GET', `/api/v1/statuses/${before.id}`)).status).toBe(404)
  })

  it('counts late, and tells late', async () => {
    server.faults.set({ deviations: { countsLagMs: 5000, notificationsLagMs: 5000 } })
    const { id } = asStatus(await post('count me'))
    await ask('POST', `/api/v1/statuses/${id}/favourite`)
    expect((await ask('GET', `/api/v1/statuses/${id}`)).body).toMatchObject({ favourites_count: 0 })
    clock.advance(5000)
    expect((await ask('GET', `/api/v1/statuses/${id}`)).body).toMatchObject({ favourites_count: 1 })
  })

  it('does not look at the verifier, and takes a code twice', async () => {
    server.faults.set({ deviations: { ignorePkce: true, codeReplayable: true } })
    const app = await registerApp(server)
    const to = await server.approve(authorizeUrl(server, app, { code_challenge: challengeOf('v'), code_challenge_method: 'S256' }))
    const code = new URL(to).searchParams.get('code') ?? ''
    expect([(await redeem(server, app, code)).status, (await redeem(server, app, code)).status]).toEqual([200, 200])
  })
})

describe('the side door', () => {
  it('opens only to the token in the folder, and sets, speaks, counts and reads the log', async () => {
    const side = createAsk(server.url)
    const key = { 'x-practice-token': server.controlToken }
    expect((await side('GET', '/__practice/statuses')).status).toBe(403)
    expect((await side('POST', '/__practice/faults', { faults: [{ path: '/api/**', trouble: { kind: 'refuse', status: 500 } }] }, key)).status).toBe(200)
    expect((await ask('GET', '/api/v1/notifications')).status).toBe(500)
    expect((await side('DELETE', '/__practice/faults', undefined, key)).status).toBe(200)
    const said = await side('POST', '/__practice/say', { from: 'alice_h', text: 'from the side' }, key)
    expect((await side('GET', '/__practice/statuses', undefined, key)).body).toContainEqual(said.body)
    expect((await side('POST', '/__practice/faults', { faults: [{ trouble: { kind: 'fire' } }] }, key)).status).toBe(422)
    const log = JSON.stringify((await side('GET', '/__practice/log', undefined, key)).body)
    expect(log).toContain('/api/v1/notifications')
    expect(log).not.toContain('Bearer')
  })
})
