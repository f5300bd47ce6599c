import path from 'node:path'
import { fail, ok } from '../../preload/contract/result.ts'
import type { Backups } from '../backups/backups.ts'
import type { BringBack } from '../backups/bring-back.ts'
import { openSource } from '../backups/sources.ts'
import type { CallsOf } from './calls.ts'

export type BackupCallsTools = {
  readonly backups: Backups
  readonly bringBack: BringBack
  readonly folder: string
  /** The owner's choice; null: the dialog was closed. */
  readonly chooseFolder: () => Promise<string | null>
}

export function backupCalls({ backups, bringBack, folder, chooseFolder }: BackupCallsTools): CallsOf<'backups'> {
  return {
    state: async () => ok(await backups.state()),
    begin: ({ why, schema }) => backups.begin(why, schema),
    add: ({ id, table, rows }) => backups.add(id, table, rows),
    finish: ({ id }) => backups.finish(id),
    giveUp: ({ id, why }) => backups.giveUp(id, why),
    async look({ name }) {
      // A name, never a path: only what is listed is looked into.
      if (name !== null && !(await backups.state()).kept.some(kept => kept.name === name)) return fail({ kind: 'not-found', detail: name })
      const chosen = name === null ? await chooseFolder() : path.join(folder, name)
      if (chosen === null) return ok(null)
      const source = await openSource(chosen)
      return source.ok ? ok(await bringBack.take(source.value)) : source
    },
    bringBack: id => bringBack.bringBack(id),
    rows: ({ id, at }) => bringBack.rows(id, at),
  }
}
