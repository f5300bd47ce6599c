import { closeSync, existsSync, openSync, readFileSync, writeSync } from 'node:fs'

/**
 * How far the journal has come, in a file of its own beside it. A WAL that is lost (a cleaner, a copied folder, a cut file) leaves a
 * journal that SQLite finds in order and that is simply older: only something outside it can tell. The mark is written after the commit
 * and never synced: after a power cut it may be behind the journal, which means nothing; ahead of it, it means that the journal went back.
 */
export type Mark = { read(): number; write(seq: number): void; close(): void }

const width = 20

export function createMark(file: string): Mark {
  let handle: number | null = null
  return {
    read: () => {
      if (!existsSync(file)) return 0
      const seq = Number(readFileSync(file, 'utf8'))
      return Number.isSafeInteger(seq) ? seq : 0
    },
    write: seq => {
      handle ??= openSync(file, existsSync(file) ? 'r+' : 'w', 0o600)
      writeSync(handle, String(seq).padStart(width), 0)
    },
    close: () => {
      if (handle !== null) closeSync(handle)
      handle = null
    },
  }
}
