import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { removePractice, type PracticeServer } from './server.ts'
import { asList, asStatus, createClock, freshFolder, signIn, startQuietly, type Ask } from './try-out.ts'

const clock = createClock()
const folder = freshFolder()
let server: PracticeServer
let ask: Ask
beforeAll(async () => {
  server = await startQuietly(clock, folder, { limits: { calls: 10_000 } })
  ask = (await signIn(server)).ask
  for (let index = 0; index < 125; index += 1) server.say({ from: index % 2 ? 'alice_h' : 'ben.o', text: `@${server.ownerHandle} number ${index}` })
})
beforeEach(() => server.faults.set({}))
afterAll(async () => {
  await server.close()
  removePractice(folder)
})

const ids = (list: ReadonlyArray<{ id: string }>) => list.map(({ id }) => id)

describe('the notifications', () => {
  it('come whole and in order when one walks forward by min_id, across 9 and 10, 99 and 100', async () => {
    const walked: string[] = []
    for (let last = '0'; ; ) {
      const page = asList(await ask('GET', `/api/v1/notifications?types[]=mention&limit=7&min_id=${last}`))
      if (page.length === 0) break
      walked.push(...ids(page).toReversed())
      last = page[0]?.id ?? ''
    }
    expect(walked).toEqual(Array.from({ length: 125 }, (_, index) => String(index + 1)))
  })

  it('come whole when one walks backward by the Link header', async () => {
    const walked: string[] = []
    let next: string | undefined = '/api/v1/notifications?limit=30'
    while (next !== undefined) {
      const heard = await ask('GET', next)
      walked.push(...ids(asList(heard)))
      next = /<([^>]+)>; rel="next"/.exec(heard.headers.get('link') ?? '')?.[1]
    }
    expect(walked).toEqual(Array.from({ length: 125 }, (_, index) => String(125 - index)))
  })

  it('give the newest page for since_id, and never more than 80', async () => {
    expect(ids(asList(await ask('GET', '/api/v1/notifications?since_id=5&limit=3')))).toEqual(['125', '124', '123'])
    expect(asList(await ask('GET', '/api/v1/notifications?limit=500'))).toHaveLength(80)
  })

  it('count as unread what is after the marker', async () => {
    expect((await ask('POST', '/api/v1/markers', { notifications: { last_read_id: '120' } })).body).toMatchObject({ notifications: { version: 1 } })
    expect((await ask('GET', '/api/v1/notifications/unread_count')).body).toEqual({ count: 5 })
    expect((await ask('GET', '/api/v1/markers?timeline[]=notifications')).body).toMatchObject({ notifications: { last_read_id: '120' } })
  })

  it('stay silent about people who are muted or blocked, and about a muted thread', async () => {
    const people = asList(await ask('GET', '/api/v1/accounts/search?q=daniel'))
    const before = ids(asList(await ask('GET', '/api/v1/notifications')))
    await ask('POST', `/api/v1/accounts/${people[0]?.id}/block`)
    server.say({ from: 'daniel_r', text: `@${server.ownerHandle} hello?` })
    const { id } = asStatus(await ask('POST', '/api/v1/statuses', { status: 'enough' }))
    await ask('POST', `/api/v1/statuses/${id}/mute`)
    server.say({ from: 'alice_h', text: `@${server.ownerHandle} hello?`, inReplyTo: id })
    expect(ids(asList(await ask('GET', '/api/v1/notifications')))).toEqual(before)
  })

  it('are counted, told and taken back with a like, a boost and a follow', async () => {
    const said = server.say({ from: 'alice_h', text: 'like me' })
    expect((await ask('POST', `/api/v1/statuses/${said.id}/favourite`)).body).toMatchObject({ favourited: true, favourites_count: 1 })
    expect(await ask('GET', `/api/v1/statuses/${said.id}/favourited_by`)).toMatchObject({ body: [{ username: server.ownerHandle }] })
    expect((await ask('POST', `/api/v1/statuses/${said.id}/unfavourite`)).body).toMatchObject({ favourited: false, favourites_count: 0 })
    expect((await ask('POST', `/api/v1/statuses/${said.id}/reblog`)).body).toMatchObject({ reblog: { id: said.id, reblogs_count: 1 } })
    expect((await ask('POST', `/api/v1/statuses/${said.id}/unreblog`)).body).toMatchObject({ id: said.id, reblogs_count: 0 })
    const alice = z.looseObject({ id: z.string() }).parse((await ask('GET', '/api/v1/accounts/lookup?acct=alice_h')).body)
    expect((await ask('POST', `/api/v1/accounts/${alice.id}/follow`)).body).toMatchObject({ following: true })
    expect((await ask('GET', `/api/v1/accounts/relationships?id[]=${alice.id}`)).body).toMatchObject([{ following: true, followed_by: false }])
  })

  it('are found by search and by hashtag', async () => {
    const said = server.say({ from: 'isaac_b', text: 'New bowls! #Pottery' })
    expect((await ask('GET', '/api/v2/search?q=bowls&type=statuses')).body).toMatchObject({ statuses: [{ id: said.id }] })
    expect((await ask('GET', `/api/v2/search?resolve=true&q=${encodeURIComponent(said.uri)}`)).body).toMatchObject({ statuses: [{ id: said.id }] })
    expect(ids(asList(await ask('GET', '/api/v1/timelines/tag/pottery')))).toEqual([said.id])
    expect((await ask('POST', '/api/v1/tags/pottery/follow')).body).toMatchObject({ name: 'pottery', following: true })
  })
})
