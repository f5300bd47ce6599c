import { z } from 'zod'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import { createGraphClient, type GraphClient, type GraphVoice } from '../graph-api/client.ts'
import { askPerson } from '../graph-api/dialog.ts'
import { youngEndsUtc } from '../graph-api/long-lived.ts'
import { askPage } from '../graph-api/paging.ts'
import type { SignedIn, SignInOrder, SignInTools } from '../network.ts'
import { ownApp, type OwnApp } from '../own-app.ts'
import { renewToken } from './client.ts'
import { pageUser } from './entities.ts'
import { abilitiesFrom, facebookScopes, limitsWith } from './limits.ts'
import { places, version } from './places.ts'
import type { AccountSecret } from './secret.ts'
import { profileOf, readWhoAmI } from './who-am-i.ts'

const serverUrl = 'https://www.instagram.com'
/** `http://localhost` is taken for apps in development at any port (https://developers.facebook.com/documentation/facebook-login/guides/advanced/manual-flow, read 27 Nov 2026); a fixed one can be written in the guide. */
const redirect = { host: 'localhost', port: 28_442, path: '/instagram' } as const

/** Two ways to the same account: a token made on the network's own pages, or Facebook's sign-in through the owner's app, for accounts linked to a Page. */
export async function signIn(order: SignInOrder, tools: SignInTools): Promise<Result<readonly SignedIn[]>> {
  switch (order.way) {
    case 'token': return await withToken(order.token?.trim() ?? '', tools)
    case 'own-app': return await throughFacebook(order, tools)
    case 'browser': case 'app-password': return fail({ kind: 'bad-input', detail: `no such way: ${order.way}` })
  }
}

const clientFor = (origin: string, voice: GraphVoice, { http, now }: SignInTools): GraphClient => createGraphClient({ origin, version, http, now, voice: () => Promise.resolve(ok(voice)) })

/** The token says nothing of its age: renewed at once, its end is known. One younger than a day cannot be renewed yet, and has its sixty days before it. */
async function withToken(token: string, tools: SignInTools): Promise<Result<readonly SignedIn[]>> {
  if (token === '' || /\s/u.test(token)) return fail({ kind: 'bad-input', detail: 'no token' })
  const base = { v: 1, login: 'instagram', scopes: null, pageId: null, personAccess: null, appSecret: '' } as const
  const proven = await readWhoAmI(clientFor(places().instagram, { token, appSecret: null }, tools), { ...base, expiresUtc: null }, '')
  // What is no token at all was mistyped, not spent.
  if (!proven.ok) return proven.failure.kind === 'needs-sign-in' ? fail({ kind: 'bad-input', detail: proven.failure.detail }) : proven
  const renewed = await renewToken(token, tools)
  if (!renewed.ok && renewed.failure.kind !== 'refused') return renewed
  const tokens = renewed.ok ? renewed.value : { access: token, refresh: token, expiresUtc: youngEndsUtc(tools.now()) }
  const secret: AccountSecret = { ...base, ...tokens }
  return ok([{ ...proven.value, expiresUtc: tokens.expiresUtc, serverUrl, secret: JSON.stringify(secret) }])
}

const linkedPage = z.object({ id: z.string(), access_token: z.string().min(1), instagram_business_account: pageUser.optional().catch(undefined) })
const linkedFields = 'id,access_token,instagram_business_account{id,username,name,profile_picture_url}'
const mostPages = 10

/** Every account that is linked to a Page of the person's, each with its Page's token: it lives without the others. */
async function throughFacebook(order: SignInOrder, tools: SignInTools): Promise<Result<readonly SignedIn[]>> {
  const app = await ownApp('instagram', order, tools)
  if (!app.ok) return app
  const token = await askPerson(app.value, { www: places().www, graph: places().graph, version, rights: { scope: facebookScopes.join(',') }, redirect }, tools)
  if (!token.ok) return token
  const client = clientFor(places().graph, { token: token.value, appSecret: app.value.secret }, tools)
  const found: SignedIn[] = []
  let after: string | null = null
  for (let count = 0; count < mostPages; count++) {
    const read: Awaited<ReturnType<typeof askLinked>> = await askLinked(client, after)
    if (!read.ok) return read
    for (const page of read.value.rows) if (page.instagram_business_account) found.push(await identityOf(page, page.instagram_business_account, token.value, app.value, tools))
    after = read.value.after
    if (after === null) break
  }
  return found.length > 0 ? ok(found) : fail({ kind: 'refused', reason: 'permission-missing', detail: 'no Page of this sign-in is linked to a professional account' })
}
const askLinked = (client: GraphClient, after: string | null) => askPage(client, { path: '/me/accounts', query: { fields: linkedFields, limit: 100 } }, linkedPage, after)

const debugAnswer = z.object({ data: z.object({ expires_at: z.number().catch(0), data_access_expires_at: z.number().catch(0), scopes: z.array(z.string()).nullish().catch(null) }) })

async function identityOf(page: z.infer<typeof linkedPage>, user: z.infer<typeof pageUser>, personAccess: string, app: OwnApp, tools: SignInTools): Promise<SignedIn> {
  const asApp = clientFor(places().graph, { token: `${app.id}|${app.secret}`, appSecret: null }, tools)
  const told = await Promise.all([page.access_token, personAccess].map(token => asApp.ask({ path: '/debug_token', query: { input_token: token } }, debugAnswer)))
  // A Page's token has no end of its own; the person's, which reads for it, ends after sixty days, and the app's access after ninety.
  const ends = told.flatMap(one => (one.ok ? [one.value.data.expires_at, one.value.data.data_access_expires_at] : [])).filter(seconds => seconds > 0)
  const expiresUtc = ends.length > 0 ? Math.min(...ends) * 1000 : null
  const [ofPage] = told
  const scopes = ofPage?.ok ? ofPage.value.data.scopes ?? null : null
  const secret: AccountSecret = { v: 1, login: 'facebook', access: page.access_token, refresh: null, expiresUtc, scopes, pageId: page.id, personAccess, appSecret: app.secret }
  return { profile: profileOf(user), serverUrl, secret: JSON.stringify(secret), abilities: abilitiesFrom('facebook', scopes), limits: limitsWith('facebook'), expiresUtc }
}
