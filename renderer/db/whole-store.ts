import { z } from 'zod'
import { accountSummary } from '../../preload/contract/accounts.ts'
import { mediaFacts, post } from '../../preload/contract/drafts.ts'
import { instant } from '../../preload/contract/ids.ts'
import { accountSample, item, ownPost, postSample, threadPost } from '../../preload/contract/items.ts'
import { deliveryRecord, isOver, type DeliveryRecord } from '../../preload/contract/publishing.ts'
import { fail, ok, type Result } from '../../preload/contract/result.ts'
import { db } from './db.ts'
import { deliveriesOfPost, deliveryRow } from './deliveries.ts'
import { replyDrafts } from './meta.ts'
import { rollUpDays } from './samples.ts'
import type { MetaRow, PostRow } from './schema.ts'

const bit = z.union([z.literal(0), z.literal(1)])
const storeExport = z.object({ format: z.literal('comptoir'), schema: z.number(), tables: z.record(z.string(), z.array(z.unknown())) })

export type Imported = { readonly posts: number; readonly items: number; readonly unreadable: number }

/** What belongs to this window alone: its cursor, and what its main has still to hear. */
const notTaken: readonly string[] = ['meta', 'orders']

/** All that the window keeps, as plain data. */
export async function exportStore(): Promise<unknown> {
  const tables = await Promise.all(db.tables.filter(table => !notTaken.includes(table.name)).map(async table => [table.name, await table.toArray()] as const))
  return { format: 'comptoir', schema: Math.round(db.verno), tables: Object.fromEntries(tables) } satisfies z.infer<typeof storeExport>
}

const rowShapes = {
  posts: post.extend({ deletedUtc: instant.default(0) }),
  deliveries: deliveryRecord,
  accounts: accountSummary,
  items: item.extend({ isRead: bit, isDone: bit, note: z.string() }),
  threadPosts: threadPost,
  ownPosts: ownPost.extend({ figures: postSample.shape.figures, figuresUtc: instant, goneUtc: instant.exactOptional(), changedUtc: instant.exactOptional() }),
  accountSamples: accountSample.extend({ slot: instant }),
  postSamples: postSample.extend({ slot: instant }),
  media: mediaFacts.extend({ addedUtc: instant }),
  meta: z.object({ name: z.string(), value: z.unknown() }),
} as const

/**
 * Brings an export back into what is here. What is here wins where both know a thing, except for posts, where the later writing does.
 * Planned posts come as drafts: the computer the export was made on may still send them.
 */
export async function importStore(value: unknown): Promise<Result<Imported>> {
  const read = storeExport.safeParse(value)
  if (!read.success) return fail({ kind: 'file-not-understood', detail: z.prettifyError(read.error).slice(0, 500) })
  const { deliveries = [], ...others } = read.data.tables
  // Deliveries first: they say which of the posts are out.
  return importRows(read.data.schema, Object.entries({ deliveries, ...others }).flatMap(([table, rows]) => rows.map(row => ({ table, row }))))
}

/** As `importStore`, some rows of it at a time; deliveries are to come before posts. The same rows twice change nothing. */
export async function importRows(schema: number, given: readonly { readonly table: string; readonly row?: unknown }[]): Promise<Result<Imported>> {
  if (schema > Math.round(db.verno)) return fail({ kind: 'newer-data', detail: `schema ${schema}` })
  let unreadable = 0
  const rows = <N extends keyof typeof rowShapes>(name: N): z.infer<(typeof rowShapes)[N]>[] => given.flatMap(({ table, row }) => {
    if (table !== name) return []
    const parsed = rowShapes[name].safeParse(row)
    if (!parsed.success) unreadable++
    // The cast: the shape looked up by this very name.
    return parsed.success ? [parsed.data as z.infer<(typeof rowShapes)[N]>] : []
  })
  const imported = await db.transaction('rw', db.tables, async () => {
    const records = rows('deliveries')
    await putAbsent(db.deliveries, records.map(record => deliveryRow(isOver(record.state) ? record : { ...record, state: { kind: 'cancelled', utc: Date.now() } })), row => row.delivery.id)
    await putAbsent(db.meta, [...rows('meta').filter(row => row.name.startsWith(replyDrafts)), ...records.flatMap(unsentAnswer)], row => row.name)
    const wanted = rows('posts')
    const known = await db.posts.bulkGet(wanted.map(row => row.id))
    const posts = await Promise.all(wanted.flatMap((row, index) => row.updatedUtc > (known[index]?.updatedUtc ?? 0) ? [importedPost(row, known[index])] : []))
    await db.posts.bulkPut(posts)
    const items = await putAbsent(db.items, rows('items'), row => row.key)
    await putAbsent(db.accounts, rows('accounts').map(row => ({ ...row, removed: 1 as const })), row => row.id)
    await putAbsent(db.threadPosts, rows('threadPosts'), row => row.key)
    await putAbsent(db.ownPosts, rows('ownPosts'), row => row.key)
    await putAbsent(db.media, rows('media'), row => row.hash)
    const samples = rows('accountSamples')
    await putAbsent(db.accountSamples, samples, row => [row.accountId, row.slot] as [string, number])
    await rollUpDays(db, samples.map(({ slot: _, ...sample }) => sample))
    await putAbsent(db.postSamples, rows('postSamples'), row => [row.key, row.slot] as [string, number])
    return { posts: posts.length, items }
  })
  return ok({ ...imported, unreadable })
}

/** Erases all that the window keeps. The page must be reloaded or left afterwards. */
export async function eraseStore(): Promise<void> {
  await db.delete()
}

/** One that is here keeps what main knows of it; a new one of which nothing is out is a draft. */
async function importedPost(row: z.infer<typeof rowShapes.posts>, here: PostRow | undefined): Promise<PostRow> {
  if (here) return { ...here, ...row, stage: here.stage, revision: here.revision, planUtc: row.plan?.utc ?? 0 }
  const isOut = row.stage === 'scheduled' && (await deliveriesOfPost(row.id)).some(delivery => delivery.stateKind === 'published')
  return { ...row, stage: isOut ? 'scheduled' : 'draft', acceptedRevision: row.revision, handedUtc: row.updatedUtc, planUtc: row.plan?.utc ?? 0 }
}

/** An answer that had not gone out is an answer begun. */
function unsentAnswer({ delivery: { act, origin }, state }: DeliveryRecord): MetaRow[] {
  if (isOver(state) || origin.kind !== 'item') return []
  const text = act.kind === 'reply' ? act.content.parts[0]?.text : act.kind === 'message' ? act.text : undefined
  return text ? [{ name: replyDrafts + origin.itemKey, value: text }] : []
}

type PutTable<Row, Key> = { bulkGet(keys: Key[]): PromiseLike<unknown[]>; bulkPut(rows: Row[]): PromiseLike<unknown> }

async function putAbsent<Row, Key>(table: PutTable<Row, Key>, rows: readonly Row[], keyOf: (row: Row) => Key): Promise<number> {
  const here = await table.bulkGet(rows.map(keyOf))
  const absent = rows.filter((_, index) => here[index] === undefined)
  await table.bulkPut(absent)
  return absent.length
}
