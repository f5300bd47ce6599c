import { dialog, type BrowserWindow } from 'electron'
import type { MediaFacts } from '../../preload/contract/drafts.ts'
import { ok } from '../../preload/contract/result.ts'
import type { MediaStore } from '../media/media-store.ts'
import type { Texts } from '../text/texts.ts'
import type { CallsOf } from './calls.ts'

export type MediaDeps = { readonly media: MediaStore; readonly letGo: CallsOf<'media'>['inUse']; readonly window: () => BrowserWindow | null; readonly texts: () => Texts }

/** Only to spare the owner wrong choices; what a file is, is told by its content. */
const endings = ['jpg', 'jpeg', 'png', 'webp', 'gif', 'avif', 'tif', 'tiff', 'mp4', 'm4v', 'mov', 'webm', 'mkv', 'pdf']

export function mediaCalls({ media, letGo, window, texts }: MediaDeps): CallsOf<'media'> {
  return {
    inUse: letGo,
    add: ({ name, bytes }) => media.add(name, bytes),
    async choose() {
      const { choosePictures, picturesVideosAndDocuments, add } = texts().dialogs
      const question = { title: choosePictures, buttonLabel: add, filters: [{ name: picturesVideosAndDocuments, extensions: endings }], properties: ['openFile' as const, 'multiSelections' as const] }
      const owner = window()
      const { canceled, filePaths } = await (owner === null ? dialog.showOpenDialog(question) : dialog.showOpenDialog(owner, question))
      const chosen: MediaFacts[] = []
      if (canceled) return ok(chosen)
      for (const file of filePaths) {
        const added = await media.addFile(file)
        if (!added.ok) return added
        chosen.push(added.value)
      }
      return ok(chosen)
    },
  }
}
