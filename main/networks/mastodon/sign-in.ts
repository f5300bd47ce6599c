import * as oauth from 'oauth4webapi'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Failure } from '../../../preload/contract/failures.ts'
import type { SignedIn, SignInOrder, SignInTools } from '../network.ts'
import { createClient } from './client.ts'
import type { TokenSecret } from './entities.ts'
import { grantedScopes, register, registrationFor, type Registration } from './registration.ts'
import { findEndpoints, findServer, type Endpoints } from './server.ts'
import { readServerAddress } from './server-address.ts'
import { readWhoAmI } from './who-am-i.ts'

/** Connects an account by the system browser. Nothing has to be registered by hand: we register ourselves with each server. */
export async function signIn(order: SignInOrder, tools: SignInTools): Promise<Result<SignedIn>> {
  if (order.way !== 'browser') return fail({ kind: 'bad-input', detail: 'Mastodon is signed in to by the browser' })
  const address = readServerAddress(order.server.trim() === '' ? order.handle : order.server)
  if (!address.ok) return address
  const server = await findServer(address.value, tools)
  if (!server.ok) return server
  const { origin, instance } = server.value
  const endpoints = await findEndpoints(origin, tools)
  let app = await registrationFor(origin, endpoints.token, tools)
  let token: Result<TokenSecret> = app.ok ? await askOwner(origin, endpoints, app.value, tools) : app
  if (!token.ok && app.ok && isForgotten(token.failure)) {
    // The server forgot us between our question and the owner's yes: once more, with a new registration.
    app = await register(origin, 'http://127.0.0.1/callback', tools)
    token = app.ok ? await askOwner(origin, endpoints, app.value, tools) : app
  }
  if (!token.ok) return token
  const secret = JSON.stringify(token.value)
  const proven = await readWhoAmI(createClient({ serverUrl: origin, http: tools.http, now: tools.now, secret: { read: () => Promise.resolve(ok(secret)), replace: () => Promise.resolve(ok(undefined)) } }), tools.http, instance)
  if (!proven.ok) return proven
  return ok({ ...proven.value, serverUrl: origin, secret })
}

const forgotten = 'invalid_client'
const isForgotten = (failure: Failure): boolean => failure.kind === 'server-trouble' && failure.detail.startsWith(forgotten)

async function askOwner(origin: string, endpoints: Endpoints, registered: Registration, tools: SignInTools): Promise<Result<TokenSecret>> {
  let app = registered
  const state = oauth.generateRandomState()
  const verifier = oauth.generateRandomCodeVerifier()
  const challenge = await oauth.calculatePKCECodeChallenge(verifier)
  const back = await tools.throughBrowser(async redirectUri => {
    const address = (client: Registration): string => {
      const url = new URL(endpoints.authorize)
      const query = { response_type: 'code', client_id: client.clientId, redirect_uri: redirectUri, scope: client.scopes.join(' '), state, code_challenge: challenge, code_challenge_method: 'S256' }
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
      return url.href
    }
    if (await wouldShowError(address(app), tools)) {
      // Some servers compare the redirect with its port: then a registration for exactly this one.
      const exact = await register(origin, redirectUri, tools)
      if (!exact.ok) return exact
      app = exact.value
    }
    return ok(address(app))
  })
  if (!back.ok) return back
  return await redeem(endpoints, app, back.value, { state, verifier }, tools)
}

/** Looks at the consent page as a stranger: a server that refuses our redirect says so to anybody, and the browser would never come back. */
async function wouldShowError(address: string, tools: SignInTools): Promise<boolean> {
  const outcome = await tools.http.send({ method: 'GET', url: address, redirect: 'manual', headers: { accept: 'text/html' }, signal: tools.signal })
  return outcome.kind === 'answered' && [400, 401, 403, 422].includes(outcome.status)
}

async function redeem(
  endpoints: Endpoints, app: Registration, back: { readonly params: URLSearchParams; readonly redirectUri: string },
  asked: { readonly state: string; readonly verifier: string }, tools: SignInTools,
): Promise<Result<TokenSecret>> {
  const server: oauth.AuthorizationServer = { issuer: endpoints.issuer, authorization_endpoint: endpoints.authorize, token_endpoint: endpoints.token }
  const client: oauth.Client = { client_id: app.clientId }
  try {
    const params = oauth.validateAuthResponse(server, client, back.params, asked.state)
    const response = await oauth.authorizationCodeGrantRequest(server, client, oauth.ClientSecretPost(app.clientSecret), params, back.redirectUri, asked.verifier, {
      [oauth.customFetch]: tools.http.fetch,
      // Plain http is for this computer only: readServerAddress lets no other through.
      [oauth.allowInsecureRequests]: new URL(endpoints.token).protocol === 'http:',
      signal: tools.signal,
    })
    const answer = await oauth.processAuthorizationCodeResponse(server, client, response)
    return ok({ v: 1, token: answer.access_token, scopes: grantedScopes(answer.scope, app), clientId: app.clientId, clientSecret: app.clientSecret })
  } catch (error) {
    return fail(failureOfSignIn(error, tools.signal))
  }
}

/** The OAuth library throws; what can be expected of it becomes a value here, and only here. */
function failureOfSignIn(error: unknown, signal: AbortSignal): Failure {
  if (signal.aborted) return { kind: 'sign-in-abandoned', detail: 'cancelled' }
  if (error instanceof oauth.AuthorizationResponseError) {
    return error.error === 'access_denied' ? { kind: 'consent-refused', detail: error.error } : { kind: 'server-trouble', detail: `${error.error} ${error.error_description ?? ''}`.trim().slice(0, 500) }
  }
  if (error instanceof oauth.ResponseBodyError) {
    // A code that is spent or too old: the owner starts again, nothing is broken.
    if (error.error === 'invalid_grant') return { kind: 'sign-in-abandoned', detail: 'invalid_grant' }
    return { kind: 'server-trouble', detail: `${error.error} ${error.error_description ?? ''}`.trim().slice(0, 500) }
  }
  if (error instanceof oauth.WWWAuthenticateChallengeError) return { kind: 'server-trouble', detail: `${forgotten} ${error.status}` }
  if (error instanceof oauth.OperationProcessingError) return { kind: 'server-trouble', detail: error.message.slice(0, 500) }
  // Our door throws what fetch throws, and says in `cause` whether anything left.
  if (error instanceof TypeError) return { kind: wasSent(error) ? 'server-trouble' : 'unreachable', detail: error.message.slice(0, 500) }
  throw error
}

const wasSent = (error: TypeError): boolean => !(typeof error.cause === 'object' && error.cause !== null && 'kind' in error.cause && error.cause.kind === 'not-sent')
