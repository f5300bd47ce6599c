import type { Failure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import { failureOfRead, isSuccess, notRead } from '../judge-answer.ts'
import type { Redirect, SecretCell, SignedIn, SignInOrder, SignInTools } from '../network.ts'
import { askForCode, ownApp, type OwnApp } from '../own-app.ts'
import { createClient } from './client.ts'
import { refusal } from './failures.ts'
import { readMember, readOrganization, readOrganizations } from './identities.ts'
import { abilitiesFor, limitsFor } from './limits.ts'
import { postForm, saidNo, tokenAnswer } from './oauth.ts'
import { communityManagement, readScopes, selfServe } from './scopes.ts'
import type { Secret } from './secret.ts'
import { serversOf, type Servers } from './servers.ts'
import { isOrganization, site } from './urn.ts'

/** LinkedIn compares the address with what stands in the app's settings, port and all; `http` is taken there for `localhost` only. */
export const redirect = { host: 'localhost', port: 28_431, path: '/callback' } as const satisfies Redirect
export const redirectUri = `http://${redirect.host}:${redirect.port}${redirect.path}`

type Grant = Pick<Secret, 'access' | 'refresh' | 'expiresUtc' | 'refreshEndsUtc' | 'scopes' | 'app'>

export async function signIn(order: SignInOrder, tools: SignInTools): Promise<Result<readonly SignedIn[]>> {
  const servers = serversOf()
  const grant = order.way === 'token' ? pastedToken(order, tools) : await consent(order, tools, servers)
  return grant.ok ? await identitiesOf(grant.value, tools, servers) : grant
}

async function consent(order: SignInOrder, tools: SignInTools, servers: Servers): Promise<Result<Grant>> {
  const app = await ownApp('linkedin', order, tools)
  if (!app.ok) return app
  // The self-serve rights first, since most apps have these; LinkedIn sends the browser back at once where the app has the others. Once is
  // enough: what an app turned out to have is asked first the next time.
  const name = `linkedin:rights:${app.value.id}`
  const isReviewed = (await tools.serverSecrets.read(name)) === 'community-management'
  const [usual, other] = isReviewed ? [communityManagement, selfServe] : [selfServe, communityManagement]
  const first = await askOwner(usual, app.value, tools, servers)
  if (first.ok || !first.failure.detail.startsWith('unauthorized_scope_error')) return first
  const second = await askOwner(other, app.value, tools, servers)
  if (second.ok) await tools.serverSecrets.write(name, isReviewed ? 'self-serve' : 'community-management')
  return second
}

async function askOwner(scopes: readonly string[], app: OwnApp, tools: SignInTools, servers: Servers): Promise<Result<Grant>> {
  // This flow knows no PKCE: https://learn.microsoft.com/en-us/linkedin/shared/authentication/authorization-code-flow, as quoted 23 Nov 2026.
  const asked = await askForCode({ authorize: `${servers.www}/oauth/v2/authorization`, query: { client_id: app.id, scope: scopes.join(' ') }, redirect, pkce: 'none' }, tools)
  if (!asked.ok) return asked
  const outcome = await postForm({ http: tools.http, now: tools.now, servers, signal: tools.signal }, 'accessToken', {
    grant_type: 'authorization_code', code: asked.value.code, client_id: app.id, client_secret: app.secret, redirect_uri: asked.value.redirectUri,
  })
  const answer = isSuccess(outcome) ? tokenAnswer.safeParse(outcome.json) : null
  if (answer?.success) {
    const { access_token: access, expires_in: expires, refresh_token: refresh, refresh_token_expires_in: refreshEnds, scope } = answer.data
    return ok({
      access, refresh, app, expiresUtc: tools.now() + expires * 1000,
      refreshEndsUtc: refresh === null || refreshEnds === null ? null : tools.now() + refreshEnds * 1000,
      scopes: scope === null ? [...scopes] : [...readScopes(scope)],
    })
  }
  if (tools.signal.aborted) return fail({ kind: 'sign-in-abandoned', detail: 'cancelled' })
  const no = saidNo(outcome)
  if (no !== null) return fail<Failure>(no === 'invalid_client' ? { kind: 'wrong-password', detail: no } : { kind: 'server-trouble', detail: no })
  return fail(isSuccess(outcome) ? notRead(outcome) : failureOfRead(outcome, refusal(tools.now)))
}

/** What LinkedIn's own page gives lives sixty days, and the page does not say when it began. */
const pastedLifeMs = 60 * 24 * 3_600_000
function pastedToken(order: SignInOrder, { now }: SignInTools): Result<Grant> {
  const access = order.token?.trim() ?? ''
  if (access === '' || /\s/u.test(access)) return fail({ kind: 'bad-input', detail: 'this is not a token' })
  return ok({ access, refresh: null, app: null, expiresUtc: now() + pastedLifeMs, refreshEndsUtc: null, scopes: [] })
}

/** All the token speaks for: the member, and the organisations they post for. */
async function identitiesOf(grant: Grant, tools: SignInTools, servers: Servers): Promise<Result<readonly SignedIn[]>> {
  const text = JSON.stringify({ v: 1, ...grant, author: 'nobody yet', isShared: false } satisfies Secret)
  const cell: SecretCell = { read: () => Promise.resolve(ok(text)), replace: () => Promise.resolve(ok(undefined)) }
  const client = createClient({ http: tools.http, now: tools.now, secret: cell }, servers)
  const member = await readMember(client)
  if (!member.ok) return member
  const urns = await readOrganizations(client)
  if (!urns.ok) return urns
  // A pasted token does not say what it may: pages are shown to Community Management's only.
  const scopes = grant.scopes.length > 0 ? grant.scopes : urns.value.length > 0 ? [...communityManagement] : [...selfServe]
  const profiles = [member.value]
  for (const urn of urns.value) {
    const page = await readOrganization(urn, client)
    if (page.ok) profiles.push(page.value)
    // A page that was closed is left out; a line that broke is not.
    else if (page.failure.kind !== 'missing' && page.failure.kind !== 'refused') return page
  }
  const isShared = profiles.length > 1
  return ok(profiles.map((profile): SignedIn => ({
    profile, serverUrl: site,
    secret: JSON.stringify({ v: 1, ...grant, scopes: [...scopes], author: profile.remoteId, isShared } satisfies Secret),
    abilities: abilitiesFor(profile.remoteId, scopes), limits: limitsFor(profile.remoteId, scopes),
    expiresUtc: endsUtc(grant),
  })).toSorted((a, b) => Number(isOrganization(b.profile.remoteId)) - Number(isOrganization(a.profile.remoteId))))
}

/** When the owner must sign in again: with a refresh token a year after the first consent, else when the token ends. */
export const endsUtc = ({ refresh, refreshEndsUtc, expiresUtc }: Pick<Secret, 'refresh' | 'refreshEndsUtc' | 'expiresUtc'>): number | null => (refresh === null ? expiresUtc : refreshEndsUtc)
