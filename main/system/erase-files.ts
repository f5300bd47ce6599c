import type { Session } from 'electron'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { MediaStore } from '../media/media-store.ts'
import type { Avatars } from '../window/avatars.ts'

/**
 * Removes what lies in files beside the journal: pictures, avatars, logs, the window's place, and the page's own storage, whose
 * files keep what was deleted in them until they are tidied up one day. Nothing of the owner's stays.
 */
export async function eraseFiles({ dataFolder, logFolder, media, avatars, pages }: { readonly dataFolder: string; readonly logFolder: string; readonly media: Pick<MediaStore, 'removeAll'>; readonly avatars: Pick<Avatars, 'removeAll'>; readonly pages: Pick<Session, 'clearStorageData' | 'clearCache'> }): Promise<void> {
  await media.removeAll()
  await avatars.removeAll()
  await pages.clearStorageData()
  await pages.clearCache()
  await rm(path.join(dataFolder, 'window.json'), { force: true })
  await rm(path.join(dataFolder, 'by-hand'), { recursive: true, force: true })
  await rm(logFolder, { recursive: true, force: true })
}
