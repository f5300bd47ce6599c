import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { removePractice, type PracticeServer } from './server.ts'
import { asStatus, createAsk, createClock, freshFolder, signIn, startQuietly, type Clock } from './try-out.ts'

const opened: PracticeServer[] = []
const folders: string[] = []
afterEach(async () => {
  for (const server of opened.splice(0)) await server.close()
  for (const folder of folders.splice(0)) removePractice(folder)
})
async function start(clock: Clock, folder = freshFolder(), more = {}) {
  folders.push(folder)
  const server = await startQuietly(clock, folder, more)
  opened.push(server)
  return { server, folder }
}

/** The first day of a shop that posts twice: who said and did what, and when. */
async function firstDay(seed: number): Promise<string[]> {
  const clock = createClock()
  const { server } = await start(clock, freshFolder(), { seed })
  const { ask } = await signIn(server)
  await ask('POST', '/api/v1/statuses', { status: 'Fresh bread' })
  await ask('POST', '/api/v1/statuses', { status: 'More bread' })
  const seen: string[] = []
  for (let second = 0; second < 600; second += 5) {
    clock.advance(5000)
    server.tick()
    seen.push(...server.statuses().slice(seen.length).map((status) => `${status.createdAt} ${status.by} ${status.text}`))
  }
  const { body } = await ask('GET', '/api/v1/notifications?limit=80')
  return [...seen, JSON.stringify(body).replaceAll(/127\.0\.0\.1:\d+/g, 'here')]
}

describe('the Practice network', () => {
  it('is found at the same address with everything in it after a restart', async () => {
    const clock = createClock()
    const { server, folder } = await start(clock)
    const { ask, token } = await signIn(server)
    const { id } = asStatus(await ask('POST', '/api/v1/statuses', { status: 'still here' }, { 'idempotency-key': 'k' }))
    await server.close()
    const again = (await start(clock, folder)).server
    expect([again.url, again.hasMoved]).toEqual([server.url, false])
    const after = createAsk(again.url, token)
    expect(asStatus(await after('GET', `/api/v1/statuses/${id}`)).content).toBe('<p>still here</p>')
    expect(asStatus(await after('POST', '/api/v1/statuses', { status: 'still here' }, { 'idempotency-key': 'k' })).id).toBe(id)
  })

  it('keeps no token and no secret in its folder', async () => {
    const { server, folder } = await start(createClock())
    const { ask, token, app } = await signIn(server)
    await ask('POST', '/api/v1/statuses', { status: 'written down' })
    const written = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1')).join('')
    expect(written).toContain('written down')
    expect([token, app.client_secret].filter((secret) => written.includes(secret))).toEqual([])
  })

  it('says so when another program has taken its address', async () => {
    const clock = createClock()
    const { server, folder } = await start(clock)
    await server.close()
    const other = createServer().listen(server.port, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const moved = (await start(clock, folder)).server
    expect(moved.hasMoved).toBe(true)
    await moved.close()
    await new Promise((resolve) => other.close(resolve))
    expect((await start(clock, folder)).server.url).toBe(server.url)
  })

  it('leaves nothing behind when it is removed', async () => {
    const { server, folder } = await start(createClock())
    await server.close()
    removePractice(folder)
    expect(existsSync(folder)).toBe(false)
  })

  it('lives the same day for the same seed, and another for another', async () => {
    const [one, same, other] = [await firstDay(3), await firstDay(3), await firstDay(4)]
    expect(same).toEqual(one)
    expect(other).not.toEqual(one)
  })

  it('answers the very first post with a question within ten seconds, whatever the seed', async () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const clock = createClock()
      const { server } = await start(clock, freshFolder(), { seed, language: seed % 2 ? 'fr' : 'en' })
      const { ask } = await signIn(server)
      const post = asStatus(await ask('POST', '/api/v1/statuses', { status: 'Hello' }))
      clock.advance(10_000)
      server.tick()
      const answer = server.statuses().at(-1)
      expect([answer?.inReplyToId, answer?.text.endsWith('?')]).toEqual([post.id, true])
    }
  })

  it('stays empty until its owner signs in, and makes up for two days at most after a long absence', async () => {
    const clock = createClock()
    const { server } = await start(clock)
    clock.advance(86_400_000)
    server.tick()
    expect(server.statuses()).toEqual([])
    const { ask } = await signIn(server)
    server.tick(600_000)
    const firstDayCount = server.statuses().length
    expect(firstDayCount).toBeGreaterThan(0)
    clock.advance(60 * 86_400_000)
    server.tick()
    expect(server.statuses().length - firstDayCount).toBeLessThan(10)
    expect((await ask('GET', '/api/v1/notifications')).status).toBe(200)
  })

  it('limits the calls of a token, and says until when', async () => {
    const clock = createClock()
    const { server } = await start(clock, freshFolder(), { limits: { calls: 5 } })
    const { ask } = await signIn(server)
    for (let turn = 5; turn > 0; turn -= 1) {
      const heard = await ask('GET', '/api/v1/notifications')
      expect([heard.status, heard.headers.get('x-ratelimit-remaining')]).toEqual([200, String(turn - 1)])
    }
    const heard = await ask('GET', '/api/v1/notifications')
    expect(heard.status).toBe(429)
    const until = Date.parse(heard.headers.get('x-ratelimit-reset') ?? '')
    clock.advance(until - clock.now())
    expect((await ask('GET', '/api/v1/notifications')).status).toBe(200)
  })
})
