import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { MediaStore } from '../media/media-store.ts'
import type { Avatars } from '../window/avatars.ts'

/** Removes what main keeps in files beside the journal: pictures, avatars, logs, the window's place. Nothing of the owner's stays. */
export async function eraseFiles({ dataFolder, logFolder, media, avatars }: { readonly dataFolder: string; readonly logFolder: string; readonly media: Pick<MediaStore, 'removeAll'>; readonly avatars: Pick<Avatars, 'removeAll'> }): Promise<void> {
  await media.removeAll()
  await avatars.removeAll()
  await rm(path.join(dataFolder, 'window.json'), { force: true })
  await rm(logFolder, { recursive: true, force: true })
}
