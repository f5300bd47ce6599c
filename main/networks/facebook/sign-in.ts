import { z } from 'zod'
import type { Failure, NetworkFailure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import { createGraphClient, type GraphClient, type GraphVoice } from '../graph-api/client.ts'
import { askPerson, type Dialog } from '../graph-api/dialog.ts'
import { askPage, graphInstant } from '../graph-api/paging.ts'
import { ownApp, type OwnApp } from '../own-app.ts'
import type { SignedIn, SignInOrder, SignInTools } from '../network.ts'
import { pageEntity, pageFields, type PageEntity } from './entities.ts'
import { abilitiesFrom, defaultLimits, scopes } from './limits.ts'
import { places, version } from './places.ts'
import { writeSecret } from './secret.ts'
import { profileOf } from './who-am-i.ts'

/**
 * The network takes `http://localhost` back only for apps in development, at any port; a fixed one, below those that systems give away, can be written down in the guide
 * (https://developers.facebook.com/documentation/facebook-login/guides/advanced/manual-flow, read 27 Nov 2026).
 */
const redirect = { host: 'localhost', port: 28_441, path: '/facebook' } as const

/** Connects one or more Pages: through the owner's own app, or with a token made on the network's pages. */
export async function signIn(order: SignInOrder, tools: SignInTools): Promise<Result<readonly SignedIn[]>> {
  if (order.way === 'token') return await withToken(order.token?.trim() ?? '', tools)
  if (order.way !== 'own-app') return fail({ kind: 'bad-input', detail: 'Facebook is signed in to by an own app or a token' })
  const app = await ownApp('facebook', order, tools)
  if (!app.ok) return app
  const configuration = await configurationOf(app.value.id, order, tools)
  const rights: Dialog['rights'] = configuration === '' ? { scope: scopes.join(',') } : { config_id: configuration }
  const token = await askPerson(app.value, { www: places().www, graph: places().graph, version, rights, redirect }, tools)
  if (!token.ok) return token
  const client = clientFor({ token: token.value, appSecret: app.value.secret }, tools)
  const granted = await client.ask({ path: '/me/permissions' }, permissions)
  if (!granted.ok) return granted
  return await pagesOf(client, { app: app.value, scopes: granted.value, proof: app.value.secret }, tools)
}

/**
 * Apps made for businesses sign in with Facebook Login for Business, where a saved configuration takes the place of the list of rights
 * (https://developers.facebook.com/documentation/facebook-login/facebook-login-for-business, 5 May 2026). Kept for the next sign-in of the same app.
 */
async function configurationOf(appId: string, order: SignInOrder, { serverSecrets }: SignInTools): Promise<string> {
  const name = `login-configuration:facebook:${appId}`
  const typed = order.configuration?.trim() ?? ''
  if (typed === '') return await serverSecrets.read(name) ?? ''
  await serverSecrets.write(name, typed)
  return typed
}

const permissions = z.object({ data: z.array(z.unknown()) }).transform(({ data }) => data.flatMap(row => {
  const parsed = z.object({ permission: z.string(), status: z.literal('granted') }).safeParse(row)
  return parsed.success ? [parsed.data.permission] : []
}))

const clientFor = (voice: GraphVoice, { http, now }: SignInTools): GraphClient => createGraphClient({ origin: places().graph, version, http, now, voice: () => Promise.resolve(ok(voice)) })

type Pasted = { readonly app: OwnApp; readonly scopes: readonly string[] | null; readonly proof: string }

/** A pasted token is a system user's (or a person's), which names its Pages, or that of one Page. */
async function withToken(token: string, tools: SignInTools): Promise<Result<readonly SignedIn[]>> {
  if (token === '') return fail({ kind: 'bad-input', detail: 'the token is missing' })
  const client = clientFor({ token, appSecret: null }, tools)
  const app = await client.ask({ path: '/app', query: { fields: 'id' } }, z.object({ id: z.string() }))
  const named: OwnApp = { id: app.ok ? app.value.id : '', secret: '' }
  const page = await client.ask({ path: '/me', query: { fields: `${pageFields},fan_count` } }, pageEntity.extend({ fan_count: z.number() }))
  // Only a Page is counted by its fans.
  if (page.ok) return ok([await identityOf({ ...page.value, access_token: token }, { app: named, scopes: null, proof: '' }, tools)])
  const failure = page.failure
  if (failure.kind !== 'refused' && failure.kind !== 'server-trouble') return fail(asTyped(failure))
  const granted = await client.ask({ path: '/me/permissions' }, permissions)
  return await pagesOf(client, { app: named, scopes: granted.ok ? granted.value : null, proof: '' }, tools)
}

const asTyped = (failure: NetworkFailure): Failure => (failure.kind === 'needs-sign-in' ? { kind: 'wrong-password', detail: failure.detail } : failure)
const mostPages = 10

/** All Pages the sign-in speaks for, each with its own token: it lives without the others. */
async function pagesOf(client: GraphClient, pasted: Pasted, tools: SignInTools): Promise<Result<readonly SignedIn[]>> {
  const pages: PageEntity[] = []
  let after: string | null = null
  for (let count = 0; count < mostPages; count++) {
    const read: Awaited<ReturnType<typeof askAccounts>> = await askAccounts(client, after)
    if (!read.ok) return fail(asTyped(read.failure))
    pages.push(...read.value.rows)
    after = read.value.after
    if (after === null) break
  }
  const able = pages.filter(page => page.access_token)
  if (able.length === 0) return fail({ kind: 'refused', reason: 'permission-missing', detail: 'the sign-in speaks for no Page' })
  return ok(await Promise.all(able.map(page => identityOf(page, pasted, tools))))
}
const askAccounts = (client: GraphClient, after: string | null) => askPage(client, { path: '/me/accounts', query: { fields: `${pageFields},access_token`, limit: 100 } }, pageEntity, after)

const debugAnswer = z.object({ data: z.object({ expires_at: z.number().catch(0), data_access_expires_at: z.number().catch(0), scopes: z.array(z.string()).nullish().catch(null) }) })

async function identityOf(page: PageEntity, { app, scopes: known, proof }: Pasted, tools: SignInTools): Promise<SignedIn> {
  const token = page.access_token ?? ''
  // Asks as the app itself where its secret is there, else as the token: what is not told is not known.
  const asking = proof === '' ? { token, appSecret: null } : { token: `${app.id}|${app.secret}`, appSecret: null }
  const told = await clientFor(asking, tools).ask({ path: '/debug_token', query: { input_token: token } }, debugAnswer)
  const ends = told.ok ? [told.value.data.expires_at, told.value.data.data_access_expires_at].filter(end => end > 0).map(end => graphInstant(end) ?? Infinity) : []
  const expiresUtc = ends.length > 0 ? Math.min(...ends) : null
  const granted = known ?? (told.ok ? told.value.data.scopes ?? null : null)
  return {
    profile: profileOf(page), serverUrl: 'https://www.facebook.com',
    secret: writeSecret({ v: 1, token, appId: app.id, appSecret: proof, scopes: granted === null ? null : [...granted], expiresUtc }),
    abilities: abilitiesFrom(granted), limits: defaultLimits, expiresUtc,
  }
}
