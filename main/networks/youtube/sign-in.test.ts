import { afterEach, expect, it } from 'vitest'
import { fail, ok } from '../../../preload/contract/result.ts'
import type { HttpAnswer } from '../../http/http.ts'
import type { SecretCell, SignInTools } from '../network.ts'
import { startWorld, type YoutubeWorld } from './conformance-harness.ts'
import { youtube } from './index.ts'

const opened: YoutubeWorld[] = []
afterEach(async () => { for (const world of opened.splice(0)) await world.stop() })
async function start(options?: Parameters<typeof startWorld>[0]): Promise<YoutubeWorld> {
  const world = await startWorld(options)
  opened.push(world)
  return world
}
const order = (world: YoutubeWorld, more: Readonly<Record<string, string>> = {}) => ({ way: 'own-app', server: '', handle: '', appPassword: '', clientId: world.server.connect.fields['client-id'] ?? '', clientSecret: world.server.connect.fields['client-secret'] ?? '', ...more } as const)
const dayMs = 86_400_000

it('says when the sign-in of a project in testing ends, and that a published one does not', async () => {
  const testing = await start({ isTesting: true })
  expect(Math.round(((testing.signedIn.expiresUtc ?? 0) - testing.session.now()) / dayMs)).toBe(7)
  expect((await start()).signedIn.expiresUtc).toBeNull()
})

it('names the channel, and keeps the app for the next time', async () => {
  const world = await start()
  expect(world.signedIn.profile).toMatchObject({ handle: 'boulangerie-martin', displayName: 'Boulangerie Martin', profileUrl: expect.stringContaining('/channel/UC') })
  expect(await youtube.signIn(order(world, { clientId: '', clientSecret: '' }), world.signInTools)).toMatchObject({ ok: true })
})

it('tells a wrong secret from a refusal, and a refusal from an unticked box', async () => {
  const world = await start()
  expect(await youtube.signIn(order(world, { clientSecret: 'wrong' }), world.signInTools)).toMatchObject({ ok: false, failure: { kind: 'bad-input' } })
  const comesBack = (query: Readonly<Record<string, string>>): SignInTools => ({ ...world.signInTools, throughBrowser: async address => {
    const redirectUri = 'http://127.0.0.1:49152/callback'
    const url = await address(redirectUri)
    return url.ok ? ok({ redirectUri, params: new URLSearchParams({ state: new URL(url.value).searchParams.get('state') ?? '', ...query }) }) : url
  } })
  expect(await youtube.signIn(order(world), comesBack({ error: 'access_denied' }))).toMatchObject({ ok: false, failure: { kind: 'consent-refused' } })
  expect(await youtube.signIn(order(world), comesBack({ code: 'spent' }))).toMatchObject({ ok: false, failure: { kind: 'sign-in-abandoned' } })
  expect(await youtube.signIn(order(world), comesBack({ code: 'x', state: 'another' }))).toMatchObject({ ok: false, failure: { kind: 'server-trouble' } })
  const inner = world.session.http
  const unticked = { ...world.signInTools, http: { ...inner, send: async (request: Parameters<typeof inner.send>[0]) => {
    const outcome = await inner.send(request)
    if (outcome.kind !== 'answered' || !request.url.endsWith('/token')) return outcome
    return { ...outcome, json: { ...outcome.json as object, scope: 'https://www.googleapis.com/auth/yt-analytics.readonly' } } satisfies HttpAnswer // the cast: the double answers with an object
  } } }
  expect(await youtube.signIn(order(world), unticked)).toMatchObject({ ok: false, failure: { kind: 'consent-refused' } })
})

it('renews once for all who ask, keeps the refresh token that never changes, and sends nothing with a token the keychain did not take', async () => {
  const world = await start()
  const before = JSON.parse(world.signedIn.secret) as { readonly refresh: string; readonly access: string } // the cast: a secret of this network's own making
  world.server.expireAccess()
  const connection = youtube.open(world.session)
  const answers = await Promise.all([connection.whoAmI(), connection.read('notifications', null), connection.read('own-posts', null)])
  expect(answers.map(({ ok: isOk }) => isOk)).toEqual([true, true, true])
  expect(world.server.requests().filter(({ path }) => path === '/token')).toHaveLength(2)
  const held = await world.session.secret.read()
  expect(held.ok && JSON.parse(held.value)).toMatchObject({ refresh: before.refresh })
  expect(held.ok && held.value.includes(before.access)).toBe(false)

  world.server.expireAccess()
  const locked: SecretCell = { read: world.session.secret.read, replace: () => Promise.resolve(fail({ kind: 'keychain-locked', detail: 'locked' })) }
  expect(await youtube.open({ ...world.session, secret: locked }).whoAmI()).toMatchObject({ ok: false, failure: { kind: 'unreachable' } })
})

it('asks nobody to sign in again because Google’s token page is down', async () => {
  const world = await start()
  world.advance(3_600_000)
  const inner = world.session.http
  for (const [outcome, kind] of [[{ kind: 'not-sent', detail: 'no line' }, 'unreachable'], [{ kind: 'answered', status: 503, headers: new Headers(), text: 'Service unavailable', bytes: new Uint8Array(), json: undefined, retryAtUtc: null }, 'server-trouble']] as const) {
    const connection = youtube.open({ ...world.session, http: { ...inner, send: request => (request.url.endsWith('/token') ? Promise.resolve(outcome) : inner.send(request)) } })
    expect(await connection.whoAmI()).toMatchObject({ ok: false, failure: { kind } })
  }
})
