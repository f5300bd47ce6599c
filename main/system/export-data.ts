import { copyFile, mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { fail, ok, type Result } from '../../preload/contract/result.ts'
import type { ExportSummary } from '../../preload/contract/index.ts'
import type { MediaStore } from '../media/media-store.ts'
import type { Texts } from '../text/texts.ts'
import { isDiskFull, writeFileAtomically } from './write-file.ts'
import { exportFormat, type MediaIndex } from './export-format.ts'

export type ExportOrder = {
  /** Where the owner wants it; a folder of our own is made inside. */
  readonly parentFolder: string
  /** All that the window holds, as it gave it. */
  readonly posts: unknown
  /** What main holds: deliveries, their stories, accounts without their sign-ins. */
  readonly journal: unknown
  readonly media: Pick<MediaStore, 'list' | 'file'>
  readonly texts: Texts
  readonly version: string
  readonly nowUtc: number
}

/** Written beside and renamed at the end: a folder with its final name is whole. An older one of the same minute is not touched. */
export async function exportData(order: ExportOrder): Promise<Result<NonNullable<ExportSummary>>> {
  const name = order.texts.exportFolder(new Date(order.nowUtc).toISOString().slice(0, 16).replace('T', ' ').replace(':', 'h'))
  const draft = path.join(order.parentFolder, `.${name}.part`)
  try {
    await rm(draft, { recursive: true, force: true })
    await mkdir(path.join(draft, 'media'), { recursive: true })
    const write = (file: string, value: unknown): void => { writeFileAtomically(path.join(draft, file), JSON.stringify(value, null, 1)) }
    const index: { hash: string; file: string }[] = []
    const taken = new Set<string>()
    for (const facts of await order.media.list()) {
      const file = freeName(facts.name, facts.hash, facts.mime, taken)
      await copyFile(order.media.file(facts.hash), path.join(draft, 'media', file))
      index.push({ hash: facts.hash, file })
    }
    write('posts.json', { comptoir: 'export', format: exportFormat, writtenUtc: order.nowUtc, posts: order.posts ?? null })
    write('journal.json', order.journal ?? null)
    write('media.json', index satisfies MediaIndex)
    writeFileAtomically(path.join(draft, 'README.txt'), order.texts.readme(order.version))
    const folder = await moveToFreeName(draft, path.join(order.parentFolder, name))
    return ok({ folder, files: index.length + 4 })
  } catch (cause) {
    await rm(draft, { recursive: true, force: true }).catch(() => {}) // what stopped the export may stop this; the sentence below says it
    if (isDiskFull(cause)) return fail({ kind: 'disk-full', detail: 'no space left where the data should be saved' })
    return fail({ kind: 'file-not-understood', detail: cause instanceof Error && 'code' in cause ? `the folder cannot be written: ${String(cause.code)}` : 'the folder cannot be written' })
  }
}

async function moveToFreeName(draft: string, wanted: string): Promise<string> {
  for (let number = 1; ; number++) {
    const folder = number === 1 ? wanted : `${wanted} (${number})`
    try {
      await mkdir(folder) // refuses one that is there: renaming alone would replace an empty folder of the owner's
    } catch (cause) {
      if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST' && number < 100) continue
      throw cause
    }
    await rm(folder, { recursive: true })
    await rename(draft, folder)
    return folder
  }
}

const endings: Readonly<Record<string, string>> = {
  'image/jpeg': '.jpg', 'image/png': '.png', 'image/webp': '.webp', 'image/gif': '.gif', 'image/avif': '.avif', 'image/tiff': '.tif',
  'video/mp4': '.mp4', 'video/quicktime': '.mov', 'video/webm': '.webm', 'video/x-matroska': '.mkv',
}

/** Its own name, made fit for any system, once each. The ending says what it is, so that no program is fooled by another. */
export function freeName(name: string, hash: string, mime: string, taken: Set<string>): string {
  const ending = endings[mime] ?? ''
  const base = path.basename(name, path.extname(name)).replaceAll(/[<>:"/\\|?*\p{Cc}]/gu, '-').replace(/^[\s.]+|[\s.]+$/gu, '').slice(0, 80)
  // Names that Windows keeps for devices.
  const safe = base === '' || /^(con|prn|aux|nul|com\d|lpt\d)$/iu.test(base) ? 'media' : base
  const plain = `${safe}${ending}`
  const chosen = taken.has(plain.toLowerCase()) ? `${safe}-${hash.slice(0, 12)}${ending}` : plain
  taken.add(chosen.toLowerCase())
  return chosen
}
