import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { removePractice, type PracticeServer } from './server.ts'
import { asList, asStatus, createAsk, createClock, dotPng, fileForm, freshFolder, signIn, startOfMp4, startQuietly, type Ask } from './try-out.ts'

const clock = createClock()
const folder = freshFolder()
let server: PracticeServer
let ask: Ask
beforeAll(async () => {
  server = await startQuietly(clock, folder, { limits: { calls: 10_000, uploads: 10_000 } })
  ask = (await signIn(server)).ask
})
beforeEach(() => server.faults.set({}))
afterAll(async () => {
  await server.close()
  removePractice(folder)
})

const post = (body: Record<string, unknown>, key?: string) => ask('POST', '/api/v1/statuses', body, key ? { 'idempotency-key': key } : {})
const mine = (text: string) => server.statuses().filter((status) => status.text === text)
const idOf = (heard: { body: unknown }) => z.object({ id: z.string() }).parse(heard.body).id

describe('posting', () => {
  it('answers the first post again for the same key within the hour, and posts anew after it', async () => {
    const first = asStatus(await post({ status: 'once' }, 'k1'))
    expect(asStatus(await post({ status: 'once' }, 'k1')).id).toBe(first.id)
    clock.advance(3_600_000)
    expect(asStatus(await post({ status: 'once' }, 'k1')).id).not.toBe(first.id)
    expect(mine('once')).toHaveLength(2)
  })

  it('posts once when the same key comes ten times at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => post({ status: 'ten at once' }, 'k2')))
    expect(new Set(answers.map((answer) => asStatus(answer).id)).size).toBe(1)
    expect(mine('ten at once')).toHaveLength(1)
  })

  it('does not remember the key of a refused post', async () => {
    expect((await post({ status: '' }, 'k3')).status).toBe(422)
    expect((await post({ status: 'now with words' }, 'k3')).status).toBe(200)
  })

  it.each([
    ['exactly 500 characters', 'x'.repeat(500), 200],
    ['501 characters', 'x'.repeat(501), 422],
    ['a link of 300 characters, which weighs 23', `${'x'.repeat(476)} https://example.org/${'y'.repeat(280)}`, 200],
    ['one more than that', `${'x'.repeat(477)} https://example.org/${'y'.repeat(280)}`, 422],
    ['a family, which is one character', '👨‍👩‍👧‍👦'.repeat(500), 200],
    ['a mention, which weighs no more than its name', `${'x'.repeat(490)} @hannah_p@workshop.example`, 200],
  ])('counts %s as Mastodon does', async (_, text, status) => {
    const heard = await post({ status: text })
    expect(heard.status).toBe(status)
    expect(heard.body).toMatchObject(status === 422 ? { error: 'Validation failed: Text character limit of 500 exceeded' } : { visibility: 'public' })
  })

  it('writes paragraphs, links, mentions and hashtags as Mastodon does, and no HTML of the author', async () => {
    const { content } = asStatus(await post({ status: 'A <b> & #Bread for @alice_h\nhttps://example.org/x.\n\nBye' }))
    expect(content).toContain('<p>A &lt;b&gt; &amp; <a href=')
    expect(content).toContain('class="mention hashtag" rel="tag">#<span>Bread</span></a>')
    expect(content).toContain('class="u-url mention">@<span>alice_h</span></a></span><br /><a href="https://example.org/x" target')
    expect(content.endsWith('</a>.</p><p>Bye</p>')).toBe(true)
  })

  it('shows the post, its picture and its description at its permalink', async () => {
    const uploaded = await ask('POST', '/api/v2/media', fileForm(dotPng, 'dot.png', { description: 'A "red" dot', focus: '0.5,-0.5' }))
    expect(uploaded.status).toBe(200)
    const status = asStatus(await post({ status: 'look', media_ids: [idOf(uploaded)] }))
    const page = await (await fetch(status.url ?? '')).text()
    expect(page).toContain('alt="A &quot;red&quot; dot"')
    const source = /<figure><img src="([^"]+)"/.exec(page)?.[1] ?? ''
    expect(Buffer.from(await (await fetch(source)).arrayBuffer()).equals(dotPng)).toBe(true)
    expect((await fetch(`${status.url}0`)).status).toBe(404)
  })

  it('believes a file by its bytes, not by its name', async () => {
    expect((await ask('POST', '/api/v2/media', fileForm(Buffer.from('not a picture at all'), 'x.png'))).status).toBe(422)
    expect((await ask('POST', '/api/v2/media', fileForm(Buffer.concat([dotPng.subarray(0, 30), Buffer.alloc(9)]), 'x.png'))).status).toBe(422)
    expect((await ask('POST', '/api/v2/media', fileForm(dotPng, 'x.png', { description: 'd'.repeat(1501) }))).status).toBe(422)
  })

  it('takes its time over a video, and refuses to attach it before', async () => {
    const uploaded = await ask('POST', '/api/v2/media', fileForm(startOfMp4, 'film.mp4'))
    expect([uploaded.status, uploaded.body]).toMatchObject([202, { type: 'video', url: null }])
    const id = idOf(uploaded)
    expect((await ask('GET', `/api/v1/media/${id}`)).status).toBe(206)
    expect((await post({ status: 'film', media_ids: [id] })).status).toBe(422)
    clock.advance(2000)
    expect((await ask('GET', `/api/v1/media/${id}`)).status).toBe(200)
    const dot = idOf(await ask('POST', '/api/v2/media', fileForm(dotPng, 'x.png')))
    expect((await post({ status: 'film and dot', media_ids: [id, dot] })).status).toBe(422)
    expect((await post({ status: 'film', media_ids: [id] })).status).toBe(200)
    expect((await post({ status: 'film again', media_ids: [id] })).status).toBe(422)
  })

  it.each([
    ['five pictures', { status: 'x', media_ids: ['1', '2', '3', '4', '5'] }, 422],
    ['a picture that does not exist', { status: 'x', media_ids: ['1'] }, 422],
    ['a poll with one choice', { status: 'x', poll: { options: ['a'], expires_in: 3600 } }, 422],
    ['a poll with the same choice twice', { status: 'x', poll: { options: ['a', 'a'], expires_in: 3600 } }, 422],
    ['a poll of a minute', { status: 'x', poll: { options: ['a', 'b'], expires_in: 60 } }, 422],
    ['an answer to nothing', { status: 'x', in_reply_to_id: '42' }, 404],
    ['a plan for in one minute', { status: 'x', scheduled_at: new Date(clock.now() + 7_300_000).toISOString() }, 200],
    ['a visibility of its own', { status: 'x', visibility: 'friends' }, 422],
    ['media ids that are no list', { status: 'x', media_ids: '1' }, 422],
  ])('judges %s', async (_, body, status) => {
    expect((await post(body)).status).toBe(status)
  })

  it('publishes a scheduled post at its time, moves it, forgets it', async () => {
    const at = (minutes: number) => new Date(clock.now() + minutes * 60_000).toISOString()
    expect((await post({ status: 'too soon', scheduled_at: at(4) })).status).toBe(422)
    const kept = await post({ status: 'planned', scheduled_at: at(10) }, 'k9')
    expect(kept.body).toMatchObject({ params: { text: 'planned', idempotency: 'k9' } })
    expect(idOf(await post({ status: 'planned', scheduled_at: at(10) }, 'k9'))).toBe(idOf(kept))
    const gone = idOf(await post({ status: 'never', scheduled_at: at(10) }))
    expect((await ask('PUT', `/api/v1/scheduled_statuses/${idOf(kept)}`, { scheduled_at: at(20) })).status).toBe(200)
    expect((await ask('DELETE', `/api/v1/scheduled_statuses/${gone}`)).status).toBe(200)
    clock.advance(19 * 60_000)
    server.tick()
    expect(mine('planned')).toHaveLength(0)
    clock.advance(60_000)
    server.tick()
    expect([mine('planned').length, mine('never').length]).toEqual([1, 0])
    expect((await ask('GET', `/api/v1/scheduled_statuses/${idOf(kept)}`)).status).toBe(404)
  })

  it('edits with a history, gives the source, and deletes once', async () => {
    const { id } = asStatus(await post({ status: 'fisrt' }))
    const edited = await ask('PUT', `/api/v1/statuses/${id}`, { status: 'first' })
    expect(edited.body).toMatchObject({ id, edited_at: expect.any(String), content: '<p>first</p>' })
    const history = z.array(z.looseObject({ content: z.string() })).parse((await ask('GET', `/api/v1/statuses/${id}/history`)).body)
    expect(history.map(({ content }) => content)).toEqual(['<p>fisrt</p>', '<p>first</p>'])
    expect((await ask('GET', `/api/v1/statuses/${id}/source`)).body).toEqual({ id, text: 'first', spoiler_text: '' })
    expect(await ask('DELETE', `/api/v1/statuses/${id}`)).toMatchObject({ status: 200, body: { text: 'first' } })
    expect(await ask('DELETE', `/api/v1/statuses/${id}`)).toMatchObject({ status: 404, body: { error: 'Record not found' } })
  })

  it('shows a thread from above and from below', async () => {
    const ids: string[] = []
    for (const text of ['1/3', '2/3', '3/3']) ids.push(asStatus(await post({ status: text, ...(ids.length > 0 ? { in_reply_to_id: ids.at(-1) } : {}) })).id)
    const shape = z.object({ ancestors: z.array(z.looseObject({ id: z.string() })), descendants: z.array(z.looseObject({ id: z.string() })) })
    const context = shape.parse((await ask('GET', `/api/v1/statuses/${ids[1]}/context`)).body)
    expect([context.ancestors.map(({ id }) => id), context.descendants.map(({ id }) => id)]).toEqual([[ids[0]], [ids[2]]])
  })

  it('quotes, and shows the quoted post', async () => {
    const quoted = server.say({ from: 'alice_h', text: 'quote me' })
    expect((await post({ status: 'see', quoted_status_id: quoted.id })).body).toMatchObject({ quote: { state: 'accepted', quoted_status: { id: quoted.id } } })
  })

  it('keeps a direct message from everybody else', async () => {
    const { id } = asStatus(await post({ status: '@alice_h between us', visibility: 'direct' }))
    expect((await createAsk(server.url)('GET', `/api/v1/statuses/${id}`)).status).toBe(404)
    const heard = server.say({ from: 'alice_h', text: `@${server.ownerHandle} sure`, inReplyTo: id, visibility: 'direct' })
    const listed = async () => asList(await ask('GET', '/api/v1/conversations')).find(({ last_status: last }) => z.object({ id: z.string() }).parse(last).id === heard.id)
    const conversation = await listed()
    expect(conversation).toMatchObject({ unread: true, accounts: [{ acct: 'alice_h' }] })
    expect((await ask('POST', `/api/v1/conversations/${conversation?.id}/read`)).body).toMatchObject({ unread: false })
    expect((await ask('DELETE', `/api/v1/conversations/${conversation?.id}`)).status).toBe(200)
    expect(await listed()).toBeUndefined()
  })
})
