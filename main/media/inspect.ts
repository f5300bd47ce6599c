import { fileTypeFromBuffer, fileTypeFromFile } from 'file-type'
import { ALL_FORMATS, FilePathSource, Input } from 'mediabunny'
import type { MediaFacts } from '../../preload/contract/drafts.ts'
import type { MediaHash } from '../../preload/contract/ids.ts'
import { assertNever, fail, ok, type Result } from '../../preload/contract/result.ts'
import { readDocument } from './read-document.ts'
import { readPicture } from './read-picture.ts'

export const maxPictureBytes = 100_000_000
export const maxPicturePixels = 100_000_000
export const maxVideoBytes = 4_000_000_000
export const maxDocumentBytes = 100_000_000

/** By content; a name proves nothing. SVG is a program and stays out; HEIC needs a decoder that sharp's builds may not carry. */
const pictures: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/apng', 'image/webp', 'image/gif', 'image/avif', 'image/tiff'])
const videos: ReadonlySet<string> = new Set(['video/mp4', 'video/x-m4v', 'video/quicktime', 'video/webm', 'video/matroska', 'video/x-matroska'])
/** One name for what networks take as one. */
const plainMime: Readonly<Record<string, string>> = { 'image/apng': 'image/png', 'video/x-m4v': 'video/mp4', 'video/matroska': 'video/x-matroska' }

export type Kind = Pick<MediaFacts, 'kind' | 'mime'>

/** What is it, and is it small enough to be looked at? `head` is the bytes, or the path of a file. */
export async function recognise(head: Uint8Array | string, sizeBytes: number): Promise<Result<Kind>> {
  const type = await (typeof head === 'string' ? fileTypeFromFile(head) : fileTypeFromBuffer(head)).catch(() => undefined)
  const mime = type?.mime ?? ''
  const kind = pictures.has(mime) ? 'image' : videos.has(mime) ? 'video' : mime === 'application/pdf' ? 'document' : null
  if (kind === null) return fail({ kind: 'media-not-understood', detail: mime === '' ? 'unknown file type' : mime })
  const maxBytes = { image: maxPictureBytes, video: maxVideoBytes, document: maxDocumentBytes }[kind]
  if (sizeBytes > maxBytes) return fail({ kind: 'media-too-large', maxBytes, sizeBytes, detail: mime })
  return ok({ kind, mime: plainMime[mime] ?? mime })
}

export async function inspect(file: string, kind: Kind, named: { readonly hash: MediaHash; readonly name: string; readonly sizeBytes: number }): Promise<Result<MediaFacts>> {
  const size = await measure(file, kind, named.sizeBytes)
  return size.ok ? ok({ ...named, ...kind, ...size.value }) : size
}

type Size = Pick<MediaFacts, 'width' | 'height' | 'durationMs' | 'pages'>

async function measure(file: string, { kind }: Kind, sizeBytes: number): Promise<Result<Size>> {
  switch (kind) {
    case 'image': return await measurePicture(file, sizeBytes)
    case 'video': return await measureVideo(file)
    case 'document': {
      const document = await readDocument(file)
      return document.ok ? ok({ ...document.value, durationMs: null }) : document
    }
    default: return assertNever(kind)
  }
}

async function measurePicture(file: string, sizeBytes: number): Promise<Result<Size>> {
  try {
    const { autoOrient: { width, height }, pages = 1, delay } = await readPicture(file).metadata()
    if (width * height > maxPicturePixels) return fail({ kind: 'media-too-large', maxBytes: maxPictureBytes, sizeBytes, detail: `${width} × ${height} pixels; at most ${maxPicturePixels / 1e6} million` })
    // Moving pictures have a length; for networks that take them as films.
    return ok({ width, height, durationMs: pages > 1 && delay ? delay.reduce((sum, ms) => sum + ms, 0) : null })
  } catch (cause) {
    return fail({ kind: 'media-not-understood', detail: cause instanceof Error ? cause.message.slice(0, 300) : 'unreadable picture' })
  }
}

async function measureVideo(file: string): Promise<Result<Size>> {
  const input = new Input({ source: new FilePathSource(file), formats: ALL_FORMATS })
  try {
    const track = await input.getPrimaryVideoTrack()
    if (!track) return fail({ kind: 'media-not-understood', detail: 'no moving picture in the file' })
    const [width, height, seconds] = await Promise.all([track.getDisplayWidth(), track.getDisplayHeight(), input.computeDuration()])
    return ok({ width, height, durationMs: Math.round(seconds * 1000) })
  } catch (cause) {
    return fail({ kind: 'media-not-understood', detail: cause instanceof Error ? cause.message.slice(0, 300) : 'unreadable film' })
  } finally {
    input.dispose()
  }
}
