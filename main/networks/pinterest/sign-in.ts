import type { Failure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Redirect, SecretCell, SignedIn, SignInOrder, SignInTools } from '../network.ts'
import { askForCode, ownApp } from '../own-app.ts'
import { createClient } from './client.ts'
import { askForToken } from './oauth.ts'
import { scopes } from './scopes.ts'
import type { Secret } from './secret.ts'
import { serversOf, site } from './servers.ts'
import { readWhoAmI } from './who-am-i.ts'

/** Compared to the letter with what stands in the app's settings; `localhost` is taken there (pinterest/api-quickstart). */
export const redirect = { host: 'localhost', port: 28_432, path: '/callback' } as const satisfies Redirect
export const redirectUri = `http://${redirect.host}:${redirect.port}${redirect.path}`

export async function signIn(order: SignInOrder, tools: SignInTools): Promise<Result<SignedIn>> {
  const servers = serversOf()
  const app = await ownApp('pinterest', order, tools)
  if (!app.ok) return app
  // The description knows no PKCE (5.23.0), and parts the rights by commas.
  const asked = await askForCode({ authorize: `${servers.www}/oauth/`, query: { client_id: app.value.id, scope: scopes.join(',') }, redirect, pkce: 'none' }, tools)
  if (!asked.ok) return asked
  const { http, now, signal } = tools
  const form = { grant_type: 'authorization_code', code: asked.value.code, redirect_uri: asked.value.redirectUri, continuous_refresh: 'true' }
  const grant = await askForToken(app.value, form, { http, now, servers, signal })
  if (!grant.ok) {
    if (signal.aborted) return fail({ kind: 'sign-in-abandoned', detail: 'cancelled' })
    const { isOwnNo, status, failure } = grant.failure
    return fail<Failure>(isOwnNo && status === 401 ? { kind: 'wrong-password', detail: failure.detail } : failure)
  }
  let secret = JSON.stringify({ v: 1, ...grant.value, app: app.value } satisfies Secret)
  const cell: SecretCell = { read: () => Promise.resolve(ok(secret)), replace: text => Promise.resolve(ok(void (secret = text))) }
  const proven = await readWhoAmI(createClient({ http, now, secret: cell }, servers))
  return proven.ok ? ok({ ...proven.value, serverUrl: site, secret }) : proven
}
