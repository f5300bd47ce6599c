import { z } from 'zod'
import type { Failure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { HttpOutcome } from '../../http/http.ts'
import type { SignInTools } from '../network.ts'
import { failureOfRead } from './failures.ts'
import { readScopes, wantedScopes, wideScopes } from './scopes.ts'
import { parseJson } from '../parse-json.ts'

/** Our own registration with one server, kept in the keychain and used for every account there. */
const registration = z.object({ clientId: z.string().min(1), clientSecret: z.string().min(1), scopes: z.array(z.string()) })
export type Registration = z.infer<typeof registration>

const kept = z.object({ v: z.literal(1), ...registration.shape })
const appAnswer = z.object({ client_id: z.string().min(1), client_secret: z.string().min(1), scopes: z.array(z.string()).nullish().catch(null) })
const oauthError = z.object({ error: z.string() })

export const appName = 'Comptoir'
/** Without a port: it differs at each sign-in, and loopback addresses are compared without it (RFC 8252, 7.3). */
export const portlessRedirect = 'http://127.0.0.1/callback'

const nameOf = (origin: string): string => `mastodon:${origin}`

/** The kept registration, when the server still knows it; else a new one. */
export async function registrationFor(origin: string, tokenEndpoint: string, tools: SignInTools): Promise<Result<Registration>> {
  const text = await tools.serverSecrets.read(nameOf(origin))
  const parsed = text === null ? null : kept.safeParse(parseJson(text))
  if (parsed?.success && (await isStillKnown(parsed.data, tokenEndpoint, tools))) return ok(parsed.data)
  return await register(origin, portlessRedirect, tools)
}

/** Registers anew and keeps it, unless it is for one exact port (good for one sign-in only). */
export async function register(origin: string, redirectUri: string, tools: SignInTools): Promise<Result<Registration>> {
  let last: Failure = { kind: 'server-trouble', detail: 'the server refuses to register applications' }
  // Servers that know only the wide rights refuse the narrow ones; the narrow ones are asked for first.
  for (const scopes of [wantedScopes, wideScopes, wideScopes.slice(0, 2)]) {
    const outcome = await tools.http.send({
      method: 'POST',
      url: `${origin}/api/v1/apps`,
      body: new URLSearchParams({ client_name: appName, redirect_uris: redirectUri, scopes: scopes.join(' ') }),
      signal: tools.signal,
    })
    const parsed = outcome.kind === 'answered' && outcome.status < 300 ? appAnswer.safeParse(outcome.json) : null
    if (parsed?.success) {
      const made: Registration = { clientId: parsed.data.client_id, clientSecret: parsed.data.client_secret, scopes: [...scopes] }
      if (redirectUri === portlessRedirect) await tools.serverSecrets.write(nameOf(origin), JSON.stringify({ v: 1, ...made }))
      return ok(made)
    }
    last = await publicFailure(outcome, tools)
    if (outcome.kind !== 'answered' || ![400, 403, 422].includes(outcome.status)) break
  }
  return fail(last)
}

/**
 * Asks for a token of the application's own. A browser sent out with a forgotten client id ends on the server's error page and never
 * comes back; and servers before 4.3 forget applications that never took a token, which this prevents.
 */
async function isStillKnown(app: Registration, tokenEndpoint: string, tools: SignInTools): Promise<boolean> {
  const outcome = await tools.http.send({
    method: 'POST',
    url: tokenEndpoint,
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: app.clientId, client_secret: app.clientSecret, scope: app.scopes[0] ?? 'read' }),
    signal: tools.signal,
  })
  if (outcome.kind !== 'answered') return true
  const said = oauthError.safeParse(outcome.json)
  return !(outcome.status === 401 || (said.success && (said.data.error === 'invalid_client' || said.data.error === 'unauthorized_client')))
}

/** What a question without a token failed with. */
export async function publicFailure(outcome: HttpOutcome, tools: SignInTools): Promise<Failure> {
  if (tools.signal.aborted) return { kind: 'sign-in-abandoned', detail: 'cancelled' }
  return await failureOfRead(outcome, { now: tools.now, tokenState: () => Promise.resolve('alive'), hasRight: true, suspect: 'not-valid' })
}

export const grantedScopes = (said: string | undefined, app: Registration): string[] => (said ? readScopes(said) : [...app.scopes])
