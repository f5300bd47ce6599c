import { expect, it } from 'vitest'
import { ok } from '../../preload/contract/result.ts'
import { throughBrowser } from './browser-sign-in.ts'

function browser(visit: (redirectUri: string) => void, timeoutMs = 5000) {
  const controller = new AbortController()
  const opened: string[] = []
  let redirect = ''
  const through = throughBrowser({
    openExternal: async url => {
      opened.push(url)
      visit(redirect)
    },
    opened: () => undefined, page: outcome => outcome, timeoutMs, signal: controller.signal,
  })
  return { opened, controller, run: (page = 'https://social.example/oauth') => through(async redirectUri => {
    redirect = redirectUri
    return ok(page)
  }) }
}

it('takes the answer the browser comes back with, on this computer only', async () => {
  let answer: Promise<Response> | undefined
  const { run, opened } = browser(uri => { answer = fetch(`${uri}?code=c&state=s`) })
  const result = await run()
  expect(result.ok && result.value.params.get('code')).toBe('c')
  expect(result.ok && result.value.redirectUri).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/)
  expect(opened).toEqual(['https://social.example/oauth'])
  expect(await (await answer)?.text()).toBe('done')
})

it('is not confused by other visits to its port', async () => {
  const { run } = browser(async uri => {
    expect((await fetch(uri.replace('/callback', '/favicon.ico'))).status).toBe(404)
    expect((await fetch(`${uri}?code=c`, { method: 'POST' })).status).toBe(404)
    expect((await fetch(uri)).status).toBe(404)
    await fetch(`${uri}?error=access_denied`)
  })
  const result = await run()
  expect(result.ok && result.value.params.get('error')).toBe('access_denied')
})

it('ends when the owner gives up, closes the browser or takes too long', async () => {
  const given = browser(() => { given.controller.abort() })
  expect(await given.run()).toMatchObject({ ok: false, failure: { kind: 'sign-in-abandoned' } })
  const slow = browser(() => undefined, 20)
  expect(await slow.run()).toMatchObject({ ok: false, failure: { kind: 'sign-in-abandoned' } })
})

it.each(['http://social.example/oauth', 'file:///etc/passwd', 'javascript:alert(1)', 'not an address'])('does not open %s', async page => {
  const { run, opened } = browser(() => undefined)
  expect(await run(page)).toMatchObject({ ok: false, failure: { kind: 'not-this-network' } })
  expect(opened).toEqual([])
})
