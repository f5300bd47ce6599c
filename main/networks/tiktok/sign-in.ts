import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { SignedIn, SignInOrder, SignInTools } from '../network.ts'
import { askForCode, ownApp } from '../own-app.ts'
import { createClient } from './client.ts'
import type { TiktokSecret } from './entities.ts'
import { scopes } from './limits.ts'
import { tiktokHosts } from './servers.ts'
import { callForTokens } from './token-call.ts'
import { readWhoAmI } from './who-am-i.ts'

/**
 * Login Kit for Desktop (login-kit-desktop, read 27 Nov 2026): code flow with PKCE whose challenge is SHA-256 in hex, scopes with commas, a
 * redirect to 127.0.0.1 with a port, written with the slash at its end, and the app's secret at the token call even so.
 */
export async function signIn(order: SignInOrder, tools: SignInTools): Promise<Result<SignedIn>> {
  const { http, now } = tools
  const app = await ownApp('tiktok', order, tools)
  if (!app.ok) return app
  const { id: key, secret: appSecret } = app.value
  const asked = await askForCode({
    authorize: `${tiktokHosts().www}/v2/auth/authorize/`, query: { client_key: key, scope: scopes.join(',') },
    redirect: { host: '127.0.0.1', path: '/callback/' }, pkce: 'S256-hex',
  }, tools)
  if (!asked.ok) return asked
  const { code, verifier, redirectUri } = asked.value
  const given = await callForTokens({ client_key: key, client_secret: appSecret, code, grant_type: 'authorization_code', redirect_uri: redirectUri, code_verifier: verifier }, http, now)
  if (!given.ok) return fail(failureOfCode(given.failure))
  let secret = JSON.stringify({ ...given.value, app: app.value } satisfies TiktokSecret)
  const client = createClient({ http, now, secret: { read: () => Promise.resolve(ok(secret)), replace: text => { secret = text; return Promise.resolve(ok(undefined)) } } })
  const proven = await readWhoAmI(client)
  return proven.ok ? ok({ ...proven.value, serverUrl: 'https://www.tiktok.com', secret }) : proven
}

type NoTokens = Extract<Awaited<ReturnType<typeof callForTokens>>, { ok: false }>['failure']
const failureOfCode = (failure: NoTokens) => {
  if (failure.kind === 'other') return failure.failure
  switch (failure.error) {
    // A code that is spent or too old: the owner starts again, nothing is broken.
    case 'invalid_grant': return { kind: 'sign-in-abandoned', detail: failure.error } as const
    case 'invalid_client': case 'unauthorized_client': return { kind: 'bad-input', detail: 'the app’s key or secret is not the right one' } as const
    default: return { kind: 'server-trouble', detail: failure.error } as const
  }
}
