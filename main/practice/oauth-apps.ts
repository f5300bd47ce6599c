import { createHash, randomBytes } from 'node:crypto'
import * as z from 'zod'
import { field, forUser, invalid, json, open, readInput, refuse, type Answer, type Call, type Route } from './call.ts'
import { redirectProblem } from './redirect-uri.ts'
import type { AppRow } from './rows.ts'
import { knownScopes, scopeList } from './scopes.ts'
import { profileUrl } from './render-text.ts'

export const freshSecret = (): string => randomBytes(32).toString('base64url')

/** Secrets, codes and tokens are kept as their fingerprints only: this network's file lies beside the app's data, where no token may lie. */
export const fingerprint = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

const appInput = z.object({
  client_name: field.text,
  redirect_uris: z.union([z.string(), z.array(z.string())]).optional(),
  scopes: field.text,
  website: field.text,
})

/** Registration of apps, what the server tells about its sign-in, and who a token belongs to. */
export const appRoutes: readonly Route[] = [
  open('POST', '/api/v1/apps', [], (call) => {
    const read = readInput(call, appInput)
    return read.ok ? registerApp(call, read.value) : read.answer
  }),
  {
    method: 'GET',
    path: '/api/v1/apps/verify_credentials',
    access: { kind: 'app' },
    answer(call) {
      const app = call.bearer && appById(call, call.bearer.appId)
      return app ? json(appEntity(app)) : refuse(401, 'The access token is invalid')
    },
  },
  open('GET', '/.well-known/oauth-authorization-server', [], (call) => {
    const base = call.world.baseUrl()
    return json({
      issuer: `${base}/`,
      service_documentation: 'https://docs.joinmastodon.org/',
      authorization_endpoint: `${base}/oauth/authorize`,
      token_endpoint: `${base}/oauth/token`,
      app_registration_endpoint: `${base}/api/v1/apps`,
      revocation_endpoint: `${base}/oauth/revoke`,
      userinfo_endpoint: `${base}/oauth/userinfo`,
      scopes_supported: knownScopes,
      response_types_supported: ['code'],
      response_modes_supported: ['query', 'fragment', 'form_post'],
      grant_types_supported: ['authorization_code', 'client_credentials'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
      code_challenge_methods_supported: ['S256'],
    })
  }),
  forUser('GET', '/oauth/userinfo', ['profile'], ({ world, viewer }) =>
    json({
      iss: `${world.baseUrl()}/`,
      sub: `${world.baseUrl()}/users/${viewer.username}`,
      name: viewer.display_name,
      preferred_username: viewer.username,
      profile: profileUrl(world, viewer),
      picture: `${world.baseUrl()}/avatars/${viewer.id}.png`,
    }),
  ),
]

function registerApp(call: Call, wanted: z.infer<typeof appInput>): Answer {
  const { store } = call.world
  if (!wanted.client_name?.trim()) return invalid("Application name can't be blank")
  const uris = typeof wanted.redirect_uris === 'string' ? wanted.redirect_uris.split(/\s+/) : (wanted.redirect_uris ?? [])
  const given = uris.filter((uri) => uri !== '')
  if (given.length === 0) return invalid("Redirect URI can't be blank")
  const problem = given.map(redirectProblem).find((each) => each !== undefined)
  if (problem) return invalid(problem)
  const scopes = scopeList(wanted.scopes ?? 'read')
  if (scopes.some((scope) => !knownScopes.includes(scope))) return invalid("Scopes doesn't match configured on the server.")
  if (wanted.website && !/^https?:\/\//.test(wanted.website)) return invalid('Website is invalid')
  const secret = freshSecret()
  const id = store.insert(
    'insert into apps (name, website, redirect_uris, scopes, client_id, client_secret) values (?, ?, ?, ?, ?, ?)',
    wanted.client_name,
    wanted.website || null,
    JSON.stringify(given),
    scopes.join(' '),
    freshSecret(),
    fingerprint(secret),
  )
  const app = appById(call, id)
  if (!app) throw new Error('an app was registered and cannot be read back')
  return json({ ...appEntity(app), client_id: app.client_id, client_secret: secret, client_secret_expires_at: 0 })
}

export function appById(call: Call, id: number): AppRow | undefined {
  return call.world.store.get<AppRow>('select * from apps where id = ?', id)
}

export function redirectUrisOf(app: AppRow): string[] {
  return z.array(z.string()).parse(JSON.parse(app.redirect_uris))
}

function appEntity(app: AppRow): Record<string, unknown> {
  const uris = redirectUrisOf(app)
  return {
    id: String(app.id),
    name: app.name,
    website: app.website,
    scopes: scopeList(app.scopes),
    redirect_uris: uris,
    redirect_uri: uris.join('\n'),
    // A Web Push key nobody uses here; the field is always present on a real server.
    vapid_key: 'BCk-QqERU0q-CfYZjcuB6lnyyOYfJ2AifKqfeGIm7Z-HiTU5T9eTG5GxVA0_OH5mMlI4UkkDTpaZwozy0TzdZ2M=',
  }
}
