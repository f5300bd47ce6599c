import { afterEach, describe, expect, it } from 'vitest'
import type { Content } from '../../../preload/contract/drafts.ts'
import type { Act } from '../../../preload/contract/publishing.ts'
import type { Options } from '../../../e2e/fake-networks/tiktok/state.ts'
import { createNotes, videoBytes } from '../double-harness.ts'
import type { Prepared } from '../network.ts'
import { startWorld, type TiktokWorld } from './conformance-harness.ts'
import { openConnection } from './index.ts'

const opened: TiktokWorld[] = []
afterEach(async () => { for (const world of opened.splice(0)) await world.stop() })

/** The clock goes on while TikTok works. */
async function begin(options: Options = {}) {
  const world = await startWorld({ processingMs: 4000, moderationMs: 8000, ...options })
  opened.push(world)
  const connection = openConnection(world.session, ms => Promise.resolve(world.advance(ms)))
  const notes = createNotes()
  const publishing = (content: Content): Act => ({ kind: 'publish', content })
  const prepare = async (content: Content): Promise<Prepared> => {
    const prepared = await connection.prepare(publishing(content), 0, [], notes)
    if (!prepared.ok) throw new Error(JSON.stringify(prepared.failure))
    return prepared.value
  }
  const commit = async (content: Content, prepared?: Prepared) => connection.commit(publishing(content), prepared ?? await prepare(content))
  const calls = (path: string): number => world.double.requests().filter(one => one.path === path).length
  return { ...world, connection, notes, prepare, commit, calls, find: (content: Content, prepared: Prepared, since = world.session.now()) => connection.find(publishing(content), prepared, since) }
}

describe('a video', () => {
  it('is called published only once it is through the moderation, under its own number to the last figure', async () => {
    const { commit, contentOf, double, connection } = await begin()
    const done = await commit(contentOf('Croissants'))
    const [post] = double.posts()
    expect(done).toMatchObject({ ok: true, value: { id: post?.id, url: post?.url } })
    expect(done.ok && await connection.readBack(done.value)).toMatchObject({ ok: true, value: { id: post?.id } })
    // Long after, when TikTok has forgotten how it was made, and as the list of posts names it.
    double.state.tasks = double.state.tasks.map(task => ({ ...task, id: 'forgotten' }))
    expect(done.ok && await connection.readBack(done.value)).toMatchObject({ ok: true, value: { id: post?.id } })
    expect(await connection.readBack({ id: post?.id ?? '', url: null, extra: null })).toMatchObject({ ok: true, value: { url: post?.url } })
    expect(await connection.readBack({ id: '1', url: null, extra: null })).toMatchObject({ ok: false, failure: { kind: 'missing' } })
  })

  it('that is for a few goes by its task, since nothing else names it', async () => {
    const { commit, contentOf, connection } = await begin()
    const done = await commit(contentOf('Pour nous', undefined, { audience: 'private' }))
    expect(done).toMatchObject({ ok: true, value: { url: 'https://www.tiktok.com/@boulangerie.martin' } })
    expect(done.ok && await connection.readBack(done.value)).toEqual(done)
  })

  it('whose moderation takes long is in doubt, not published, and found later', async () => {
    const { commit, contentOf, prepare, find, advance, double } = await begin({ moderationMs: 3_600_000 })
    const content = contentOf('Lentement')
    const prepared = await prepare(content)
    expect(await commit(content, prepared)).toMatchObject({ ok: false, failure: { kind: 'unknown-outcome' } })
    expect(await find(content, prepared)).toMatchObject({ ok: true, value: { kind: 'no-proof', doubt: 'too-soon' } })
    advance(3_600_000)
    expect(await find(content, prepared)).toMatchObject({ ok: true, value: { kind: 'found', remote: { id: double.posts()[0]?.id } } })
  })

  it('that TikTok takes and then does not want is refused, also when its first answer was lost', async () => {
    const { commit, contentOf, keep, double, prepare, find } = await begin()
    const noVideo = keep(new Uint8Array(3000).fill(7), { kind: 'video', mime: 'video/mp4', name: 'rien.mp4' })
    expect(await commit(contentOf('Rien', [noVideo]))).toMatchObject({ ok: false, failure: { kind: 'refused', reason: 'media' } })
    const content = contentOf('Encore rien', [noVideo])
    const prepared = await prepare(content)
    double.loseNextAnswer()
    expect(await commit(content, prepared)).toMatchObject({ ok: false, failure: { kind: 'unknown-outcome' } })
    for (let second = 0; second < 5; second++) opened[0]?.advance(1000)
    expect(await find(content, prepared)).toMatchObject({ ok: true, value: { kind: 'absent' } })
    expect(await commit(content, prepared)).toMatchObject({ ok: false, failure: { kind: 'refused', reason: 'media' } })
    expect(double.posts()).toEqual([])
  })

  it('is sent in parts, goes on where it was, and is announced once', async () => {
    const { contentOf, keep, prepare, commit, calls, double, session, connection, notes } = await begin()
    const content = contentOf('En morceaux', [keep(videoBytes(17_000_000), { kind: 'video', mime: 'video/mp4', name: 'long.mp4' })])
    let parts = 0
    const cut = openConnection({ ...session, http: { ...session.http, send: async request => (request.method === 'PUT' && ++parts === 2 ? { kind: 'no-answer', detail: 'the line broke' } : await session.http.send(request)) } }, () => Promise.resolve())
    expect(await cut.prepare({ kind: 'publish', content }, 0, [], notes)).toMatchObject({ ok: false, failure: { kind: 'server-trouble' } })
    const prepared = await prepare(content)
    expect(double.posts()).toEqual([])
    expect(await commit(content, prepared)).toMatchObject({ ok: true })
    expect(calls('/v2/post/publish/video/init/')).toBe(1)
    expect(double.requests().filter(one => one.path === '/video/').map(one => one.status)).toEqual([206, 206, 201])
    expect(connection.repeatable).toEqual([])
  })

  it('that lost the answer to its last part is there once, whoever looks', async () => {
    const { contentOf, prepare, commit, double, find, advance } = await begin()
    const content = contentOf('Une fois')
    const prepared = await prepare(content)
    double.loseNextAnswer()
    expect(await commit(content, prepared)).toMatchObject({ ok: false, failure: { kind: 'unknown-outcome' } })
    expect(await find(content, prepared)).toMatchObject({ ok: true, value: { kind: 'no-proof', doubt: 'too-soon' } })
    advance(60_000)
    expect(await find(content, prepared)).toMatchObject({ ok: true, value: { kind: 'found' } })
    expect(await commit(content, prepared)).toMatchObject({ ok: true, value: { id: double.posts()[0]?.id } })
    expect(double.posts()).toHaveLength(1)
  })

  it('whose upload has run out of time is prepared anew', async () => {
    const { contentOf, prepare, commit, advance, double, calls } = await begin()
    const content = contentOf('Trop tard')
    const prepared = await prepare(content)
    advance(61 * 60_000)
    expect(await commit(content, prepared)).toMatchObject({ ok: false, failure: { kind: 'stale-preparation' } })
    expect(await commit(content, await prepare(content))).toMatchObject({ ok: true })
    expect([double.posts().length, calls('/v2/post/publish/video/init/')]).toEqual([1, 2])
  })

  it('leaves no key to its upload in the journal', async () => {
    const { contentOf, prepare, notes, double } = await begin()
    const prepared = await prepare(contentOf('Sous clé'))
    const [task] = double.state.tasks
    expect(task?.uploadToken).toBeTruthy()
    expect(`${prepared.body} ${notes.get('task')}`).not.toContain(task?.uploadToken)
  })
})

