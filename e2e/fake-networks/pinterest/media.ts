import { randomBytes } from 'node:crypto'
import type { Hono } from 'hono'
import { z } from 'zod'
import { invalid, PinterestError } from './errors.ts'
import { needs, type Env } from './guard.ts'
import type { Media, World } from './state.ts'

const register = z.strictObject({ media_type: z.literal('video') })

export function statusOf(media: Media, now: number): 'registered' | 'processing' | 'succeeded' {
  return media.readyUtc === null ? 'registered' : now < media.readyUtc ? 'processing' : 'succeeded'
}

export function addMedia(hono: Hono<Env>, world: World, origin: () => string): void {
  hono.post('/v5/media', async c => {
    needs(c, 'pins:read', 'pins:write')
    const body = register.safeParse(await c.req.json())
    if (!body.success) throw invalid(z.prettifyError(body.error))
    const id = world.nextNumber()
    const media: Media = { id, key: `uploads/11/aa/22/3:video:${world.account.id}:${id}`, policy: randomBytes(24).toString('base64'), bytes: null, readyUtc: null, isUsed: false }
    world.media.push(media)
    return c.json({
      media_id: id, media_type: 'video', upload_url: `${origin()}/bucket/`,
      upload_parameters: {
        'x-amz-date': '20261127T080000Z', 'x-amz-signature': 'fcd6309a', 'x-amz-security-token': 'IQoJ', 'x-amz-algorithm': 'AWS4-HMAC-SHA256', key: media.key, policy: media.policy,
        'x-amz-credential': 'ASIA/20261127/us-east-1/s3/aws4_request', 'Content-Type': 'multipart/form-data',
      },
    }, 201)
  })

  hono.get('/v5/media/:id', c => {
    needs(c, 'pins:read')
    const media = world.media.find(one => one.id === c.req.param('id'))
    if (!media) throw new PinterestError(404, 4196, 'The request was invalid.')
    return c.json({ media_id: media.id, media_type: 'video', status: statusOf(media, world.now()) })
  })

  // The bucket is not Pinterest's: it answers in XML, and takes no token.
  hono.post('/bucket/', async c => {
    const no = (code: string) => c.text(`<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code></Error>`, 403, { 'content-type': 'application/xml' })
    if (c.req.header('authorization') !== undefined) return no('InvalidArgument')
    const form = [...await c.req.formData()]
    const fields = new Map(form)
    const media = world.media.find(one => one.key === fields.get('key') && one.policy === fields.get('policy'))
    const [last, file] = form.at(-1) ?? []
    if (!media || last !== 'file' || typeof file === 'string' || file === undefined) return no('AccessDenied')
    for (const name of ['x-amz-date', 'x-amz-signature', 'x-amz-security-token', 'x-amz-algorithm', 'x-amz-credential', 'Content-Type']) if (!fields.has(name)) return no('AccessDenied')
    media.bytes = file.size
    media.readyUtc = world.now() + world.processingMs
    return c.body(null, 204)
  })
}
