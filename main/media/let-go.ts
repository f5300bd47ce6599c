import type { MediaHash } from '../../preload/contract/ids.ts'
import { ok, type Result } from '../../preload/contract/result.ts'
import type { Backups } from '../backups/backups.ts'
import type { Journal } from '../journal/journal.ts'
import type { Log } from '../system/log.ts'
import type { MediaStore } from './media-store.ts'

export type LetGoTools = {
  readonly media: Pick<MediaStore, 'removeUnused'>
  readonly journal: Pick<Journal, 'media'>
  readonly backups: Pick<Backups, 'media'>
  readonly now: () => number
  readonly log: Pick<Log, 'info' | 'warn'>
}

/**
 * Given all that the window uses, joins what deliveries and backups use, and lets the rest go once its time has come. Where one of the
 * three lists is not to be had nothing is touched: a journal that cannot be read throws, the window without its own does not ask.
 */
export function createLetGo({ media, journal, backups, now, log }: LetGoTools): (fromWindow: readonly MediaHash[]) => Promise<Result<MediaHash[]>> {
  return async fromWindow => {
    const fromBackups = await backups.media()
    if (fromBackups === null) {
      log.warn('a backup cannot be read: no media file is removed')
      return ok([])
    }
    const removed = await media.removeUnused(new Set([...fromWindow, ...fromBackups, ...journal.media()]), now())
    if (removed.length > 0) log.info('media files that nobody had used for a month were removed', { count: removed.length })
    return ok([...removed])
  }
}
