import type { MediaFacts } from '../../../preload/contract/drafts.ts'
import type { Failure } from '../../../preload/contract/failures.ts'
import type { Result } from '../../../preload/contract/result.ts'
import { comptoir } from '../../comptoir.ts'
import { keepMedia } from '../../db/media.ts'

/** What became of files brought in: those kept, and for each other one its name and why. */
export type Added = { readonly facts: readonly MediaFacts[]; readonly refused: readonly { readonly name: string; readonly failure: Failure }[] }

/** Dropped or pasted files: main keeps each by its sha256 and tells what it is. One after the other: a video may be large. */
export async function addFiles(files: readonly File[]): Promise<Added> {
  const facts: MediaFacts[] = []
  const refused: { name: string; failure: Failure }[] = []
  for (const file of files) {
    const answer: Result<MediaFacts> = await bytesOf(file).then(
      bytes => comptoir().media.add({ name: file.name || 'image', bytes }),
      (reason: unknown) => ({ ok: false, failure: { kind: 'media-missing', detail: String(reason) } }) as const, // moved or unreadable since it was dropped
    )
    if (answer.ok) facts.push(answer.value)
    else refused.push({ name: file.name, failure: answer.failure })
  }
  await keepMedia(facts)
  return { facts, refused }
}

/** The system's own file window. Nothing chosen: nothing added. */
export async function chooseFiles(): Promise<Added> {
  const answer = await comptoir().media.choose()
  if (!answer.ok) return { facts: [], refused: answer.failure.kind === 'cancelled' ? [] : [{ name: '', failure: answer.failure }] }
  await keepMedia(answer.value)
  return { facts: answer.value, refused: [] }
}

const bytesOf = async (file: File): Promise<Uint8Array> => new Uint8Array(await file.arrayBuffer())

/** Pictures, videos and documents on the clipboard; text and links are left to the text. */
export const mediaFilesIn = (data: DataTransfer): readonly File[] => [...data.files].filter(file => /^(image|video)\/|^application\/pdf$/.test(file.type))
