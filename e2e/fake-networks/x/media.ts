import { z } from 'zod'
import { enter, idShape, readBody, type Api, type Ask } from './api.ts'
import { readQuery } from './asked.ts'
import { Problem, invalidRequest } from './problems.ts'
import { costs, type Media, type World } from './world.ts'

const lifeS = 86_400
const mostChunkBytes = 8 * 1024 * 1024
const mostBytes: Readonly<Record<string, number>> = { tweet_image: 5 * 1024 * 1024, dm_image: 5 * 1024 * 1024, tweet_gif: 15 * 1024 * 1024, dm_gif: 15 * 1024 * 1024, tweet_video: 512 * 1024 * 1024, dm_video: 512 * 1024 * 1024 }
const category = z.enum(['amplify_video', 'tweet_gif', 'tweet_image', 'tweet_video', 'dm_gif', 'dm_image', 'dm_video', 'subtitles'])
const mediaType = z.enum(['video/mp4', 'video/webm', 'video/mp2t', 'video/quicktime', 'text/srt', 'text/vtt', 'image/jpeg', 'image/gif', 'image/bmp', 'image/png', 'image/webp', 'image/pjpeg', 'image/tiff', 'model/gltf-binary', 'model/vnd.usdz+zip'])

/** `MediaUploadRequest`, `InitializeMediaUploadRequest` and what follows, of the OpenAPI description 2.167. */
export function addMedia(api: Api, world: World): void {
  const right = (c: Ask, route: string, limit: number): void => { enter(c, world, { scopes: ['media.write'], route, limit }) }
  const add = (mime: string, kind: string, totalBytes: number): Media => {
    const id = world.nextId()
    const media: Media = { id, key: `${kind.endsWith('video') ? 7 : kind.endsWith('gif') ? 16 : 3}_${id}`, ownerId: world.owner.id, category: kind, mime, totalBytes, expiresUtc: world.now() + lifeS * 1000, segments: new Map(), isFinal: false, readyUtc: 0, alt: '', failed: false }
    world.media.set(id, media)
    return media
  }
  const find = (id: string): Media => {
    const media = world.media.get(id)
    if (!media || media.expiresUtc <= world.now()) throw new Problem(404, { title: 'Not Found', detail: 'media id not found', type: 'about:blank', status: 404 })
    return media
  }
  const answer = (media: Media): Record<string, unknown> => ({
    id: media.id, media_key: media.key, size: media.totalBytes, expires_after_secs: Math.max(0, Math.round((media.expiresUtc - world.now()) / 1000)),
    ...(media.category.endsWith('image') ? { image: { w: 64, h: 48, image_type: media.mime } } : { processing_info: processing(media, world) }),
  })

  api.post('/2/media/upload', async c => {
    right(c, 'POST /2/media/upload', 500)
    const form = await readForm(c, ['media', 'media_category', 'media_type', 'shared', 'additional_owners'])
    const file = form.get('media')
    const kind = category.safeParse(form.get('media_category'))
    if (!(file instanceof File)) throw invalidRequest('$.media: is missing but it is required')
    if (!kind.success) throw invalidRequest('$.media_category: is missing or not known')
    const bytes = new Uint8Array(await file.arrayBuffer())
    const mime = sniff(bytes)
    if (mime === null || bytes.byteLength > (mostBytes[kind.data] ?? 0)) throw invalidRequest('media type unrecognized, or file too large.')
    const media = add(mime, kind.data, bytes.byteLength)
    media.isFinal = true
    return c.json({ data: answer(media) })
  })
  api.post('/2/media/upload/initialize', async c => {
    right(c, 'POST initialize', 1875)
    const asked = await readBody(c, z.strictObject({ media_type: mediaType, total_bytes: z.number().int().min(1).max(17_179_869_184), media_category: category, shared: z.boolean().optional(), additional_owners: z.array(idShape).optional() }))
    if (asked.total_bytes > (mostBytes[asked.media_category] ?? 0)) throw invalidRequest('Invalid request parameters: file size exceeds the maximum')
    if (asked.media_category.endsWith('gif') !== (asked.media_type === 'image/gif')) throw invalidRequest('media_category does not match media_type')
    const media = add(asked.media_type, asked.media_category, asked.total_bytes)
    return c.json({ data: { id: media.id, media_key: media.key, expires_after_secs: lifeS } })
  })
  api.post('/2/media/upload/:id/append', async c => {
    right(c, 'POST append', 1875)
    const media = find(c.req.param('id'))
    const form = await readForm(c, ['media', 'segment_index'])
    const [file, index] = [form.get('media'), Number(form.get('segment_index'))]
    if (!(file instanceof File) || form.get('segment_index') === null || !Number.isInteger(index) || index < 0 || index > 999) throw invalidRequest('$.segment_index: must be between 0 and 999')
    if (file.size > mostChunkBytes) throw new Problem(413, { title: 'Request Entity Too Large', type: 'about:blank', status: 413, detail: 'chunk too large' })
    if (media.isFinal) throw invalidRequest('the upload is finalized')
    media.segments.set(index, file.size)
    return c.json({ data: { expires_at: Math.round(media.expiresUtc / 1000) } })
  })
  api.post('/2/media/upload/:id/finalize', c => {
    right(c, 'POST finalize', 1875)
    const media = find(c.req.param('id'))
    if (media.isFinal) throw invalidRequest('the upload is finalized')
    const sizes = [...media.segments.entries()].toSorted(([a], [b]) => a - b)
    const isWhole = sizes.every(([index], place) => index === place) && sizes.reduce((sum, [, size]) => sum + size, 0) === media.totalBytes
    if (!isWhole) throw invalidRequest('Segments do not add up to provided total file size.')
    media.isFinal = true
    media.readyUtc = world.now() + world.processingMs
    media.failed = media.category.endsWith('video') && world.failsNextVideo
    world.failsNextVideo = false
    return c.json({ data: answer(media) })
  })
  api.get('/2/media/upload', c => {
    right(c, 'GET STATUS', 1000)
    const { text } = readQuery(c, ['command', 'media_id'])
    if (text('command') !== 'STATUS') throw invalidRequest('The `command` query parameter must be STATUS')
    return c.json({ data: answer(find(text('media_id') ?? '')) })
  })
  api.post('/2/media/metadata', async c => {
    right(c, 'POST metadata', 500)
    const asked = await readBody(c, z.object({ id: idShape, metadata: z.object({ alt_text: z.object({ text: z.string().max(1000) }) }) }))
    const media = find(asked.id)
    if (media.category.endsWith('video')) throw invalidRequest('alt text is not supported for this media')
    world.pay(costs.altText)
    media.alt = asked.metadata.alt_text.text
    return c.json({ data: { id: media.id, associated_metadata: { alt_text: { text: media.alt } } } })
  })
}

function processing(media: Media, world: World): Record<string, unknown> {
  if (!media.isFinal) return { state: 'pending', check_after_secs: 1 }
  if (media.readyUtc > world.now()) return { state: 'in_progress', check_after_secs: 2, progress_percent: 40 }
  return media.failed ? { state: 'failed' } : { state: 'succeeded', progress_percent: 100 }
}

async function readForm(c: Ask, names: readonly string[]): Promise<FormData> {
  if (!c.req.header('content-type')?.startsWith('multipart/form-data')) throw invalidRequest('content-type must be multipart/form-data')
  const form = await c.req.formData()
  const unknown = [...form.keys()].find(name => !names.includes(name))
  if (unknown !== undefined) throw invalidRequest(`$.${unknown}: is not defined in the schema`)
  return form
}

const magic: readonly (readonly [string, readonly number[]])[] = [['image/png', [0x89, 0x50, 0x4e, 0x47]], ['image/jpeg', [0xff, 0xd8, 0xff]], ['image/gif', [0x47, 0x49, 0x46]], ['image/webp', [0x52, 0x49, 0x46, 0x46]]]
const sniff = (bytes: Uint8Array): string | null => magic.find(([, start]) => start.every((byte, index) => bytes[index] === byte))?.[0] ?? null
