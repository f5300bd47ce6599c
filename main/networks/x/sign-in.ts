import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { SignedIn, SignInOrder, SignInTools } from '../network.ts'
import { askForCode, ownApp } from '../own-app.ts'
import { createClient } from './client.ts'
import { redeem } from './oauth.ts'
import { places } from './places.ts'
import { wantedScopes } from './scopes.ts'
import { readWhoAmI } from './who-am-i.ts'

/** X compares the redirect to the letter, port included, and refuses `localhost` (fundamentals/authentication/oauth-2-0, Aug 2026): so one fixed port, out of the range for short-lived ones. */
const redirect = { host: '127.0.0.1', port: 28_417, path: '/callback' } as const
export const redirectUri = `http://${redirect.host}:${redirect.port}${redirect.path}`

/** Connects through the owner's own app at X, with or without a secret. */
export async function signIn(order: SignInOrder, tools: SignInTools): Promise<Result<SignedIn>> {
  if (order.way !== 'own-app') return fail({ kind: 'bad-input', detail: 'X is signed in to through an app of one’s own' })
  const app = await ownApp('x', order, tools, false)
  if (!app.ok) return app
  const { web } = places()
  const code = await askForCode({ authorize: `${web}/i/oauth2/authorize`, query: { client_id: app.value.id, scope: wantedScopes.join(' ') }, redirect }, tools)
  if (!code.ok) return code
  const redeemed = await redeem(app.value, code.value, tools)
  if (!redeemed.ok) return redeemed
  // The only one that holds this secret yet: what a renewal would change goes back into it.
  let secret = JSON.stringify(redeemed.value)
  const cell = { read: () => Promise.resolve(ok(secret)), replace: (fresh: string) => { secret = fresh; return Promise.resolve(ok(undefined)) } }
  const proven = await readWhoAmI(createClient({ http: tools.http, now: tools.now, secret: cell }))
  return proven.ok ? ok({ ...proven.value, serverUrl: web, secret }) : proven
}
