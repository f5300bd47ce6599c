import { z } from 'zod'
import { backupWhy } from '../../preload/contract/backups.ts'
import { instant, mediaHash } from '../../preload/contract/ids.ts'

/** Raised when an older Comptoir could no longer read what is written. */
export const backupFormat = 1

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** `backup.json`, written last: what the folder holds, and how to prove that it still does. */
export const manifest = z.object({
  comptoir: z.literal('backup'),
  format: z.number().int().positive(),
  writtenUtc: instant,
  why: backupWhy,
  version: z.string().max(100),
  journal: z.object({ sha256, bytes: z.number().int(), deliveries: z.number().int() }),
  store: z.object({ schema: z.number().int(), sha256, bytes: z.number().int(), counts: z.record(z.string(), z.number().int()) }),
  /** Originals that posts and deliveries in it use; they lie in the media folder, which keeps them as long as a copy names them. */
  media: z.array(mediaHash),
})
export type Manifest = z.infer<typeof manifest>

export const manifestName = 'backup.json'
export const journalName = 'journal.sqlite'
/** One line a row, `["table", {…}]`, compressed. */
export const storeName = 'store.jsonl.gz'
export const storeLine = z.tuple([z.string(), z.unknown()])

/** `2026-11-27 09h05m30 daily`: sorts by time, fits every file system, says what it is. */
export const folderName = (utc: number, why: string): string => `${new Date(utc).toISOString().slice(0, 19).replace('T', ' ').replace(':', 'h').replace(':', 'm')} ${why}`
