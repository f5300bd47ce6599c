import { afterEach, describe, expect, it } from 'vitest'
import { startWorld, type FacebookWorld } from './conformance-harness.ts'

// What the double must refuse, or the adapter would be proved against something kinder than the network.

const worlds: FacebookWorld[] = []
afterEach(async () => { for (const world of worlds.splice(0)) await world.stop() })

type Asked = { readonly method?: string; readonly path: string; readonly form?: Readonly<Record<string, string>>; readonly headers?: Readonly<Record<string, string>>; readonly token?: string | null; readonly host?: string; readonly body?: Uint8Array<ArrayBuffer> }

async function shop(): Promise<{ world: FacebookWorld; page: string; ask(asked: Asked): Promise<{ status: number; code: number | undefined; json: unknown }> }> {
  const world = await startWorld()
  worlds.push(world)
  const { token: own } = JSON.parse(world.signedIn.secret) as { token: string }
  return {
    world, page: world.session.remoteId,
    async ask({ method = 'GET', path, form, headers = {}, token = own, host = 'graph', body }) {
      const answer = await fetch(`${world.fake.hosts[host]}${path}`, { method, redirect: 'manual', headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers }, ...(form ? { body: new URLSearchParams(form) } : body ? { body } : {}) })
      const json = await answer.json().catch(() => null) as { error?: { code: number } } | null
      return { status: answer.status, code: json?.error?.code, json }
    },
  }
}
const codeOf = async (asked: Asked): Promise<number | undefined> => {
  const { ask, page } = await shop()
  return (await ask({ ...asked, path: asked.path.replace('{page}', page) })).code
}

