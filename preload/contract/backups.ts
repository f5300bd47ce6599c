import { z } from 'zod'
import type { Failure } from './failures.ts'

/** Why a copy of everything was made. */
export const backupWhy = z.enum(['daily', 'by-owner', 'before-upgrade', 'before-import'])
export type BackupWhy = z.infer<typeof backupWhy>

/** One copy that was read again after writing and found whole. `name` is a folder of ours, never a path. */
export type BackupSummary = { readonly name: string; readonly utc: number; readonly why: BackupWhy; readonly sizeBytes: number; readonly posts: number; readonly items: number }

export type BackupState = {
  /** Newest first. */
  readonly kept: readonly BackupSummary[]
  /** Why the last try came to nothing; null once one has succeeded. */
  readonly failed: { readonly utc: number; readonly failure: Failure } | null
  readonly isRunning: boolean
}

/** What a chosen folder holds, before anything of it is brought back. `id` stands for the folder: the page never names a path. */
export type Found = {
  readonly id: string
  readonly kind: 'backup' | 'export'
  readonly folder: string
  readonly writtenUtc: number
  readonly version: string
  readonly counts: { readonly posts: number; readonly items: number; readonly deliveries: number; readonly accounts: number; readonly media: number; readonly mediaMissing: number }
  /** Posts that were still to go out when it was written: the computer it comes from may still send them. */
  readonly planned: number
}

export const storeRow = z.object({ table: z.string().max(60), row: z.unknown() })
/** Some rows of the window's own store, and where the next ones begin; null: that was all. */
export type StoreRows = { readonly schema: number; readonly rows: readonly z.infer<typeof storeRow>[]; readonly next: number | null }
export type BroughtBack = { readonly media: number; readonly mediaMissing: number; readonly accounts: number; readonly deliveries: number }
