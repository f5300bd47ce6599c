import { existsSync } from 'node:fs'
import { mkdir, readdir, rm, statfs } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { BackupState, BackupSummary, BackupWhy } from '../../preload/contract/backups.ts'
import { failure, type Failure } from '../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../preload/contract/result.ts'
import type { SettingRows } from '../journal/settings.ts'
import type { Log } from '../system/log.ts'
import { isDiskFull } from '../system/write-file.ts'
import { beginDraft, draftPrefix, type BackupDraft, type DraftOrder } from './backup-draft.ts'
import { readManifest } from './check-backup.ts'
import { keepers } from './keepers.ts'

export type BackupTools = {
  readonly folder: string
  readonly version: string
  readonly now: () => number
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>
  /** Where the reason of a failure outlives a restart. */
  readonly rows: SettingRows
  readonly copyJournal: DraftOrder['copyJournal']
  /** How large the journal is at most, before anything is written. */
  readonly journalBytes: () => number
  /** Free for us on the disk of that folder. */
  readonly freeBytes?: (folder: string) => Promise<number>
}

export type Backups = {
  state(): Promise<BackupState>
  /** No good copy of today is there. */
  isDue(): Promise<boolean>
  begin(why: BackupWhy, schema: number): Promise<Result<{ readonly id: string }>>
  add(id: string, table: string, rows: readonly unknown[]): Promise<Result<void>>
  finish(id: string): Promise<Result<BackupState>>
  giveUp(id: string, why: string): Promise<Result<BackupState>>
  /** Every original that a kept copy names; null: one of them cannot be read, so that nobody knows. */
  media(): Promise<ReadonlySet<string> | null>
}

/** A copy never takes the last room: what it leaves free is for posts, pictures and the journal. */
const reserveBytes = 100e6
/** For the first copy, when nothing tells how large the window's part will be. */
const firstStoreBytes = 20e6

export function createBackups(tools: BackupTools): Backups {
  const { folder, now, log } = tools
  const freeBytes = tools.freeBytes ?? freeOn
  let draft: BackupDraft | null = null
  let failed = readFailed(tools.rows.read(failedRow))
  const tell = (what: BackupState['failed']): void => {
    failed = what
    try {
      if (what === null) tools.rows.erase(failedRow)
      else tools.rows.write(failedRow, JSON.stringify(what))
    } catch (cause) {
      // On a full disk it is known until the app is quit, and found again by the next try.
      log.warn('why there is no backup could not be noted', { isDiskFull: isDiskFull(cause) })
    }
  }

  async function list(): Promise<readonly (BackupSummary & { readonly storeBytes: number; readonly media: readonly string[] })[]> {
    const names = (await readdir(folder).catch(() => [])).filter(name => !name.startsWith('.'))
    const read = await Promise.all(names.map(async name => ({ name, made: await readManifest(path.join(folder, name)) })))
    return read.flatMap(({ name, made }) => {
      if (!made.ok) return []
      const { writtenUtc, why, journal, store, media } = made.value
      return [{ name, utc: writtenUtc, why, sizeBytes: journal.bytes + store.bytes, posts: store.counts['posts'] ?? 0, items: store.counts['items'] ?? 0, storeBytes: store.bytes, media }]
    }).sort((a, b) => b.utc - a.utc)
  }
  const state = async (): Promise<BackupState> => ({ kept: (await list()).map(({ storeBytes: _, media: _media, ...summary }) => summary), failed, isRunning: draft !== null })

  const stop = async (failure: Failure): Promise<{ readonly ok: false; readonly failure: Failure }> => {
    tell({ utc: now(), failure })
    log.warn('a backup came to nothing', { why: failure.kind, detail: failure.detail })
    const left = draft
    draft = null
    await left?.drop()
    return fail(failure)
  }
  const failureOf = (cause: unknown): Failure => {
    if (isDiskFull(cause)) return { kind: 'disk-full', detail: 'no space left for a backup' }
    log.error('backup', cause)
    return { kind: 'internal', detail: cause instanceof Error && 'code' in cause ? String(cause.code) : 'the backup could not be written' }
  }
  const unknownDraft = (id: string) => fail({ kind: 'not-found' as const, detail: `no backup ${id} is being made` })

  async function letOldestGo(): Promise<void> {
    const all = await list()
    const kept = keepers(all)
    for (const { name } of all) if (!kept.has(name)) await rm(path.join(folder, name), { recursive: true, force: true })
  }

  return {
    state,
    isDue: async () => {
      const today = new Date(now()).toDateString()
      return !(await list()).some(({ utc }) => new Date(utc).toDateString() === today)
    },
    async begin(why, schema) {
      try {
        await draft?.drop()
        draft = null
        await mkdir(folder, { recursive: true, mode: 0o700 })
        for (const name of await readdir(folder)) if (name.startsWith(draftPrefix)) await rm(path.join(folder, name), { recursive: true, force: true })
        const before = (await list())[0]
        const needed = tools.journalBytes() + (before ? before.storeBytes * 1.5 : firstStoreBytes) + reserveBytes
        if ((await freeBytes(folder)) < needed) return await stop({ kind: 'disk-full', detail: `a backup needs ${Math.round(needed / 1e6)} MB free, so that it does not take the last room` })
        draft = await beginDraft({ folder, why, schema, version: tools.version, utc: now(), copyJournal: tools.copyJournal })
        return ok({ id: draft.id })
      } catch (cause) {
        return await stop(failureOf(cause))
      }
    },
    async add(id, table, rows) {
      if (draft?.id !== id) return unknownDraft(id)
      try {
        await draft.add(table, rows)
        return ok(undefined)
      } catch (cause) {
        return await stop(failureOf(cause))
      }
    },
    async finish(id) {
      if (draft?.id !== id) return unknownDraft(id)
      try {
        const made = await draft.finish()
        if (!made.ok) return await stop(made.failure)
        draft = null
        tell(null)
        log.info('a backup was made and read again', { name: made.value })
        await letOldestGo()
        return ok(await state())
      } catch (cause) {
        return await stop(failureOf(cause))
      }
    },
    async giveUp(id, why) {
      if (draft?.id !== id) return unknownDraft(id)
      await stop({ kind: 'internal', detail: why })
      return ok(await state())
    },
    async media() {
      try {
        const made = await Promise.all((existsSync(folder) ? await readdir(folder, { withFileTypes: true }) : [])
          .filter(entry => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => readManifest(path.join(folder, name))))
        return made.every(({ ok: isRead }) => isRead) ? new Set(made.flatMap(read => read.ok ? read.value.media : [])) : null
      } catch (cause) {
        log.error('the backups could not be looked into', cause)
        return null
      }
    },
  }
}

const failedRow = 'backup-failed'
const failedShape = z.object({ utc: z.number(), failure })

function readFailed(text: string | null): BackupState['failed'] {
  try {
    return text === null ? null : failedShape.parse(JSON.parse(text))
  } catch {
    return null // the next try says what is wrong
  }
}

async function freeOn(folder: string): Promise<number> {
  let there = folder
  while (!existsSync(there)) there = path.dirname(there)
  const { bavail, bsize } = await statfs(there)
  return bavail * bsize
}
