import { z } from 'zod'
import type { SettingRows } from '../journal/settings.ts'

const file = z.object({
  name: z.string(), url: z.string(), mime: z.string(),
  /** Which picture, for which limits. */
  of: z.string(),
  /** False: it is on its way, or that ended badly; it may be there. */
  isThere: z.boolean(),
  /** From then on it is removed. */
  untilUtc: z.number(),
})
export type FileThere = z.infer<typeof file>

export type FilesThere = {
  all(): readonly FileThere[]
  /** Before it is sent, so that a crash leaves nothing there that nobody knows of. */
  note(file: FileThere): void
  forget(name: string): void
}

const row = 'web-space-files'

/** A row that cannot be read is as if there were none: it must not stop what hangs on it. */
export function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null // the schema refuses it
  }
}

/** What lies in the web space because of us, or may. */
export function createFilesThere(rows: Pick<SettingRows, 'read' | 'write'>): FilesThere {
  const all = (): readonly FileThere[] => {
    const read = z.array(file).safeParse(parseJson(rows.read(row)))
    return read.success ? read.data : []
  }
  const write = (files: readonly FileThere[]): void => { rows.write(row, JSON.stringify(files)) }
  return {
    all,
    note: noted => { write([...all().filter(one => one.name !== noted.name), noted]) },
    forget: name => { write(all().filter(one => one.name !== name)) },
  }
}
