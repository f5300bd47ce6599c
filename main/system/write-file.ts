import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import { randomUUID } from 'node:crypto'

/** The file is either as it was or whole as given, whatever dies in between. Throws what the disk says (ENOSPC …) and then leaves nothing behind. */
export function writeFileAtomically(file: string, data: string | Uint8Array): void {
  mkdirSync(path.dirname(file), { recursive: true })
  const draft = `${file}.${randomUUID()}.part`
  try {
    const handle = openSync(draft, 'wx', 0o600)
    try {
      const bytes = typeof data === 'string' ? Buffer.from(data) : data
      for (let at = 0; at < bytes.byteLength;) at += writeSync(handle, bytes, at)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    renameSync(draft, file)
  } catch (cause) {
    rmSync(draft, { force: true })
    throw cause
  }
}

export function isDiskFull(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false
  const isFile = 'code' in cause && (cause.code === 'ENOSPC' || cause.code === 'EDQUOT')
  return isFile || ('errcode' in cause && cause.errcode === 13) // SQLITE_FULL
}
