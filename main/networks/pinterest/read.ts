import { z } from 'zod'
import type { LogEntry } from '../../../preload/contract/events.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { itemKey, networkId, type AccountId, type ItemKey } from '../../../preload/contract/ids.ts'
import { ownPost, type OwnPost, type PostSample } from '../../../preload/contract/items.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Stream, StreamPage } from '../network.ts'
import type { Client } from './client.ts'
import { account, analytics, figure, instantOf, pageOf, pin, type Pin } from './entities.ts'
import { pinPath, refOf } from './publish.ts'

export type Reader = { readonly client: Client; readonly accountId: AccountId; readonly now: () => number }
const hours = 3_600_000
const dayMs = 24 * hours

/** With trial access a whole app has a thousand calls a day: at its quickest this takes about two hundred. */
export const streams: readonly Stream[] = [
  { id: 'own-posts', quickMs: 1 * hours, slowMs: 6 * hours },
  { id: 'account-figures', quickMs: 6 * hours, slowMs: 24 * hours },
]

export async function read(stream: Stream['id'], cursor: string | null, reader: Reader): Promise<Result<StreamPage, NetworkFailure>> {
  if (stream === 'own-posts') return await readPins(cursor, reader)
  if (stream === 'account-figures') return await readAccount(reader)
  return fail({ kind: 'refused', reason: 'not-supported', detail: 'Pinterest shows this to no app' })
}

/** `recent`: the pins of the newest page, by which a deleted one is missed. `bookmark`: where the first reading goes on. */
const cursorShape = z.object({ v: z.literal(1), recent: z.array(z.string()), bookmark: z.string().nullable(), seen: z.number().int() })
type Cursor = z.infer<typeof cursorShape>
const pageSize = 50
const mostHistory = 1000
/** Saves are told a pin at a time: for the newest ones. */
const mostAnalytics = 8

async function readPins(text: string | null, reader: Reader): Promise<Result<StreamPage, NetworkFailure>> {
  const cursor = cursorOf(text)
  const isHistory = cursor === null || cursor.bookmark !== null
  const page = await reader.client.ask({ path: '/v5/pins', query: { page_size: pageSize, pin_metrics: true, bookmark: cursor?.bookmark } }, pageOf(pin))
  if (!page.ok) return page
  // Saved from somebody else's: not ours.
  const pins = page.value.items.filter(one => (one.parent_pin_id ?? null) === null)
  const isFirstPage = (cursor?.bookmark ?? null) === null
  const entries: LogEntry[] = []
  for (const [at, one] of pins.entries()) {
    const post = ownPostFrom(one, reader)
    if (!post) continue
    const saves = isFirstPage && at < mostAnalytics ? await savesOf(one, reader) : ok(null)
    if (!saves.ok) return saves
    entries.push({ kind: 'own-post', post }, { kind: 'post-figures', sample: sampleFrom(one, saves.value, reader) })
  }
  if (!isHistory) {
    const there = new Set(pins.map(one => one.id))
    for (const id of cursor.recent.filter(one => !there.has(one))) {
      // Each asked for by itself: lists lag, a 404 does not.
      const asked = await reader.client.ask({ path: pinPath(id) }, pin)
      if (!asked.ok && asked.failure.kind !== 'missing') return asked
      if (!asked.ok) entries.push({ kind: 'own-post-gone', key: keyOf(reader, id) })
    }
  }
  const seen = (cursor?.seen ?? 0) + page.value.items.length
  const bookmark = page.value.bookmark ?? null
  const more = isHistory && bookmark !== null && page.value.items.length > 0 && seen < mostHistory
  const next: Cursor = { v: 1, recent: isFirstPage ? pins.slice(0, 20).map(one => one.id) : cursor?.recent ?? [], bookmark: more ? bookmark : null, seen }
  const oldest = pins.at(-1)
  return ok({ entries, cursor: JSON.stringify(next), more, isHistory, reachedUtc: isHistory && oldest ? instantOf(oldest.created_at) : null })
}

function cursorOf(text: string | null): Cursor | null {
  try {
    return text === null ? null : cursorShape.safeParse(JSON.parse(text)).data ?? null
  } catch {
    // Not JSON: not a cursor of this version.
    return null
  }
}

const keyOf = ({ accountId }: Reader, id: string): ItemKey => itemKey.parse(`pinterest:${accountId}:${id}`)

function ownPostFrom(one: Pin, reader: Reader): OwnPost | null {
  const images = one.media?.images ?? {}
  const url = (images['1200x'] ?? images['600x'] ?? Object.values(images)[0])?.url ?? ''
  const kind = one.media?.media_type === 'video' ? 'video' as const : 'image' as const
  return ownPost.safeParse({
    key: keyOf(reader, one.id), accountId: reader.accountId, network: networkId.parse('pinterest'), ref: refOf(one.id), text: one.description === '' ? one.title : one.description,
    media: URL.parse(url)?.protocol === 'https:' ? [{ kind, url, previewUrl: images['150x150']?.url ?? null, alt: one.alt_text }] : [],
    createdUtc: instantOf(one.created_at) ?? reader.now(), isReply: false,
  } satisfies OwnPost).data ?? null
}

/** `pin_metrics` of the list tell the numbers of a pin's whole life, but not how often it was saved. */
function sampleFrom(one: Pin, saves: number | null, reader: Reader): PostSample {
  const told = one.pin_metrics?.lifetime_metrics
  const figures: PostSample['figures'] = {}
  const put = (name: keyof PostSample['figures'], value: number | null): void => { if (value !== null) figures[name] = value }
  put('views', figure(told, 'impression'))
  put('clicks', figure(told, 'clickthrough'))
  put('likes', figure(told, 'reaction'))
  put('replies', figure(told, 'comment'))
  put('saves', saves)
  return { accountId: reader.accountId, key: keyOf(reader, one.id), utc: reader.now(), figures }
}

/** Of pins of the last ninety days: longer periods are not told, and a number for a part of them would be wrong. */
async function savesOf(one: Pin, { client, now }: Reader): Promise<Result<number | null, NetworkFailure>> {
  const createdUtc = instantOf(one.created_at)
  const day = (utc: number): string => new Date(utc).toISOString().slice(0, 10)
  if (createdUtc === null || createdUtc < now() - 89 * dayMs) return ok(null)
  const asked = await client.ask({ path: `${pinPath(one.id)}/analytics`, query: { start_date: day(createdUtc), end_date: day(now()), metric_types: 'IMPRESSION,OUTBOUND_CLICK,PIN_CLICK,SAVE' } }, analytics)
  if (asked.ok) return ok(figure(asked.value.all.summary_metrics, 'SAVE'))
  // Not for this account's kind, or gone meanwhile: unknown, which is not zero.
  return asked.failure.kind === 'refused' || asked.failure.kind === 'missing' ? ok(null) : asked
}

async function readAccount({ client, accountId, now }: Reader): Promise<Result<StreamPage, NetworkFailure>> {
  const asked = await client.ask({ path: '/v5/user_account' }, account)
  if (!asked.ok) return asked
  const { follower_count: followers, following_count: following, pin_count: posts } = asked.value
  const figures = { ...(followers === null ? {} : { followers }), ...(following === null ? {} : { following }), ...(posts === null ? {} : { posts }) }
  const utc = now()
  // The cursor is only the time of the last look: figures have no pages.
  return ok({ entries: [{ kind: 'account-figures', sample: { accountId, utc, figures } }], cursor: String(utc), more: false, isHistory: false, reachedUtc: null })
}
