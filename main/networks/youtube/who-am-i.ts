import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import type { Abilities, Limits } from '../../../preload/contract/networks.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Profile } from '../network.ts'
import type { Client } from './client.ts'
import { categoryList, channelList, type ChannelEntity } from './entities.ts'
import { biggestThumbnail } from './items.ts'
import { abilities, defaultCategories, limitsFor, type Category } from './limits.ts'
import { channelUrl } from './refs.ts'

export type WhoAmI = { readonly profile: Profile; readonly abilities: Abilities; readonly limits: Limits; readonly expiresUtc: number | null }

/** Which channel the token speaks for: Google's own page has asked its owner, and a token has exactly one. */
export async function readWhoAmI(client: Client): Promise<Result<WhoAmI, NetworkFailure>> {
  const read = await client.ask({ path: 'channels', query: { part: 'snippet,status', mine: true } }, channelList)
  if (!read.ok) return read
  const channel = read.value.items[0]
  if (!channel) return fail({ kind: 'refused', reason: 'not-allowed', detail: 'this Google account has no YouTube channel' })
  const secret = await client.google.secret()
  if (!secret.ok) return secret
  return ok({
    profile: profileOf(channel),
    abilities,
    limits: limitsFor({ isVerified: channel.status?.longUploadsStatus === 'allowed', categories: await categoriesFor(channel, client) }),
    expiresUtc: secret.value.refreshEndsUtc,
  })
}

function profileOf({ id, snippet }: ChannelEntity): Profile {
  const handle = (snippet.customUrl ?? '').replace(/^@/u, '')
  return { remoteId: id, handle: handle === '' || /\s/u.test(handle) ? id : handle.slice(0, 400), displayName: snippet.title.slice(0, 1000), profileUrl: channelUrl(id), avatarUrl: biggestThumbnail(snippet.thumbnails) }
}

const frenchCountries = new Set(['FR', 'BE', 'CH', 'LU', 'MC', 'SN', 'CI', 'CM'])

/** Those a video can be put in, in the channel's language; where they cannot be read, YouTube's own default. */
async function categoriesFor({ snippet }: ChannelEntity, client: Client): Promise<readonly Category[]> {
  const regionCode = /^[A-Z]{2}$/u.test(snippet.country ?? '') ? snippet.country ?? 'US' : 'US'
  const hl = snippet.defaultLanguage ?? (frenchCountries.has(regionCode) ? 'fr' : 'en')
  const read = await client.ask({ path: 'videoCategories', query: { part: 'snippet', regionCode, hl } }, categoryList)
  const rows = read.ok ? read.value.items.filter(({ snippet: category }) => category.assignable).map(({ id, snippet: category }) => ({ id, title: category.title })) : []
  return rows.length > 0 ? rows : defaultCategories
}