describe('what TikTok asks for beside the text', () => {
  it('is read from the account: its audiences without one chosen before, nothing it has turned off', async () => {
    const { connection, double } = await begin()
    double.state.creator = { ...double.state.creator, isPrivate: true, commentDisabled: true, maxSeconds: 60 }
    const who = await connection.whoAmI()
    const options = who.ok ? who.value.limits.options ?? [] : []
    expect(options.find(option => option.name === 'audience')).toEqual({ name: 'audience', kind: 'choice', required: true, initial: null, values: ['friends', 'followers', 'private', 'draft'].map(value => ({ value, label: null })) })
    expect(options.map(option => option.name)).not.toEqual(expect.arrayContaining(['comments']))
    expect(options.flatMap(option => (option.kind === 'flag' ? [option.initial] : []))).toEqual(['no', 'no', 'no', 'no'])
    expect(who.ok && who.value.limits.video?.maxDurationMs).toBe(60_000)
  })

  it.each([
    ['no audience was chosen', { audience: '' }], ['the account does not offer it', { audience: 'followers' }], ['a paid partnership is for oneself', { audience: 'private', 'paid-partnership': 'yes' }],
  ])('is refused before anything is sent where %s', async (_why, options) => {
    const { connection, contentOf, notes, calls } = await begin()
    expect(await connection.prepare({ kind: 'publish', content: contentOf('Non', undefined, options) }, 0, [], notes)).toMatchObject({ ok: false, failure: { kind: 'refused', reason: 'not-valid' } })
    expect(calls('/v2/post/publish/video/init/')).toBe(0)
  })

  it('keeps comments, duets and stitches off unless they were wanted', async () => {
    const { session, contentOf, notes, double } = await begin()
    const sent: unknown[] = []
    const listening = openConnection({ ...session, http: { ...session.http, send: request => { if (request.url.endsWith('/video/init/')) sent.push(JSON.parse(String(request.body))); return session.http.send(request) } } }, () => Promise.resolve())
    await listening.prepare({ kind: 'publish', content: contentOf('Discret') }, 0, [], notes)
    await listening.prepare({ kind: 'publish', content: contentOf('Ouvert', undefined, { comments: 'yes', duets: 'yes', stitches: 'yes', 'own-brand': 'yes', 'made-by-ai': 'yes', 'cover-ms': '1500' }) }, 0, [], notes)
    expect(sent).toMatchObject([
      { post_info: { disable_comment: true, disable_duet: true, disable_stitch: true, brand_organic_toggle: false, brand_content_toggle: false, is_aigc: false } },
      { post_info: { disable_comment: false, disable_duet: false, disable_stitch: false, brand_organic_toggle: true, is_aigc: true, video_cover_timestamp_ms: 1500 } },
    ])
    expect(double.posts()).toEqual([])
  })

  it('lets an app that was not reviewed post for its owner only, and says so', async () => {
    const { double, commit, contentOf, connection, notes } = await begin()
    double.state.isAudited = false
    expect(await connection.prepare({ kind: 'publish', content: contentOf('Pour tous') }, 0, [], notes)).toMatchObject({ ok: false, failure: { kind: 'refused' } })
    const forMe = contentOf('Pour moi', undefined, { audience: 'private' })
    expect(await connection.prepare({ kind: 'publish', content: forMe }, 0, [], notes)).toMatchObject({ ok: false, failure: { kind: 'refused', reason: 'not-allowed' } })
    double.state.creator = { ...double.state.creator, isPrivate: true }
    expect(await commit(forMe)).toMatchObject({ ok: true })
  })
})

