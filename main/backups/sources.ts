import { copyFile, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { accountSummary, type AccountSummary } from '../../preload/contract/accounts.ts'
import { deliveryRecord, storyFacts, isOver, type DeliveryRecord, type StoryLine } from '../../preload/contract/publishing.ts'
import { fail, ok, type Result } from '../../preload/contract/result.ts'
import { exportedPosts, exportFormat, mediaIndex } from '../system/export-format.ts'
import { NewerJournal } from '../journal/schema.ts'
import { assembleJournal } from '../journal/journal.ts'
import { openJournal } from '../journal/open.ts'
import { isDiskFull } from '../system/write-file.ts'
import { journalName } from './backup-format.ts'
import { checkBackup, readManifest, storeRows } from './check-backup.ts'

export type BroughtDelivery = DeliveryRecord & { readonly story: readonly StoryLine[] }
/** A folder whose content can come back, whoever wrote it: a copy of ours or an export. */
export type Source = {
  readonly kind: 'backup' | 'export'
  readonly folder: string
  readonly writtenUtc: number
  readonly version: string
  readonly schema: number
  readonly accounts: readonly AccountSummary[]
  readonly deliveries: readonly BroughtDelivery[]
  /** Where the file of an original may lie. */
  readonly media: readonly { readonly hash: string; readonly file: string }[]
  rows(): AsyncIterable<readonly [table: string, row: unknown]>
}

const story = z.array(z.object({ utc: z.number(), step: z.string(), detail: z.string(), facts: storyFacts.catch({}).default({}) }))
const exportedJournal = z.object({ accounts: z.array(z.unknown()).default([]), deliveries: z.array(z.unknown()).default([]) })
const exportedStore = z.object({ format: z.literal('comptoir'), schema: z.number().int(), tables: z.record(z.string(), z.array(z.unknown())) })

const isThere = (file: string): Promise<boolean> => stat(file).then(() => true, () => false)

/** What the owner pointed at: a copy, an export, or a whole data folder of another computer, of which the newest whole copy is taken. */
export async function openSource(chosen: string): Promise<Result<Source>> {
  if (await isThere(path.join(chosen, 'posts.json'))) return openExport(chosen)
  if ((await readManifest(chosen)).ok || await isThere(path.join(chosen, 'backup.json'))) return openBackup(chosen)
  const inside = await isThere(path.join(chosen, 'backups')) ? path.join(chosen, 'backups') : chosen
  const names = (await readdir(inside).catch(() => [])).filter(name => !name.startsWith('.')).sort().reverse()
  let last: Result<Source> = fail({ kind: 'file-not-understood', detail: 'there is no copy and no export in this folder' })
  for (const name of names) {
    if (!await isThere(path.join(inside, name, 'backup.json'))) continue
    last = await openBackup(path.join(inside, name))
    if (last.ok) return last
  }
  return last
}

export async function openBackup(folder: string): Promise<Result<Source>> {
  const whole = await checkBackup(folder)
  if (!whole.ok) return whole
  const { writtenUtc, version, store, media } = whole.value
  const journal = await readJournal(path.join(folder, journalName))
  if (!journal.ok) return journal
  const originals = path.join(folder, '../../media')
  return ok({
    kind: 'backup', folder, writtenUtc, version, schema: store.schema, ...journal.value,
    media: media.map(hash => ({ hash, file: path.join(originals, hash.slice(0, 2), hash) })), rows: () => storeRows(folder),
  })
}

/** Of an older Comptoir as well: a copy of it is brought to what this one reads. */
async function readJournal(file: string): Promise<Result<Pick<Source, 'accounts' | 'deliveries'>>> {
  const scratch = await mkdtemp(path.join(tmpdir(), 'comptoir-'))
  try {
    await copyFile(file, path.join(scratch, journalName))
    const opened = openJournal(path.join(scratch, journalName), () => Date.now())
    const journal = assembleJournal(opened, { warn: () => undefined })
    try {
      return ok({ accounts: journal.accounts.all(), deliveries: journal.deliveries.all().map(record => ({ ...record, story: journal.deliveries.story(record.delivery.id) })) })
    } finally {
      journal.close()
    }
  } catch (cause) {
    if (cause instanceof NewerJournal) return fail({ kind: 'newer-data', detail: cause.message })
    if (isDiskFull(cause)) return fail({ kind: 'disk-full', detail: 'no space left to read the journal' })
    return fail({ kind: 'file-not-understood', detail: cause instanceof Error ? cause.message : 'the journal in it cannot be read' })
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function openExport(folder: string): Promise<Result<Source>> {
  const posts = await readJson(path.join(folder, 'posts.json'))
  if (!posts.ok) return posts
  const parsed = exportedPosts.safeParse(posts.value)
  if (!parsed.success) return fail({ kind: 'file-not-understood', detail: 'posts.json was not written by Comptoir' })
  if (parsed.data.format > exportFormat) return fail({ kind: 'newer-data', detail: `format ${parsed.data.format}; this Comptoir reads up to ${exportFormat}` })
  const store = exportedStore.safeParse(parsed.data.posts)
  if (!store.success) return fail({ kind: 'file-not-understood', detail: 'posts.json holds no store of Comptoir' })
  const listed = await readJson(path.join(folder, 'media.json'))
  if (!listed.ok) return listed
  const index = mediaIndex.safeParse(listed.value)
  if (!index.success) return fail({ kind: 'file-not-understood', detail: 'media.json was not written by Comptoir' })
  // The journal beside it is worth having, and no reason to refuse the rest.
  const journal = await readJson(path.join(folder, 'journal.json'))
  const held = exportedJournal.safeParse(journal.ok ? journal.value : {})
  const { schema, tables } = store.data
  return ok({
    kind: 'export', folder, writtenUtc: parsed.data.writtenUtc ?? 0, version: '', schema,
    accounts: (held.data?.accounts ?? []).flatMap(row => accountSummary.safeParse(row).data ?? []),
    deliveries: (held.data?.deliveries ?? []).flatMap(row => deliveryRecord.extend({ story: story.default([]) }).safeParse(row).data ?? []),
    media: index.data.map(({ hash, file }) => ({ hash, file: path.join(folder, 'media', file) })),
    async *rows() { for (const [table, rows] of Object.entries(tables)) for (const row of rows) yield [table, row] as const },
  })
}

async function readJson(file: string): Promise<Result<unknown>> {
  const name = path.basename(file)
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text === null) return fail({ kind: 'file-not-understood', detail: `there is no ${name} in the folder` })
  try {
    return ok(JSON.parse(text) as unknown)
  } catch {
    return fail({ kind: 'file-not-understood', detail: `${name} is damaged` })
  }
}

/** Posts that were still to go out. */
export const plannedIn = ({ deliveries }: Pick<Source, 'deliveries'>): number =>
  new Set(deliveries.flatMap(({ delivery, state }) => !isOver(state) && delivery.origin.kind === 'post' ? [delivery.origin.postId] : [])).size
