import type { Hono } from 'hono'
import { z } from 'zod'
import { invalid, PinterestError } from './errors.ts'
import { needs, pageOf, type Env } from './guard.ts'
import { statusOf } from './media.ts'
import { standing, type Pin, type World } from './state.ts'

const digits = z.string().regex(/^\d+$/u)
const points = (max: number) => z.string().refine(value => [...value].length <= max, `is longer than ${max}`)
const base64 = z.string().regex(/^[a-zA-Z0-9+/=]+$/u)
const contentType = z.enum(['image/jpeg', 'image/png'])
const words = { title: points(100).nullable().optional(), description: points(800).nullable().optional(), alt_text: points(500).nullable().optional(), link: z.url({ protocol: /^https?$/u }).max(2048).nullable().optional() }
const source = z.discriminatedUnion('source_type', [
  z.strictObject({ source_type: z.literal('image_base64'), content_type: contentType, data: base64, is_standard: z.boolean().optional() }),
  z.strictObject({ source_type: z.literal('multiple_image_base64'), index: z.number().int().nonnegative().optional(), items: z.array(z.strictObject({ content_type: contentType, data: base64, title: z.string().optional(), description: z.string().optional(), link: z.string().optional() })).min(2).max(5) }),
  z.strictObject({ source_type: z.literal('video_id'), media_id: digits, cover_image_url: z.string().optional(), cover_image_data: z.string().optional(), cover_image_content_type: contentType.optional(), cover_image_key_frame_time: z.number().int().nonnegative().optional() }),
])
const create = z.strictObject({ board_id: digits, board_section_id: digits.nullable().optional(), dominant_color: z.string().nullable().optional(), parent_pin_id: digits.nullable().optional(), ...words, media_source: source })
const update = z.strictObject({ board_id: digits.optional(), board_section_id: digits.nullable().optional(), ...words })
const dayMs = 24 * 3_600_000
const metricNames = new Set(['IMPRESSION', 'OUTBOUND_CLICK', 'PIN_CLICK', 'SAVE', 'SAVE_RATE', 'TOTAL_COMMENTS', 'TOTAL_REACTIONS', 'USER_FOLLOW', 'PROFILE_VISIT'])