describe('a draft', () => {
  it('is not published before its owner has finished it in the app', async () => {
    const { double, commit, contentOf, prepare, find, session } = await begin()
    const content = contentOf('Brouillon', undefined, { audience: 'draft' })
    const prepared = await prepare(content)
    expect(await commit(content, prepared)).toMatchObject({ ok: false, failure: { kind: 'unknown-outcome' } })
    expect(double.posts()).toEqual([])
    expect(await find(content, prepared)).toMatchObject({ ok: true, value: { kind: 'no-proof', doubt: 'draft-there' } })
    // Wanted once more: it is there already, so no second one comes.
    expect(await commit(content, prepared)).toMatchObject({ ok: false, failure: { kind: 'unknown-outcome' } })
    for (const task of double.state.tasks) task.finishedUtc = session.now()
    expect(await find(content, prepared)).toMatchObject({ ok: true, value: { kind: 'found' } })
    expect(double.posts()).toHaveLength(1)
  })
})

describe('photos', () => {
  it('are fetched from the owner’s web space', async () => {
    const { commit, contentOf, keep, double } = await begin()
    const photo = keep(new Uint8Array([0xff, 0xd8, 1, 2]), { kind: 'image', mime: 'image/jpeg', name: 'pain.jpg' })
    const done = await commit(contentOf('Pain', [photo], { 'auto-music': 'yes' }))
    expect(double.posts()).toMatchObject([{ kind: 'photo', text: 'Pain' }])
    expect(done).toMatchObject({ ok: true, value: { url: double.posts()[0]?.url } })
  })

  it('need that web space, and its domain proven to TikTok', async () => {
    const { session, connection, contentOf, picture: _, keep, notes, double, commit } = await begin()
    const photo = keep(new Uint8Array([0xff, 0xd8, 1, 2]), { kind: 'image', mime: 'image/jpeg', name: 'pain.jpg' })
    const without = openConnection({ ...session, media: { original: session.media.original, rendition: session.media.rendition } }, () => Promise.resolve())
    expect(await without.prepare({ kind: 'publish', content: contentOf('Pain', [photo]) }, 0, [], notes)).toMatchObject({ ok: false, failure: { kind: 'refused', reason: 'no-web-space' } })
    double.state.verifiedHosts = []
    expect(await commit(contentOf('Pain', [photo]))).toMatchObject({ ok: false, failure: { kind: 'refused', reason: 'not-allowed' } })
    expect(connection.schedule).toBeUndefined()
  })

  it('whose answer was lost are never sent again by themselves', async () => {
    const { commit, contentOf, keep, double, prepare, find, advance } = await begin()
    const content = contentOf('Pain', [keep(new Uint8Array([0xff, 0xd8, 1, 2]), { kind: 'image', mime: 'image/jpeg', name: 'pain.jpg' })])
    const prepared = await prepare(content)
    double.loseNextAnswer()
    expect(await commit(content, prepared)).toMatchObject({ ok: false, failure: { kind: 'unknown-outcome' } })
    advance(3_600_000)
    expect(await find(content, prepared)).toMatchObject({ ok: true, value: { kind: 'no-proof' } })
  })
})

