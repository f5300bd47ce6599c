import * as oauth from 'oauth4webapi'
import { fail, ok, type Result } from '../../preload/contract/result.ts'
import type { Failure } from '../../preload/contract/failures.ts'
import type { Redirect, SignInOrder, SignInTools } from './network.ts'

/** The owner's own app at a network. `secret` is empty for apps that have none (public clients). */
export type OwnApp = { readonly id: string; readonly secret: string }

/** What was typed, or the app given before; kept in the keychain for the next account of this network. */
export async function ownApp(network: string, order: Pick<SignInOrder, 'clientId' | 'clientSecret'>, tools: Pick<SignInTools, 'serverSecrets'>, needsSecret = true): Promise<Result<OwnApp>> {
  const name = `own-app:${network}`
  const typed = { id: order.clientId?.trim() ?? '', secret: order.clientSecret?.trim() ?? '' }
  const kept = readApp(await tools.serverSecrets.read(name))
  const app = typed.id === '' ? kept : typed.secret === '' && kept?.id === typed.id ? kept : typed
  if (app === null || app.id === '' || (needsSecret && app.secret === '')) return fail({ kind: 'bad-input', detail: 'the app’s number or its secret is missing' })
  await tools.serverSecrets.write(name, JSON.stringify(app))
  return ok(app)
}

function readApp(text: string | null): OwnApp | null {
  if (text === null) return null
  try {
    const given = JSON.parse(text) as unknown
    return typeof given === 'object' && given !== null && 'id' in given && 'secret' in given && typeof given.id === 'string' && typeof given.secret === 'string' ? { id: given.id, secret: given.secret } : null
  } catch {
    // Somebody else's entry: as if there were none, so that the owner is asked.
    return null
  }
}

/** The authorization code flow (RFC 6749, 7636, 8252) up to the code. Networks that deviate build the address themselves. */
export type CodeFlow = {
  readonly authorize: string
  readonly query: Readonly<Record<string, string>>
  readonly redirect?: Redirect
  /** How the PKCE challenge is sent; `none`: the network knows no PKCE. Default S256. */
  readonly pkce?: 'S256' | 'S256-hex' | 'none'
}
export type Code = { readonly code: string; readonly verifier: string; readonly redirectUri: string; readonly params: URLSearchParams }

/** Opens the consent page and checks what comes back: state, a refusal, a code. */
export async function askForCode({ authorize, query, redirect, pkce = 'S256' }: CodeFlow, tools: Pick<SignInTools, 'throughBrowser'>): Promise<Result<Code>> {
  const state = oauth.generateRandomState()
  const verifier = oauth.generateRandomCodeVerifier()
  const challenge = pkce === 'S256-hex' ? await hexChallenge(verifier) : await oauth.calculatePKCECodeChallenge(verifier)
  const back = await tools.throughBrowser(async redirectUri => {
    const url = new URL(authorize)
    const all = { response_type: 'code', ...query, redirect_uri: redirectUri, state, ...(pkce === 'none' ? {} : { code_challenge: challenge, code_challenge_method: 'S256' }) }
    for (const [name, value] of Object.entries(all)) url.searchParams.set(name, value)
    // A space as %20: some consent pages take a plus for what it is.
    url.search = url.search.replaceAll('+', '%20')
    return ok(url.href)
  }, redirect)
  if (!back.ok) return back
  const { params, redirectUri } = back.value
  if (params.get('state') !== state) return fail({ kind: 'server-trouble', detail: 'the browser came back with another state' })
  const error = params.get('error')
  if (error !== null) return fail(refusalOf(error, params))
  const code = params.get('code')
  return code === null || code === '' ? fail({ kind: 'server-trouble', detail: 'the browser came back without a code' }) : ok({ code, verifier, redirectUri, params })
}

const refusalOf = (error: string, params: URLSearchParams): Failure =>
  ['access_denied', 'user_denied', 'user_cancelled_login', 'user_cancelled_authorize'].includes(error)
    ? { kind: 'consent-refused', detail: error }
    : { kind: 'server-trouble', detail: `${error} ${params.get('error_description') ?? ''}`.trim().slice(0, 500) }

/** SHA-256 in hex, as one network wants it against RFC 7636. */
async function hexChallenge(verifier: string): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))).toString('hex')
}
