import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fail, ok, type Result } from '../../preload/contract/result.ts'
import type { MediaStore } from '../media/media-store.ts'
import { exportedPosts, exportFormat, mediaIndex } from './export-format.ts'
import type { Log } from './log.ts'

/**
 * Reads a folder that `exportData` wrote. What the window gave comes back for the window to parse; pictures are kept first, so that
 * no post points at nothing. One that is missing or changed is told in the log and the posts come all the same.
 */
export async function importData(folder: string, media: Pick<MediaStore, 'addFile'>, log: Pick<Log, 'warn'>): Promise<Result<{ readonly posts: unknown }>> {
  const posts = await readJson(path.join(folder, 'posts.json'))
  if (!posts.ok) return posts
  const parsed = exportedPosts.safeParse(posts.value)
  if (!parsed.success) return fail({ kind: 'file-not-understood', detail: 'posts.json was not written by Comptoir' })
  if (parsed.data.format > exportFormat) return fail({ kind: 'newer-data', detail: `format ${parsed.data.format}; this Comptoir reads up to ${exportFormat}` })
  const listed = await readJson(path.join(folder, 'media.json'))
  if (!listed.ok) return listed
  const index = mediaIndex.safeParse(listed.value)
  if (!index.success) return fail({ kind: 'file-not-understood', detail: 'media.json was not written by Comptoir' })
  for (const { hash, file } of index.data) {
    const added = await media.addFile(path.join(folder, 'media', file))
    if (!added.ok && added.failure.kind === 'disk-full') return added
    if (!added.ok) log.warn('a picture of the import could not be read', { hash, why: added.failure.kind })
    else if (added.value.hash !== hash) log.warn('a picture of the import was changed since', { hash })
  }
  return ok({ posts: parsed.data.posts })
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
