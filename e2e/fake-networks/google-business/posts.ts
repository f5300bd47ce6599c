import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { comesAs, isHere, jpeg, png } from '../fetched-file.ts'
import { publicAddress } from '../public-address.ts'
import { unknownNames } from '../google-accounts.ts'
import { account, places, type LocalPost, type Place } from './place.ts'
import { admit, bad, notFound, paged, type Door } from './rules.ts'

const date = z.object({ year: z.number().int().min(2000), month: z.number().int().min(1).max(12), day: z.number().int().min(1).max(31) })
const time = z.object({ hours: z.number().int().min(0).max(24), minutes: z.number().int().min(0).max(59).optional() })
const bodyShape = z.object({
  languageCode: z.string().optional(),
  summary: z.string().max(1500),
  topicType: z.enum(['STANDARD', 'EVENT', 'OFFER']),
  callToAction: z.object({ actionType: z.enum(['BOOK', 'ORDER', 'SHOP', 'LEARN_MORE', 'SIGN_UP', 'CALL']), url: z.url().optional() }).refine(({ actionType, url }) => (actionType === 'CALL') === (url === undefined), 'url').optional(),
  event: z.object({ title: z.string().min(1).max(58), schedule: z.object({ startDate: date, startTime: time.optional(), endDate: date, endTime: time.optional() }) }).optional(),
  offer: z.object({ couponCode: z.string().max(58).optional(), redeemOnlineUrl: z.url().optional(), termsConditions: z.string().max(5000).optional() }).optional(),
  media: z.array(z.object({ mediaFormat: z.literal('PHOTO'), sourceUrl: publicAddress })).optional(),
  scheduledTime: z.string().optional(),
})
const names = {
  languageCode: true, summary: true, topicType: true, callToAction: { actionType: true, url: true }, event: { title: true, schedule: { startDate: true, startTime: true, endDate: true, endTime: true }, recurrenceInfo: true },
  offer: { couponCode: true, redeemOnlineUrl: true, termsConditions: true }, media: { mediaFormat: true, sourceUrl: true }, scheduledTime: true, alertType: true, name: true,
} as const

export function servePosts(app: Hono, place: Place, door: Door): void {
  const { now } = door
  const iso = (utc: number): string => new Date(utc).toISOString()
  const shown = (post: LocalPost): Record<string, unknown> => {
    const { media, ...body } = post.body
    const state = place.stateOf(post)
    return {
      name: post.name, ...body, createTime: iso(post.createdUtc), updateTime: iso(post.updatedUtc), state,
      ...(media ? { media: media.map((_, index) => ({ name: `${post.name}/media/${index}`, mediaFormat: 'PHOTO', googleUrl: `https://lh3.googleusercontent.com/p/${index}` })) } : {}),
      ...(state === 'LIVE' ? { searchUrl: `https://local.google.com/place?id=501&use=posts&lpsid=${post.name.split('/').at(-1)}` } : {}),
    }
  }
  const parentOf = (c: Context): string => `accounts/${c.req.param('a')}/locations/${c.req.param('l')}`
  const isOurs = (c: Context): boolean => `accounts/${c.req.param('a')}` === account && places.some(({ name }) => name === `locations/${c.req.param('l')}`)
  const postOf = (c: Context): LocalPost | undefined => place.posts.find(({ name }) => name === `${parentOf(c)}/localPosts/${c.req.param('p')}`)

  app.get('/v4/accounts/:a/locations/:l/localPosts', c => {
    const refused = admit(c, door)
    if (refused) return refused
    if (!isOurs(c)) return notFound(c)
    const page = paged(c, place.posts.filter(({ name }) => name.startsWith(`${parentOf(c)}/`)), 100)
    if (page instanceof Response) return page
    // What is empty is left out.
    return c.json({ ...(page.rows.length > 0 ? { localPosts: page.rows.map(shown) } : {}), ...(page.nextPageToken === undefined ? {} : { nextPageToken: page.nextPageToken }) })
  })

  app.post('/v4/accounts/:a/locations/:l/localPosts', async c => {
    const refused = admit(c, door)
    if (refused) return refused
    if (!isOurs(c)) return notFound(c)
    const json: unknown = await c.req.json().catch(() => undefined)
    const [unknown] = unknownNames(json, names)
    if (unknown !== undefined) return bad(c, `Invalid JSON payload received. Unknown name "${unknown}": Cannot find field.`)
    const body = bodyShape.safeParse(json)
    if (!body.success) return bad(c, `Request contains an invalid argument: ${body.error.issues[0]?.path.join('.') ?? ''}`)
    const { topicType, event, offer, scheduledTime } = body.data
    if ((topicType !== 'STANDARD') !== (event !== undefined)) return bad(c, 'event')
    if (offer !== undefined && topicType !== 'OFFER') return bad(c, 'offer')
    if (scheduledTime !== undefined && !(Date.parse(scheduledTime) > now())) return bad(c, 'scheduled_time must be in the future')
    for (const { sourceUrl } of body.data.media ?? []) {
      if (isHere(sourceUrl) && (await comesAs(sourceUrl, { words: 'image', signatures: [jpeg, png], maxBytes: 5_000_000 })).kind === 'failed') return bad(c, 'Fetching image failed.')
    }
    return c.json(shown(place.add(parentOf(c), body.data)))
  })

  app.get('/v4/accounts/:a/locations/:l/localPosts/:p', c => {
    const post = postOf(c)
    return admit(c, door) ?? (post ? c.json(shown(post)) : notFound(c))
  })

  app.patch('/v4/accounts/:a/locations/:l/localPosts/:p', async c => {
    const refused = admit(c, door)
    if (refused) return refused
    const post = postOf(c)
    if (!post) return notFound(c)
    const mask = (c.req.query('updateMask') ?? '').split(',').filter(one => one !== '')
    if (mask.length === 0 || mask.some(one => !['summary', 'callToAction', 'event', 'offer', 'media', 'languageCode'].includes(one))) return bad(c, 'update_mask')
    const json: unknown = await c.req.json().catch(() => undefined)
    const body = bodyShape.partial().safeParse(json)
    if (unknownNames(json, names).length > 0 || !body.success) return bad(c, 'Request contains an invalid argument.')
    // What the mask names and the body leaves out is cleared.
    const changed = Object.fromEntries(mask.map(one => [one, body.data[one as keyof typeof body.data]])) // the cast: names in the mask were checked
    const next = bodyShape.safeParse(JSON.parse(JSON.stringify({ ...post.body, ...changed })))
    if (!next.success) return bad(c, 'Request contains an invalid argument.')
    post.body = next.data
    post.updatedUtc = now()
    return c.json(shown(post))
  })

  app.delete('/v4/accounts/:a/locations/:l/localPosts/:p', c => {
    const refused = admit(c, door)
    if (refused) return refused
    const post = postOf(c)
    if (!post) return notFound(c)
    place.posts.splice(place.posts.indexOf(post), 1)
    return c.json({})
  })
}
