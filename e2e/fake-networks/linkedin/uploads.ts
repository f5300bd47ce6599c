import { createHash } from 'node:crypto'
import type { Hono } from 'hono'
import { z } from 'zod'
import { denied, inputError, LinkedInError, notFound } from './errors.ts'
import { decoded, needs, queryOf, tokenOf, type Env } from './guard.ts'
import { mayPostAs, memberUrn, type Upload, type World } from './state.ts'

const partBytes = 4 * 1024 * 1024
const maxDocumentBytes = 100_000_000
const imageRequest = z.strictObject({ initializeUploadRequest: z.strictObject({ owner: z.string() }) })
const videoRequest = z.strictObject({ initializeUploadRequest: z.strictObject({ owner: z.string(), fileSizeBytes: z.number().int().positive(), uploadCaptions: z.boolean(), uploadThumbnail: z.boolean() }) })
const finalizeRequest = z.strictObject({ finalizeUploadRequest: z.strictObject({ video: z.string(), uploadToken: z.string(), uploadedPartIds: z.array(z.string()).min(1) }) })

export function addUploads(hono: Hono<Env>, world: World, origin: () => string): void {
  const begin = (owner: string, kind: Upload['kind'], sizeBytes: number | null): Upload => {
    if (!mayPostAs(world, owner)) throw denied(`owner ${owner}`)
    const number = world.nextNumber()
    const upload: Upload = { urn: `urn:li:${kind}:C4D${number}`, owner, kind, sizeBytes, uploadToken: kind === 'video' ? `token-${number}` : '', parts: new Map(), status: 'WAITING_UPLOAD', readyUtc: null }
    world.uploads.push(upload)
    return upload
  }
  const addressOf = (upload: Upload, part: number): string => `${origin()}/dms-uploads/${encodeURIComponent(upload.urn)}/${part}`
  const action = (query: ReadonlyMap<string, string>, ...allowed: readonly string[]): string => {
    const name = query.get('action') ?? ''
    if (!allowed.includes(name)) throw new LinkedInError(400, 'PARAM_INVALID', `no action ${name}`)
    return name
  }
  const parsed = <T>(shape: z.ZodType<T>, body: unknown): T => {
    const result = shape.safeParse(body)
    if (!result.success) throw inputError(422, 'UNRECOGNIZED_FIELD', '/', z.prettifyError(result.error))
    return result.data
  }

  hono.post('/rest/images', async c => {
    needs(c, 'w_member_social', 'w_organization_social')
    action(queryOf(c), 'initializeUpload')
    const { owner } = parsed(imageRequest, await c.req.json()).initializeUploadRequest
    const upload = begin(owner, 'image', null)
    return c.json({ value: { uploadUrlExpiresAt: world.now() + 86_400_000, uploadUrl: addressOf(upload, 0), image: upload.urn } })
  })

  hono.post('/rest/documents', async c => {
    needs(c, 'w_member_social', 'w_organization_social')
    action(queryOf(c), 'initializeUpload')
    const { owner } = parsed(imageRequest, await c.req.json()).initializeUploadRequest
    const upload = begin(owner, 'document', null)
    return c.json({ value: { uploadUrlExpiresAt: world.now() + 86_400_000, uploadUrl: addressOf(upload, 0), document: upload.urn } })
  })

  hono.post('/rest/videos', async c => {
    needs(c, 'w_member_social', 'w_organization_social')
    if (action(queryOf(c), 'initializeUpload', 'finalizeUpload') === 'finalizeUpload') {
      const { video, uploadToken, uploadedPartIds } = parsed(finalizeRequest, await c.req.json()).finalizeUploadRequest
      const upload = world.uploads.find(one => one.urn === video)
      if (!upload) throw notFound(video)
      const tags = [...upload.parts].sort(([a], [b]) => a - b).map(([, part]) => part.tag)
      const size = [...upload.parts.values()].reduce((sum, part) => sum + part.bytes, 0)
      if (uploadToken !== upload.uploadToken || tags.join() !== uploadedPartIds.join() || size !== upload.sizeBytes) throw inputError(400, 'INVALID_UPLOADED_PARTS', '/uploadedPartIds', 'the parts do not make the file')
      upload.status = 'PROCESSING'
      upload.readyUtc = world.now() + 5 * world.processingMs
      return c.body(null, 200)
    }
    const { owner, fileSizeBytes } = parsed(videoRequest, await c.req.json()).initializeUploadRequest
    if (fileSizeBytes > 500_000_000) throw inputError(400, 'FILE_SIZE_TOO_LARGE', '/fileSizeBytes', 'the file is too large')
    const upload = begin(owner, 'video', fileSizeBytes)
    const uploadInstructions = Array.from({ length: Math.ceil(fileSizeBytes / partBytes) }, (_, part) => ({
      uploadUrl: addressOf(upload, part), firstByte: part * partBytes, lastByte: Math.min((part + 1) * partBytes, fileSizeBytes) - 1,
    }))
    return c.json({ value: { uploadUrlsExpireAt: world.now() + 86_400_000, video: upload.urn, uploadInstructions, uploadToken: upload.uploadToken } })
  })

  hono.put('/dms-uploads/:urn/:part', async c => {
    tokenOf(c, world)
    const upload = world.uploads.find(one => one.urn === decodeURIComponent(c.req.param('urn')))
    if (!upload) return c.body(null, 404)
    const bytes = new Uint8Array(await c.req.arrayBuffer())
    const part = Number(c.req.param('part'))
    if (upload.kind === 'image') {
      upload.status = 'PROCESSING'
      upload.readyUtc = world.now() + world.processingMs
      return c.body(null, 201)
    }
    if (upload.kind === 'document') {
      // What it is, is looked at while it is made into pages.
      if (bytes.byteLength > maxDocumentBytes) return c.body(null, 400)
      const isPdf = Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-'
      upload.status = isPdf ? 'PROCESSING' : 'PROCESSING_FAILED'
      upload.readyUtc = world.now() + 5 * world.processingMs
      return c.body(null, 201)
    }
    if (c.req.header('content-type') !== 'application/octet-stream') return c.body(null, 400)
    const expected = Math.min(partBytes, (upload.sizeBytes ?? 0) - part * partBytes)
    if (bytes.byteLength !== expected) return c.body(null, 400)
    const tag = createHash('md5').update(bytes).digest('hex')
    upload.parts.set(part, { tag, bytes: bytes.byteLength })
    c.header('etag', `"${tag}"`)
    return c.body(null, 200)
  })

  for (const kind of ['image', 'video', 'document'] as const) {
    hono.get(`/rest/${kind}s/:urn`, c => {
      const upload = world.uploads.find(one => one.urn === decoded(c.req.param('urn')))
      if (!upload || upload.kind !== kind) throw notFound(c.req.param('urn') ?? '')
      // The right to post does not include the right to look at a member's pictures and documents.
      if (kind !== 'video' && upload.owner === memberUrn(world)) needs(c, 'r_member_social')
      settle(upload, world.now())
      return c.json({ id: upload.urn, owner: upload.owner, status: upload.status })
    })
  }
}

export function settle(upload: Upload, now: number): void {
  if (upload.status === 'PROCESSING' && upload.readyUtc !== null && now >= upload.readyUtc) upload.status = 'AVAILABLE'
}
