import http from 'node:http'
import { z } from 'zod'
import type { Page } from '@playwright/test'

/**
 * What the owner's browser does on the PDS's authorize page, without a browser: loads the page (cookies), signs in, consents,
 * follows the way back to the app. Seen in @atproto/oauth-provider as of PDS 0.5.35, 24 Nov 2026 (its page calls the same addresses).
 * `choice: 'reject'` presses Deny. Gives the address back to the app, with code or error in its query; the caller goes there.
 */
export async function authorizeByHttp(authorizeUrl: string, handle: string, password: string, choice: 'accept' | 'reject' = 'accept'): Promise<string> {
  const cookies = new Map<string, string>()
  const origin = new URL(authorizeUrl).origin
  const navigation = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
  const page = await ask('GET', authorizeUrl, { ...navigation, 'sec-fetch-site': 'none' }, undefined, cookies)
  if (page.status !== 200) throw new Error(`the authorize page answered ${page.status}: ${page.text.slice(0, 300)}`)
  let bearer: string | null = null
  const press = async (endpoint: string, body: unknown): Promise<unknown> => {
    const answer = await ask('POST', `${origin}/@atproto/oauth-provider/~api${endpoint}`, {
      'content-type': 'application/json', 'sec-fetch-mode': 'same-origin', 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'empty', origin, referer: authorizeUrl,
      'x-csrf-token': cookies.get('csrf-token') ?? '', ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
    }, JSON.stringify(body), cookies)
    if (answer.status !== 200) throw new Error(`${endpoint} answered ${answer.status}: ${answer.text}`)
    return JSON.parse(answer.text)
  }
  const back = z.object({ url: z.string() })
  let next: string
  if (choice === 'reject') {
    next = back.parse(await press('/reject', {})).url
  } else {
    const signedIn = z.object({ account: z.object({ did: z.string().optional(), sub: z.string().optional() }), ephemeralToken: z.string().optional() })
      .parse(await press('/sign-in', { locale: 'en', username: handle, password, remember: false }))
    bearer = signedIn.ephemeralToken ?? null
    next = back.parse(await press('/consent', { did: signedIn.account.did ?? signedIn.account.sub })).url
  }
  const redirect = await ask('GET', next, { ...navigation, 'sec-fetch-site': 'same-origin', referer: authorizeUrl }, undefined, cookies)
  const location = redirect.headers.location
  if (location === undefined) throw new Error(`no way back to the app: ${redirect.status} ${redirect.text.slice(0, 300)}`)
  return location
}

/** The same in a real browser: fills in the PDS's own pages and presses Authorize (or Deny). The page must ask for English (`locale: 'en-US'`). */
export async function authorizeInBrowser(page: Page, authorizeUrl: string, handle: string, password: string, choice: 'accept' | 'reject' = 'accept'): Promise<void> {
  await page.goto(authorizeUrl)
  // The handle is filled in already when the app gave it along.
  const name = page.getByRole('textbox', { name: /identifier|username|handle/i })
  if (await name.isEditable()) await name.fill(handle)
  await page.locator('input[type=password]').fill(password)
  await page.getByRole('button', { name: /sign in|next/i }).click()
  await page.getByRole('button', { name: choice === 'accept' ? /^(authorize|accept|allow)/i : /^(deny|cancel|reject)/i }).click()
}

type Answered = { readonly status: number; readonly headers: http.IncomingHttpHeaders; readonly text: string }

// Not fetch: it writes its own Sec-Fetch headers, by which the page tells a browser from a stranger.
function ask(method: string, url: string, headers: Record<string, string>, body: string | undefined, cookies: Map<string, string>): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const request = http.request(url, { method, headers: { ...headers, ...(cookie ? { cookie } : {}) } }, response => {
      for (const line of response.headers['set-cookie'] ?? []) {
        const [pair = ''] = line.split(';')
        cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
      }
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => { text += chunk }).on('end', () => { resolve({ status: response.statusCode ?? 0, headers: response.headers, text }) })
    })
    request.on('error', reject)
    request.end(body)
  })
}
