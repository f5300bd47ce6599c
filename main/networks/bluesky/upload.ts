import { z } from 'zod'
import type { MediaUse } from '../../../preload/contract/drafts.ts'
import type { Failure, NetworkFailure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Http } from '../../http/http.ts'
import { readLinkPreview } from '../../http/link-preview.ts'
import type { Notes, Session } from '../network.ts'
import type { Client } from './client.ts'
import { blob, type Blob } from './entities.ts'
import type { MediaEmbed } from './format.ts'
import { maxThumbBytes } from './limits.ts'

export type PrepareFailure = NetworkFailure | { readonly kind: 'media-missing'; readonly detail: string }
export type UploadTools = { readonly client: Client; readonly session: Session }

const uploaded = z.object({ blob, width: z.number(), height: z.number() })
const uploadAnswer = z.object({ blob })

/** Uploads each picture once: what a former attempt brought there is in the notes. A blob that no record names is dropped by the server after a while; the commit then says so. */
export async function uploadImages(uses: readonly MediaUse[], notes: Notes, { client, session }: UploadTools): Promise<Result<MediaEmbed, PrepareFailure>> {
  const images: Extract<MediaEmbed, { $type: 'app.bsky.embed.images' }>['images'][number][] = []
  for (const use of uses) {
    let image = readNote(notes, `blob:${use.hash}`, uploaded)
    if (!image) {
      const { maxBytes, maxPixels, mimes } = session.limits.images
      const rendition = await session.media.rendition(use, { maxBytes, maxPixels, mimes })
      if (!rendition.ok) return fail(mediaFailure(rendition.failure))
      const { bytes, mime, width, height } = rendition.value
      const answer = await client.upload(bytes, mime, uploadAnswer)
      if (!answer.ok) return answer
      image = { blob: answer.value.blob, width, height }
      notes.set(`blob:${use.hash}`, JSON.stringify(image))
    }
    images.push({ image: image.blob, alt: use.alt, aspectRatio: { width: Math.max(1, image.width), height: Math.max(1, image.height) } })
  }
  return ok({ $type: 'app.bsky.embed.images', images })
}

/** What our media store has to say, in words of the network's list. */
export function mediaFailure(failure: Failure): PrepareFailure {
  if (failure.kind === 'media-missing') return { kind: 'media-missing', detail: failure.detail }
  return { kind: 'refused', reason: 'media', detail: `${failure.kind}: ${failure.detail}`.slice(0, 4000) }
}

export function readNote<S extends z.ZodType>(notes: Notes, name: string, shape: S): z.infer<S> | null {
  const text = notes.get(name)
  if (text === null) return null
  const parsed = shape.safeParse(JSON.parse(text))
  return parsed.success ? parsed.data : null
}

const card = z.object({ title: z.string(), description: z.string(), thumb: blob.nullable() })

/** The card under a link. The network draws none by itself; a page that says nothing of itself gets none, which is no reason to hold up a post. */
export async function linkCard(uri: string, notes: Notes, { client, session }: UploadTools): Promise<MediaEmbed | null> {
  const name = `card:${uri}`
  let known = readNote(notes, name, card)
  if (!known) {
    const preview = await readLinkPreview(session.http, uri)
    if (!preview) return null
    known = { title: preview.title, description: preview.description, thumb: preview.imageUrl === null ? null : await uploadThumb(preview.imageUrl, session.http, client) }
    notes.set(name, JSON.stringify(known))
  }
  return { $type: 'app.bsky.embed.external', external: { uri, title: known.title, description: known.description, ...(known.thumb ? { thumb: known.thumb } : {}) } }
}

async function uploadThumb(url: string, http: Http, client: Client): Promise<Blob | null> {
  if (!/^https?:/.test(url)) return null
  const picture = await http.send({ method: 'GET', url, headers: { accept: 'image/*' }, timeoutMs: 8_000, maxAnswerBytes: maxThumbBytes })
  const mime = picture.kind === 'answered' ? (picture.headers.get('content-type') ?? '').split(';')[0]?.trim() ?? '' : ''
  // Larger ones are left out: only pictures of our own store are made smaller.
  if (picture.kind !== 'answered' || picture.status !== 200 || !/^image\/(jpeg|png|webp)$/.test(mime)) return null
  const answer = await client.upload(picture.bytes, mime, uploadAnswer)
  return answer.ok ? answer.value.blob : null
}
