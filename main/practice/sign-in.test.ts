import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { removePractice, type PracticeServer } from './server.ts'
import { authorizeUrl, challengeOf, createAsk, createClock, freshFolder, freshVerifier, redeem, registerApp, signIn, startQuietly } from './try-out.ts'

const clock = createClock()
let folder = ''
let server: PracticeServer
beforeEach(async () => {
  folder = freshFolder()
  server = await startQuietly(clock, folder)
})
afterEach(async () => {
  await server.close()
  removePractice(folder)
})

async function askForCode(more: Record<string, string> = {}) {
  const app = await registerApp(server)
  const verifier = freshVerifier()
  const to = new URL(await server.approve(authorizeUrl(server, app, { code_challenge: challengeOf(verifier), code_challenge_method: 'S256', ...more })))
  return { app, verifier, to, code: to.searchParams.get('code') ?? '' }
}

describe('signing in to the Practice network', () => {
  it('leads back with the code and the state, and the code buys a token for the shop', async () => {
    const { app, verifier, to, code } = await askForCode()
    expect(to.searchParams.get('state')).toBe('here')
    const bought = await redeem(server, app, code, { code_verifier: verifier })
    expect(bought.status).toBe(200)
    expect(bought.body).toMatchObject({ token_type: 'Bearer', scope: 'read write profile' })
    expect(bought.body).not.toHaveProperty('expires_in')
  })

  it('shows a page in the language of the browser, with two buttons', async () => {
    const app = await registerApp(server)
    const page = async (language: string) => (await fetch(authorizeUrl(server, app), { headers: { 'accept-language': language } })).text()
    expect(await page('fr-CH, fr;q=0.9, en;q=0.8')).toMatch(/Autoriser<\/button>.*Refuser<\/button>/s)
    expect(await page('de, en;q=0.7, fr;q=0.3')).toMatch(/Authorize<\/button>.*Deny<\/button>/s)
  })

  it('leads back with access_denied when the owner refuses', async () => {
    const app = await registerApp(server)
    const page = await (await fetch(authorizeUrl(server, app))).text()
    const key = /name="key" value="([^"]+)"/.exec(page)?.[1] ?? ''
    const body = new URLSearchParams({ key, decision: 'deny' })
    const pressed = await fetch(`${server.url}/oauth/authorize`, { method: 'POST', redirect: 'manual', body })
    const to = new URL(pressed.headers.get('location') ?? '')
    expect([to.searchParams.get('error'), to.searchParams.get('state'), to.searchParams.has('code')]).toEqual(['access_denied', 'here', false])
    const again = await fetch(`${server.url}/oauth/authorize`, { method: 'POST', redirect: 'manual', body })
    expect(again.status).toBe(422)
  })

  it.each([
    ['a wrong verifier', { code_verifier: 'not-the-one' }],
    ['no verifier', {}],
    ['another redirect address', { code_verifier: 'right', redirect_uri: 'http://127.0.0.1/elsewhere' }],
  ])('refuses %s', async (_, wrong: Record<string, string>) => {
    const { app, verifier, code } = await askForCode()
    const bought = await redeem(server, app, code, { ...wrong, ...(wrong['code_verifier'] === 'right' ? { code_verifier: verifier } : {}) })
    expect([bought.status, bought.body]).toMatchObject([400, { error: 'invalid_grant' }])
  })

  it('takes a code once', async () => {
    const { app, verifier, code } = await askForCode()
    await redeem(server, app, code, { code_verifier: verifier })
    expect(await redeem(server, app, code, { code_verifier: verifier })).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })

  it('lets a code die after ten minutes', async () => {
    const { app, verifier, code } = await askForCode()
    clock.advance(10 * 60_000)
    expect(await redeem(server, app, code, { code_verifier: verifier })).toMatchObject({ status: 400 })
  })

  it('does not know an app with a wrong secret', async () => {
    const { app, verifier, code } = await askForCode()
    const bought = await redeem(server, { ...app, client_secret: 'guess' }, code, { code_verifier: verifier })
    expect(bought).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
  })

  it('accepts any port of a loopback address, and nothing else that was not registered', async () => {
    const app = await registerApp(server)
    const asked = (uri: string) => fetch(authorizeUrl(server, app, { redirect_uri: uri }), { redirect: 'manual' })
    expect((await asked('http://127.0.0.1:49152/back')).status).toBe(200)
    for (const uri of ['http://127.0.0.1:49152/other', 'http://localhost/back', 'http://127.0.0.1.evil.example/back', 'https://127.0.0.1/back']) {
      const answer = await asked(uri)
      expect([uri, answer.status, answer.headers.get('location')]).toEqual([uri, 400, null])
    }
  })

  it('refuses the plain challenge method and rights the app did not register', async () => {
    const app = await registerApp(server, 'read')
    const turnedBack = async (more: Record<string, string>) =>
      new URL((await fetch(authorizeUrl(server, app, more), { redirect: 'manual' })).headers.get('location') ?? 'none:').searchParams.get('error')
    expect(await turnedBack({ scope: 'read write' })).toBe('invalid_scope')
    expect(await turnedBack({ scope: 'read', code_challenge: 'x', code_challenge_method: 'plain' })).toBe('invalid_code_challenge_method')
  })

  it('holds each call against the rights of the token', async () => {
    const { ask } = await signIn(server, 'read:notifications')
    expect((await ask('GET', '/api/v1/notifications')).status).toBe(200)
    expect(await ask('POST', '/api/v1/statuses', { status: 'no' })).toMatchObject({
      status: 403,
      body: { error: 'This action is outside the authorized scopes' },
    })
  })

  it('forgets a revoked token, and only for the app that owns it', async () => {
    const { ask, token, app } = await signIn(server)
    const other = await registerApp(server)
    const plain = createAsk(server.url)
    expect((await plain('POST', '/oauth/revoke', { ...other, token })).status).toBe(403)
    expect((await ask('GET', '/api/v1/accounts/verify_credentials')).status).toBe(200)
    expect((await plain('POST', '/oauth/revoke', { ...app, token })).status).toBe(200)
    expect(await ask('GET', '/api/v1/accounts/verify_credentials')).toMatchObject({ status: 401, body: { error: 'The access token was revoked' } })
  })

  it('answers nobody who calls it by another name', async () => {
    const { request } = await import('node:http')
    const status = await new Promise((resolve) => {
      request({ host: '127.0.0.1', port: server.port, path: '/api/v2/instance', headers: { host: 'evil.example' } }, (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      }).end()
    })
    expect(status).toBe(403)
  })
})