describe('the network’s no', () => {
  it('to a sixth announcement in a minute is a wait of a minute', async () => {
    const { connection, contentOf, session } = await begin()
    const run = () => connection.prepare({ kind: 'publish', content: contentOf('Vite') }, 0, [], createNotes())
    for (let index = 0; index < 6; index++) expect((await run()).ok).toBe(true)
    expect(await run()).toMatchObject({ ok: false, failure: { kind: 'rate-limited', untilUtc: session.now() + 60_000 } })
  })

  it('to a sixteenth post in a day is a wait, and nothing is lost', async () => {
    const { commit, contentOf, advance, connection } = await begin()
    for (let index = 0; index < 15; index++) {
      expect((await commit(contentOf(`Post ${index}`))).ok).toBe(true)
      advance(60_000)
    }
    expect(await connection.prepare({ kind: 'publish', content: contentOf('Encore un') }, 0, [], createNotes())).toMatchObject({ ok: false, failure: { kind: 'rate-limited' } })
  })

  it('to who was banned from posting is the account’s, not the post’s', async () => {
    const { connection, contentOf, double, notes } = await begin()
    double.state.isBanned = true
    expect(await connection.prepare({ kind: 'publish', content: contentOf('Non') }, 0, [], notes)).toMatchObject({ ok: false, failure: { kind: 'refused', reason: 'account-suspended' } })
  })
})

describe('the sign-in', () => {
  it('is renewed once a day, the new refresh token kept before anything is asked with it', async () => {
    const { connection, cell, advance } = await begin()
    const before = await cell.read()
    advance(25 * 3_600_000)
    expect((await connection.whoAmI()).ok).toBe(true)
    const after = await cell.read()
    const refreshOf = (text: typeof before): unknown => text.ok && (JSON.parse(text.value) as { refresh: string }).refresh
    expect(refreshOf(after)).not.toEqual(refreshOf(before))
    advance(25 * 3_600_000)
    expect((await connection.whoAmI()).ok).toBe(true)
  })

  it('never shows a token in what it says of a failure', async () => {
    const { connection, cell, session } = await begin()
    const held = await cell.read()
    const { access } = JSON.parse(held.ok ? held.value : '{}') as { access: string }
    const echoing = openConnection({ ...session, http: { ...session.http, send: async () => ({ kind: 'answered', status: 400, headers: new Headers(), text: `{"error":{"code":"odd"},"token":"${access}"}`, bytes: new Uint8Array(), json: { error: { code: 'odd' } }, retryAtUtc: null }) } }, () => Promise.resolve())
    expect(JSON.stringify(await echoing.whoAmI())).not.toContain(access)
    expect(connection.streams.map(stream => stream.id)).toEqual(['own-posts', 'account-figures'])
  })

  it('asks only for what was granted, and says what is missing', async () => {
    const { connection, cell, double } = await begin()
    for (const grant of double.state.grants) Object.assign(grant, { scopes: ['user.info.basic', 'video.upload'] })
    const held = await cell.read()
    await cell.replace(JSON.stringify({ ...(JSON.parse(held.ok ? held.value : '{}') as object), scopes: ['user.info.basic', 'video.upload'] }))
    const who = await connection.whoAmI()
    expect(who).toMatchObject({ ok: true, value: { abilities: { video: { kind: 'works' }, 'account-figures': { kind: 'lacking', why: 'permission' } } } })
    expect(who.ok && who.value.limits.options?.find(option => option.name === 'audience')).toMatchObject({ values: [{ value: 'draft' }] })
  })
})

describe('the figures', () => {
  it('come with the videos that everybody sees, page by page', async () => {
    const { connection, commit, contentOf, advance } = await begin({ processingMs: 0, moderationMs: 0 })
    for (let index = 0; index < 15; index++) {
      await commit(contentOf(`Post ${index}`))
      advance(120_000)
    }
    advance(24 * 3_600_000)
    for (let index = 15; index < 22; index++) {
      await commit(contentOf(`Post ${index}`))
      advance(120_000)
    }
    const first = await connection.read('own-posts', null)
    if (!first.ok) throw new Error(first.failure.detail)
    expect([first.value.more, first.value.isHistory, first.value.entries.length]).toEqual([true, true, 40])
    expect(first.value.entries[1]).toMatchObject({ kind: 'post-figures', sample: { figures: { likes: 7, replies: 2, shares: 1, views: 410 } } })
    const second = await connection.read('own-posts', first.value.cursor)
    expect(second).toMatchObject({ ok: true, value: { more: false, isHistory: true } })
    expect(second.ok && second.value.entries.length).toBe(4)
    expect(await connection.read('account-figures', null)).toMatchObject({ ok: true, value: { entries: [{ sample: { figures: { followers: 812, following: 33, posts: 22 } } }] } })
  })
})