describe('the double refuses', () => {
  it.each([
    ['no version', { path: '/{page}' }, 2500], ['a version that has ended', { path: '/v20.0/{page}' }, 2635], ['no token', { path: '/v26.0/{page}', token: null }, 2500], ['a token that is none', { path: '/v26.0/{page}', token: 'EAAx' }, 190],
    ['a field that is none', { path: '/v26.0/{page}?fields=id,shoe_size' }, 100], ['fields written wrong', { path: '/v26.0/{page}?fields=id,picture{url' }, 100], ['a parameter that is none', { path: '/v26.0/{page}/published_posts?sort=new' }, 100],
    ['an edge that is none', { path: '/v26.0/{page}/reviews' }, 2500], ['reviews, which are gone', { path: '/v26.0/{page}/ratings' }, 12], ['somebody else’s Page', { path: '/v26.0/102000000000002/published_posts' }, 100],
    ['a proof that is wrong', { path: '/v26.0/{page}?appsecret_proof=00' }, 100], ['a cursor that is none', { path: '/v26.0/{page}/published_posts?after=zz' }, undefined],
    ['an empty post', { method: 'POST', path: '/v26.0/{page}/feed', form: { message: '  ' } }, 100], ['a time that is too soon', { method: 'POST', path: '/v26.0/{page}/feed', form: { message: 'a', published: 'false', scheduled_publish_time: '1795507300' } }, 100],
    ['a time for what is out at once', { method: 'POST', path: '/v26.0/{page}/feed', form: { message: 'a', scheduled_publish_time: '1795600000' } }, 100], ['a picture that is none', { method: 'POST', path: '/v26.0/{page}/feed', form: { 'attached_media[0]': '{"media_fbid":"1"}' } }, 100],
    ['a reel that was not uploaded', { method: 'POST', path: '/v26.0/{page}/video_reels', form: { upload_phase: 'finish', video_id: '5', video_state: 'PUBLISHED' } }, 100],
    ['a message to nobody', { method: 'POST', path: '/v26.0/{page}/messages', form: { recipient: '{"id":"7"}', messaging_type: 'RESPONSE', message: '{"text":"a"}' } }, 100],
  ] satisfies [string, Asked, number | undefined][])('%s', async (why, asked, code) => {
    if (why.startsWith('a cursor')) {
      const { ask, page, world } = await shop()
      world.fake.state.posts.push({ id: `${page}_1`, page, from: { id: page, name: '' }, app: null, message: 'a', link: null, photos: [], video: null, kind: 'text', createdUtc: 0, published: true, scheduledUtc: null, likes: new Set() })
      expect((await ask({ ...asked, path: asked.path.replace('{page}', page) })).code).toBe(100)
      return
    }
    expect(await codeOf(asked)).toBe(code)
  })

  it.each(['page_impressions', 'page_impressions_unique', 'page_fans', 'page_posts_impressions', 'page_video_views_unique', 'page_engaged_users'])('the dead figure %s, with all that is asked beside it', async metric => {
    expect(await codeOf({ path: `/v26.0/{page}/insights?metric=page_media_view,${metric}&period=day` })).toBe(100)
  })

  it('an upload with a wrong offset or a changed size, and says where it stands', async () => {
    const { ask, page, world } = await shop()
    const started = (await ask({ method: 'POST', path: `/v26.0/${page}/video_reels`, form: { upload_phase: 'start' } })).json as { video_id: string }
    const { token } = JSON.parse(world.signedIn.secret) as { token: string }
    const send = (offset: number, size: number, count: number) => ask({ method: 'POST', host: 'upload', path: `/video-upload/v26.0/${started.video_id}`, headers: { authorization: `OAuth ${token}`, offset: String(offset), file_size: String(size) }, body: new Uint8Array(count) })
    expect((await send(0, 100, 40)).status).toBe(400)
    for (const [offset, size, count] of [[0, 100, 100], [40, 90, 50], [40, 100, 61]] as const) expect((await send(offset, size, count)).status).toBe(400)
    expect((await ask({ path: `/v26.0/${started.video_id}?fields=status` })).json).toMatchObject({ status: { video_status: 'uploading', uploading_phase: { bytes_transfered: 40 } } })
    expect((await send(40, 100, 60)).status).toBe(200)
  })

  it('a redirect to anything but this computer by its name, and rights that are none', async () => {
    const { ask, world } = await shop()
    const dialog = (changed: Readonly<Record<string, string>>) => ask({ host: 'www', token: null, path: `/v26.0/dialog/oauth?${new URLSearchParams({ client_id: world.fake.state.app.id, redirect_uri: 'http://localhost:1/x', response_type: 'code', state: 's', scope: 'pages_show_list', ...changed })}` })
    expect((await dialog({})).status).toBe(302)
    const wrong: readonly Readonly<Record<string, string>>[] = [{ redirect_uri: 'http://127.0.0.1:1/x' }, { redirect_uri: 'https://example.com/' }, { scope: 'pages_everything' }, { client_id: '1' }, { response_type: 'token' }, { config_id: '1' }]
    for (const changed of wrong) expect((await dialog(changed)).status).toBe(400)
  })

  it('a code that was used, or came by another way', async () => {
    const { ask, world } = await shop()
    const { id, secret } = world.fake.state.app
    const codeFor = async (): Promise<string> => {
      const shown = await fetch(`${world.fake.hosts['www']}/v26.0/dialog/oauth?${new URLSearchParams({ client_id: id, redirect_uri: 'http://localhost:1/x', response_type: 'code', state: 's', scope: 'pages_show_list' })}`, { redirect: 'manual' })
      return new URL(shown.headers.get('location') ?? '').searchParams.get('code') ?? ''
    }
    const redeem = async (code: string, changed: Readonly<Record<string, string>> = {}) => (await ask({ method: 'POST', token: null, path: '/v26.0/oauth/access_token', form: { client_id: id, client_secret: secret, redirect_uri: 'http://localhost:1/x', code, ...changed } })).status
    const code = await codeFor()
    expect([await redeem(code), await redeem(code), await redeem(await codeFor(), { redirect_uri: 'http://localhost:2/x' }), await redeem(await codeFor(), { client_secret: 'no' })]).toEqual([200, 400, 400, 400])
    const late = await codeFor()
    world.advance(11 * 60_000)
    expect(await redeem(late)).toBe(400)
  })

  it('the thirty-first reel of a day', async () => {
    const { ask, page, world } = await shop()
    for (let count = 0; count < 30; count++) world.fake.state.reelsPublished.push({ page, utc: world.now() })
    const started = (await ask({ method: 'POST', path: `/v26.0/${page}/video_reels`, form: { upload_phase: 'start' } })).json as { video_id: string }
    const { token } = JSON.parse(world.signedIn.secret) as { token: string }
    await ask({ method: 'POST', host: 'upload', path: `/video-upload/v26.0/${started.video_id}`, headers: { authorization: `OAuth ${token}`, offset: '0', file_size: '10' }, body: new Uint8Array(10) })
    expect((await ask({ method: 'POST', path: `/v26.0/${page}/video_reels`, form: { upload_phase: 'finish', video_id: started.video_id, video_state: 'PUBLISHED' } })).code).toBe(613)
  })
})
