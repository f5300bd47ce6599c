import { z } from 'zod'
import type { LogEntry } from '../../../preload/contract/events.ts'
import { ok } from '../../../preload/contract/result.ts'
import type { StreamPage } from '../network.ts'
import type { Answered } from './client.ts'
import { readCursor } from '../cursor.ts'
import { feedPage, postRecord, profileView, recordPage, storedRecord, type PostView } from './entities.ts'
import { isViewMissing } from './failures.ts'
import { createdOf, ownPostFrom, postFiguresOf } from './items.ts'
import type { ReadTools } from './notifications.ts'
import { keyOf, readAtUri } from './refs.ts'

/** `seen`: the posts of the newest page with their version and figures, so that only what changed is told, and a deleted one is missed. `at`: where the first reading goes on. */
const cursorShape = z.object({ seen: z.record(z.string(), z.string()), at: z.string().nullable(), pages: z.number().int() })
type Cursor = z.infer<typeof cursorShape>
type Row = { readonly uri: string; readonly createdUtc: number; readonly state: string; readonly entries: readonly LogEntry[] }
type Page = { readonly rows: readonly Row[]; readonly cursor: string | undefined }

const pageSize = 50
const mostPages = 20

/** Own posts with their figures: back to the beginning at first, later the newest page each time. */
export async function readOwnPosts(text: string | null, tools: ReadTools): Answered<StreamPage> {
  const cursor: Cursor | null = readCursor(text, cursorShape)
  const isHistory = cursor === null || cursor.at !== null
  const page = await readPage(cursor?.at ?? undefined, tools)
  if (!page.ok) return page
  const { rows } = page.value
  const entries = rows.filter(row => cursor?.seen[row.uri] !== row.state).flatMap(row => row.entries)
  const oldest = rows.at(-1)
  if (!isHistory) entries.push(...await goneAmong(Object.keys(cursor.seen), rows, tools))
  const pages = (cursor?.pages ?? 0) + 1
  const more = isHistory && page.value.cursor !== undefined && rows.length > 0 && pages < mostPages
  const seen = cursor !== null && isHistory ? cursor.seen : Object.fromEntries(rows.map(row => [row.uri, row.state]))
  const next: Cursor = { seen, at: more ? page.value.cursor ?? null : null, pages: more ? pages : 0 }
  return ok({ entries, cursor: JSON.stringify(next), more, isHistory, reachedUtc: isHistory && oldest ? oldest.createdUtc : null })
}

async function readPage(at: string | undefined, tools: ReadTools): Answered<Page> {
  const { client, reader } = tools
  const feed = await client.query('app.bsky.feed.getAuthorFeed', { actor: reader.remoteId, limit: pageSize, filter: 'posts_with_replies', cursor: at }, feedPage)
  if (feed.ok) {
    // What we passed on of others stands in the feed as well.
    const posts = feed.value.feed.map(one => one.post).filter(post => post.author.did === reader.remoteId)
    return ok({ cursor: feed.value.cursor, rows: posts.map(post => rowOf(post, tools)) })
  }
  if (!isViewMissing(feed.failure)) return feed
  // Without a network view: the posts themselves, from our own repository, and no figures at all, which is not zero.
  const records = await client.query('com.atproto.repo.listRecords', { repo: reader.remoteId, collection: 'app.bsky.feed.post', limit: pageSize, cursor: at }, recordPage)
  if (!records.ok) return records
  return ok({
    cursor: records.value.cursor,
    rows: records.value.records.map(({ uri, cid, value }): Row => {
      const record = postRecord.parse(value)
      const createdUtc = createdOf(record.createdAt, reader.now())
      const post = ownPostFrom({ uri, cid, record, embed: undefined, indexedAt: createdUtc }, reader)
      return { uri, createdUtc, state: cid, entries: post ? [{ kind: 'own-post', post }] : [] }
    }),
  })
}

function rowOf(post: PostView, { reader }: ReadTools): Row {
  const own = ownPostFrom(post, reader)
  const figures = postFiguresOf(post)
  const key = keyOf(reader.accountId, post.uri)
  const entries: LogEntry[] = own ? [{ kind: 'own-post', post: own }, { kind: 'post-figures', sample: { accountId: reader.accountId, key, utc: reader.now(), figures } }] : []
  return { uri: post.uri, createdUtc: createdOf(post.record.createdAt, post.indexedAt), state: `${post.cid} ${Object.values(figures).join(' ')}`, entries }
}

/** Posts that were on the newest page and are not there any more, each asked for at our own server: views lag, it does not. */
async function goneAmong(seen: readonly string[], rows: readonly Row[], { client, reader }: ReadTools): Promise<LogEntry[]> {
  const there = new Set(rows.map(row => row.uri))
  const floor = rows.at(-1)?.uri
  const gone: LogEntry[] = []
  // Keys of posts rise with time; what is below the page's last has only moved on.
  for (const uri of seen.filter(one => !there.has(one) && (rows.length < pageSize || floor === undefined || one > floor))) {
    const at = readAtUri(uri)
    const read = at ? await client.query('com.atproto.repo.getRecord', { repo: at.did, collection: at.collection, rkey: at.rkey }, storedRecord) : null
    if (read && !read.ok && read.failure.kind === 'missing') gone.push({ kind: 'own-post-gone', key: keyOf(reader.accountId, uri) })
  }
  return gone
}

export async function readAccountFigures(text: string | null, { client, reader }: ReadTools): Answered<StreamPage> {
  const read = await client.query('app.bsky.actor.getProfile', { actor: reader.remoteId }, profileView)
  if (!read.ok && !isViewMissing(read.failure)) return read
  const utc = reader.now()
  const { followersCount: followers, followsCount: following, postsCount: posts } = read.ok ? read.value : {}
  const figures = { ...(followers === undefined ? {} : { followers }), ...(following === undefined ? {} : { following }), ...(posts === undefined ? {} : { posts }) }
  const entries: LogEntry[] = Object.keys(figures).length > 0 ? [{ kind: 'account-figures', sample: { accountId: reader.accountId, utc, figures } }] : []
  // The cursor is only the time of the last look: figures have no pages.
  return ok({ entries, cursor: read.ok ? String(utc) : text ?? '', more: false, isHistory: false, reachedUtc: null })
}
