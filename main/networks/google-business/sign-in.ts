import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import { signInWithGoogle } from '../google-api/oauth.ts'
import type { SignedIn, SignInOrder, SignInTools } from '../network.ts'
import { createClient, type Client } from './client.ts'
import { accountList, locationList, type LocationEntity } from './entities.ts'
import { businessHosts } from './hosts.ts'
import { abilities, limits } from './limits.ts'
import { profileOf, readMask } from './who-am-i.ts'

const scope = 'https://www.googleapis.com/auth/business.manage'
const maxPages = 20

/** One consent speaks for all places its owner manages; each becomes an account of its own, with the same tokens. */
export async function signIn(order: SignInOrder, tools: SignInTools): Promise<Result<readonly SignedIn[]>> {
  if (order.way !== 'own-app') return fail({ kind: 'bad-input', detail: 'Google is signed in to through an app of one’s own' })
  const hosts = businessHosts()
  const secret = await signInWithGoogle({ network: 'google-business', scopes: [scope], needed: [scope], hosts }, order, tools)
  if (!secret.ok) return secret
  const text = JSON.stringify(secret.value)
  const client = createClient({ http: tools.http, now: tools.now, secret: { read: () => Promise.resolve(ok(text)), replace: () => Promise.resolve(ok(undefined)) } }, hosts)
  const places = await readPlaces(client)
  if (!places.ok) return places
  if (places.value.size === 0) return fail({ kind: 'refused', reason: 'not-allowed', detail: 'this Google account manages no verified place' })
  const shared = JSON.stringify({ ...secret.value, isShared: places.value.size > 1 })
  return ok([...places.value].map(([remoteId, location]) => ({ profile: profileOf(remoteId, location), abilities, limits, expiresUtc: secret.value.refreshEndsUtc, serverUrl: 'https://business.google.com', secret: shared })))
}

/** By `accounts/a/locations/l`. A place that two of one's accounts manage is one place. */
async function readPlaces(client: Client): Promise<Result<ReadonlyMap<string, LocationEntity>, NetworkFailure>> {
  const accounts = await readAll(pageToken => client.ask({ host: 'accountList', path: 'accounts', query: { pageSize: 20, pageToken } }, accountList))
  if (!accounts.ok) return accounts
  const places = new Map<string, LocationEntity>()
  const known = new Set<string>()
  for (const { name } of accounts.value) {
    const locations = await readAll(pageToken => client.ask({ host: 'information', path: `${name}/locations`, query: { readMask, pageSize: 100, pageToken } }, locationList))
    if (!locations.ok) return locations
    for (const location of locations.value) {
      // Not verified, or its posts are not to be had: nothing could be done there.
      if (location.metadata?.hasVoiceOfMerchant === false || location.metadata?.canOperateLocalPost === false || known.has(location.name)) continue
      known.add(location.name)
      places.set(`${name}/${location.name}`, location)
    }
  }
  return ok(places)
}

async function readAll<T>(ask: (pageToken: string | null) => Promise<Result<{ readonly rows: readonly T[]; readonly nextPageToken: string | null }, NetworkFailure>>): Promise<Result<readonly T[], NetworkFailure>> {
  const rows: T[] = []
  let pageToken: string | null = null
  for (let page = 0; page < maxPages; page++) {
    const read: Awaited<ReturnType<typeof ask>> = await ask(pageToken)
    if (!read.ok) return read
    rows.push(...read.value.rows)
    pageToken = read.value.nextPageToken
    if (pageToken === null) break
  }
  return ok(rows)
}
