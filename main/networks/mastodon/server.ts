import { z } from 'zod'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Http, HttpOutcome } from '../../http/http.ts'
import type { SignInTools } from '../network.ts'
import { instanceEntity, type InstanceEntity } from './limits.ts'
import { publicFailure } from './registration.ts'
import { isLoopback, type ServerAddress } from './server-address.ts'

export type Instance = { readonly entity: InstanceEntity; readonly answersV2: boolean }

/** What the server says of itself; null when it is not one that speaks the Mastodon API. */
export async function readInstance(origin: string, http: Http, signal?: AbortSignal): Promise<{ readonly instance: Instance | null; readonly outcome: HttpOutcome }> {
  const ask = (path: string): Promise<HttpOutcome> => http.send({ method: 'GET', url: `${origin}${path}`, ...(signal ? { signal } : {}) })
  const v2 = await ask('/api/v2/instance')
  const first = parseInstance(v2)
  if (first) return { instance: { entity: first, answersV2: true }, outcome: v2 }
  if (v2.kind === 'not-sent') return { instance: null, outcome: v2 }
  const v1 = await ask('/api/v1/instance')
  const second = parseInstance(v1)
  return { instance: second && { entity: second, answersV2: false }, outcome: v1 }
}

function parseInstance(outcome: HttpOutcome): InstanceEntity | null {
  if (outcome.kind !== 'answered' || outcome.status !== 200) return null
  const parsed = instanceEntity.safeParse(outcome.json)
  // A Mastodon server names itself as well as its version; other services answer some of it.
  return parsed.success && (parsed.data.domain || parsed.data.uri || parsed.data.title) ? parsed.data : null
}

const webfinger = z.object({ links: z.array(z.object({ rel: z.string(), href: z.string().optional() })) })

/** Finds the server behind an address: itself, or the one a handle's host points to (`@me@shop.example` living on `social.shop.example`). */
export async function findServer(address: ServerAddress, tools: SignInTools): Promise<Result<{ readonly origin: string; readonly instance: Instance }>> {
  const { instance, outcome } = await readInstance(address.origin, tools.http, tools.signal)
  if (instance) return ok({ origin: address.origin, instance })
  if (address.acct !== null) {
    const origin = await askWebfinger(address, tools)
    if (origin !== null && origin !== address.origin) {
      const behind = await readInstance(origin, tools.http, tools.signal)
      if (behind.instance) return ok({ origin, instance: behind.instance })
    }
  }
  // A server that is down or throttled is one still; anything else that answers is something else.
  if (outcome.kind !== 'answered' || outcome.status === 429 || outcome.status >= 500 || tools.signal.aborted) return fail(await publicFailure(outcome, tools))
  return fail({ kind: 'not-this-network', detail: `${address.origin}: ${outcome.status}` })
}

async function askWebfinger(address: ServerAddress, tools: SignInTools): Promise<string | null> {
  const outcome = await tools.http.send({ method: 'GET', url: `${address.origin}/.well-known/webfinger?resource=${encodeURIComponent(`acct:${address.acct}`)}`, signal: tools.signal })
  const parsed = outcome.kind === 'answered' && outcome.status === 200 ? webfinger.safeParse(outcome.json) : null
  const href = parsed?.success ? parsed.data.links.find(link => link.rel === 'self')?.href : undefined
  if (!href || !URL.canParse(href)) return null
  const url = new URL(href)
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname) && isLoopback(new URL(address.origin).hostname)) ? url.origin : null
}

export type Endpoints = { readonly issuer: string; readonly authorize: string; readonly token: string; readonly revoke: string }

const metadata = z.object({ issuer: z.string(), authorization_endpoint: z.string(), token_endpoint: z.string(), revocation_endpoint: z.string().optional() })

/** RFC 8414 metadata (Mastodon 4.3 and younger), else the paths every one of them has used since the beginning. */
export async function findEndpoints(origin: string, tools: SignInTools): Promise<Endpoints> {
  const fixed: Endpoints = { issuer: `${origin}/`, authorize: `${origin}/oauth/authorize`, token: `${origin}/oauth/token`, revoke: `${origin}/oauth/revoke` }
  const outcome = await tools.http.send({ method: 'GET', url: `${origin}/.well-known/oauth-authorization-server`, signal: tools.signal })
  const parsed = outcome.kind === 'answered' && outcome.status === 200 ? metadata.safeParse(outcome.json) : null
  if (!parsed?.success) return fixed
  const { issuer, authorization_endpoint: authorize, token_endpoint: token, revocation_endpoint: revoke } = parsed.data
  // Our secret goes to these addresses: they must be as safe as the one the owner typed.
  const isSafe = (url: string): boolean => URL.canParse(url) && (new URL(url).protocol === 'https:' || new URL(url).origin === origin)
  return [issuer, authorize, token].every(isSafe) ? { issuer, authorize, token, revoke: revoke !== undefined && isSafe(revoke) ? revoke : fixed.revoke } : fixed
}
