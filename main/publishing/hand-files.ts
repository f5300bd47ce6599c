import { createHash } from 'node:crypto'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { DeliveryId } from '../../preload/contract/ids.ts'
import { fail, ok, type Result } from '../../preload/contract/result.ts'
import type { Journal } from '../journal/journal.ts'
import type { MediaStore } from '../media/media-store.ts'
import { isDiskFull } from '../system/write-file.ts'

export type HandFiles = {
  /** Lays the delivery's pictures and films, in their order, into a folder of its own, and gives its path. */
  layOut(id: DeliveryId): Promise<Result<string>>
  /** Removes the folders of all that does not wait for its owner any more: not while a browser may still be reading them, but at the next start or laying out. */
  tidy(): Promise<void>
}

/** `folder` holds a folder a delivery; all of it is a copy and can be made again. */
export function createHandFiles(folder: string, { journal: { deliveries, accounts }, media }: { readonly journal: Pick<Journal, 'deliveries' | 'accounts'>; readonly media: Pick<MediaStore, 'rendition' | 'original'> }): HandFiles {
  const placeOf = (id: DeliveryId): string => path.join(folder, createHash('sha256').update(id).digest('hex').slice(0, 16))
  const tidy = async (): Promise<void> => {
    const kept = new Set(deliveries.inState('needs-owner').map(({ delivery }) => path.basename(placeOf(delivery.id))))
    const there = await readdir(folder).catch(() => []) // never made: nothing to tidy
    for (const name of there) if (!kept.has(name)) await rm(path.join(folder, name), { recursive: true, force: true })
  }
  return {
    tidy,
    layOut: async id => {
      const record = deliveries.get(id)
      const account = record && accounts.get(record.delivery.accountId)
      if (!account || record.delivery.act.kind !== 'publish') return fail({ kind: 'not-found', detail: id })
      const place = placeOf(id)
      try {
        await tidy()
        await rm(place, { recursive: true, force: true })
        await mkdir(place, { recursive: true })
        for (const [index, use] of record.delivery.act.content.parts.flatMap(part => part.media).entries()) {
          // As it would go out by itself: upright and without the place where it was taken.
          const made = use.kind === 'image' ? await media.rendition(use, account.limits.images) : await media.original(use)
          if (!made.ok) return made
          await writeFile(path.join(place, fileName(index, use.name, made.value.mime)), made.value.bytes)
        }
      } catch (cause) {
        if (isDiskFull(cause)) return fail({ kind: 'disk-full', detail: 'the files could not be laid out' })
        throw cause
      }
      return ok(place)
    },
  }
}

/** `1 loaf.jpg`: numbered, so that the order in the folder is that of the post. */
function fileName(index: number, name: string, mime: string): string {
  const plain = name.replace(/\.[\p{L}\p{N}]{1,5}$/u, '').replaceAll(/[\p{Cc}<>:"/\\|?*.\s]+/gu, ' ').trim().slice(0, 80)
  const ending = { 'image/jpeg': 'jpg', 'video/quicktime': 'mov', 'video/x-matroska': 'mkv' }[mime] ?? mime.split('/').at(-1)?.replaceAll(/[^a-z0-9]/gu, '') ?? 'bin'
  return `${index + 1} ${plain}`.trim() + `.${ending}`
}