export function addPins(hono: Hono<Env>, world: World): void {
  const write = ['boards:read', 'boards:write', 'pins:read', 'pins:write']
  const boardOf = (id: string) => {
    const board = world.boards.find(one => one.id === id)
    if (!board) throw new PinterestError(404, 40, 'Board not found.')
    if (!board.isOurs) throw new PinterestError(403, 7, 'Not authorized to access board or Pin.')
    return board
  }
  const pinOf = (id: string | undefined): Pin => {
    const pin = world.pins.find(one => one.id === id && !one.isDeleted)
    if (!pin) throw new PinterestError(404, 50, 'Pin not found.')
    return pin
  }
  const shown = (pin: Pin, withMetrics = false) => ({
    id: pin.id, created_at: new Date(pin.createdAt).toISOString().slice(0, 19), title: pin.title, description: pin.description, link: pin.link, alt_text: pin.alt, dominant_color: '#6E7874',
    board_id: pin.board, board_section_id: null, board_owner: { username: world.account.username }, parent_pin_id: null, is_owner: true, is_standard: true, has_been_promoted: false, creative_type: pin.kind === 'video' ? 'VIDEO' : pin.kind === 'image' ? 'REGULAR' : 'CAROUSEL',
    media: { media_type: pin.kind, ...(pin.kind === 'image' ? { images: { '150x150': { width: 150, height: 150, url: `https://i.pinimg.com/150x150/${pin.id}.jpg` }, '600x': { width: 600, height: 900, url: `https://i.pinimg.com/600x/${pin.id}.jpg` } } } : {}) },
    pin_metrics: withMetrics ? { '90d': { pin_click: 7, impression: 240, clickthrough: 3 }, lifetime_metrics: { pin_click: 7, impression: 240, clickthrough: 3, reaction: 10, comment: 2 } } : null,
  })

  hono.post('/v5/pins', async c => {
    needs(c, ...write)
    const body = create.safeParse(await c.req.json())
    if (!body.success) throw invalid(z.prettifyError(body.error))
    const { board_id: board, title, description, link, alt_text: alt, media_source: media } = body.data
    boardOf(board)
    let kind: Pin['kind'] = 'image'
    let images = 1
    let coverS: number | null = null
    if (media.source_type === 'video_id') {
      const video = world.media.find(one => one.id === media.media_id)
      if (!video || statusOf(video, world.now()) !== 'succeeded') throw invalid(`media ${media.media_id} is not ready`)
      if (media.cover_image_url === undefined && media.cover_image_data === undefined && media.cover_image_key_frame_time === undefined) throw invalid('a video needs its cover')
      if (video.isUsed) throw invalid(`media ${media.media_id} is used already`)
      video.isUsed = true
      kind = 'video'
      images = 0
      coverS = media.cover_image_key_frame_time ?? null
    } else {
      const items = media.source_type === 'image_base64' ? [media] : media.items
      for (const { content_type: type, data } of items) if (typeOf(Buffer.from(data, 'base64')) !== type) throw invalid('the image is not what its content_type says')
      if (media.source_type === 'multiple_image_base64') kind = 'multiple_images'
      images = items.length
    }
    const pin: Pin = { id: world.nextNumber(), board, kind, title: title ?? null, description: description ?? null, link: link ?? null, alt: alt ?? null, images, coverS, createdAt: world.now(), isDeleted: false }
    world.pins.push(pin)
    return c.json(shown(pin), 201)
  })

  hono.get('/v5/pins', c => {
    needs(c, 'boards:read', 'pins:read')
    return c.json(pageOf(c, standing(world).map(pin => shown(pin, c.req.query('pin_metrics') === 'true'))))
  })
  hono.get('/v5/boards/:board/pins', c => {
    needs(c, 'boards:read', 'pins:read')
    const board = boardOf(c.req.param('board'))
    return c.json(pageOf(c, standing(world).filter(pin => pin.board === board.id).map(pin => shown(pin))))
  })
  hono.get('/v5/pins/:id', c => {
    needs(c, 'boards:read', 'pins:read')
    return c.json(shown(pinOf(c.req.param('id'))))
  })
  hono.patch('/v5/pins/:id', async c => {
    needs(c, ...write)
    const pin = pinOf(c.req.param('id'))
    if (!world.mayEdit) throw new PinterestError(403, 29, 'You are not permitted to access that resource.')
    const body = update.safeParse(await c.req.json())
    if (!body.success) throw invalid(z.prettifyError(body.error))
    const { title, description, link, alt_text: alt } = body.data
    Object.assign(pin, { ...(title === undefined ? {} : { title }), ...(description === undefined ? {} : { description }), ...(link === undefined ? {} : { link }), ...(alt === undefined ? {} : { alt }) })
    return c.json(shown(pin))
  })
  hono.delete('/v5/pins/:id', c => {
    needs(c, ...write)
    pinOf(c.req.param('id')).isDeleted = true
    return c.body(null, 204)
  })

  hono.get('/v5/pins/:id/analytics', c => {
    needs(c, 'boards:read', 'pins:read')
    pinOf(c.req.param('id'))
    const [start, end] = [c.req.query('start_date') ?? '', c.req.query('end_date') ?? '']
    const names = (c.req.query('metric_types') ?? '').split(',')
    if (![start, end].every(day => /^\d{4}-\d\d-\d\d$/u.test(day)) || Date.parse(start) < world.now() - 91 * dayMs || Date.parse(end) - Date.parse(start) > 90 * dayMs) throw new PinterestError(400, 400, 'Invalid pins analytics parameters.')
    if (names.some(name => !metricNames.has(name))) throw new PinterestError(400, 400, 'Invalid pins analytics parameters.')
    const all: Readonly<Record<string, number>> = { IMPRESSION: 240, OUTBOUND_CLICK: 3, PIN_CLICK: 7, SAVE: 5, SAVE_RATE: 0.02, USER_FOLLOW: 0, PROFILE_VISIT: 1 }
    return c.json({ all: { daily_metrics: [], lifetime_metrics: { TOTAL_COMMENTS: 2, TOTAL_REACTIONS: 10 }, summary_metrics: Object.fromEntries(names.filter(name => name in all).map(name => [name, all[name]])) } })
  })
}

function typeOf(bytes: Buffer): string | null {
  if (bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return 'image/png'
  return bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])) ? 'image/jpeg' : null
}
