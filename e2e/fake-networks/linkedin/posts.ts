import type { Hono } from 'hono'
import { z } from 'zod'
import { denied, inputError, LinkedInError, notFound } from './errors.ts'
import { decoded, finder, needs, pageOf, queryOf, type Env } from './guard.ts'
import { readLittle } from './little-text.ts'
import { mayPostAs, memberUrn, standing, type Post, type World } from './state.ts'
import { settle } from './uploads.ts'

const alted = { id: z.string(), altText: z.string().max(4086).optional() }
const postBody = z.strictObject({
  author: z.string(), commentary: z.string(), visibility: z.enum(['PUBLIC', 'CONNECTIONS', 'LOGGED_IN']),
  distribution: z.strictObject({ feedDistribution: z.enum(['MAIN_FEED', 'NONE']), targetEntities: z.array(z.unknown()), thirdPartyDistributionChannels: z.array(z.unknown()) }),
  lifecycleState: z.literal('PUBLISHED'), isReshareDisabledByAuthor: z.boolean().optional(),
  content: z.strictObject({
    media: z.strictObject({ ...alted, title: z.string().optional() }).optional(),
    multiImage: z.strictObject({ images: z.array(z.strictObject(alted)).min(2).max(20) }).optional(),
    article: z.strictObject({ source: z.url(), title: z.string().min(1).max(399), description: z.string().max(4085).optional(), thumbnail: z.string().optional(), thumbnailAltText: z.string().optional() }).optional(),
    poll: z.strictObject({
      question: z.string().min(1).max(140), options: z.array(z.strictObject({ text: z.string().min(1).max(30) })).min(2).max(4),
      settings: z.strictObject({ duration: z.enum(['ONE_DAY', 'THREE_DAYS', 'SEVEN_DAYS', 'FOURTEEN_DAYS']), voteSelectionType: z.literal('SINGLE_VOTE'), isVoterVisibleToAuthor: z.literal(true) }),
    }).optional(),
  }).refine(content => Object.keys(content).length === 1, 'exactly one kind of content').optional(),
})
type Content = NonNullable<z.infer<typeof postBody>['content']>
const patchBody = z.strictObject({ patch: z.strictObject({ $set: z.strictObject({ commentary: z.string() }) }) })

const dayMs = 24 * 3_600_000

export function addPosts(hono: Hono<Env>, world: World): void {
  const writeRight = (author: string): string => (author === memberUrn(world) ? 'w_member_social' : 'w_organization_social')
  const readRight = (author: string): string => (author === memberUrn(world) ? 'r_member_social' : 'r_organization_social')
  const postOf = (urn: string): Post => {
    const post = world.posts.find(one => one.urn === urn && !one.isDeleted)
    if (!post) throw notFound(urn)
    return post
  }
  const shown = (post: Post) => ({
    id: post.urn, author: post.author, commentary: post.commentary, visibility: post.visibility, lifecycleState: 'PUBLISHED', lifecycleStateInfo: { isEditedByAuthor: false },
    createdAt: post.createdAt, publishedAt: post.createdAt, lastModifiedAt: post.createdAt, isReshareDisabledByAuthor: false,
    distribution: { feedDistribution: 'MAIN_FEED', thirdPartyDistributionChannels: [] }, ...(post.content === null ? {} : { content: post.content }),
  })

  hono.post('/rest/posts', async c => {
    const body = postBody.safeParse(await c.req.json())
    if (!body.success) throw inputError(422, 'UNRECOGNIZED_FIELD', '/', z.prettifyError(body.error))
    const { author, commentary, visibility, content } = body.data
    needs(c, writeRight(author))
    if (!mayPostAs(world, author)) throw denied(`author ${author}`)
    if (author !== memberUrn(world) && visibility === 'CONNECTIONS') throw inputError(400, 'INVALID_VISIBILITY', '/visibility', 'an organization has no connections')
    const little = readLittle(commentary)
    if (little.shown.length > 3000) throw inputError(400, 'FIELD_LENGTH_TOO_LONG', '/commentary', 'ERROR :: /commentary :: length is greater than the maximum allowed (maxLength: 3000)')
    if (content?.media?.id.startsWith('urn:li:document:') && !content.media.title) throw inputError(422, 'MISSING_FIELD', '/content/media/title', 'a document needs a title')
    for (const urn of filesOf(content)) {
      const upload = world.uploads.find(one => one.urn === urn && one.owner === author)
      if (!upload) throw inputError(400, 'INVALID_URN_ID', '/content', `${urn} does not belong to the author`)
      settle(upload, world.now())
      if (upload.status !== 'AVAILABLE') throw inputError(422, 'MEDIA_ASSET_PROCESSING', '/content', `${urn} is ${upload.status}`)
    }
    const twin = world.posts.find(post => post.author === author && post.createdAt > world.now() - dayMs && post.commentary.trim() === commentary.trim() && Object.keys(post.content ?? {}).join() === Object.keys(content ?? {}).join())
    if (twin) throw inputError(422, 'DUPLICATE_POST', '/commentary', `Content is a duplicate of ${twin.urn}`)
    const number = world.nextNumber()
    const kind = content?.media?.id.startsWith('urn:li:video:') || content?.poll ? 'ugcPost' : 'share'
    // What is not escaped is cut off, and nobody is told.
    const post: Post = { urn: `urn:li:${kind}:${number}`, activity: `urn:li:activity:${number + 1}`, author, commentary: little.isCut ? little.shown : commentary, visibility, content: content ?? null, createdAt: world.now(), isDeleted: false }
    world.posts.push(post)
    c.header('x-restli-id', post.urn)
    return c.body(null, 201)
  })

  hono.get('/rest/posts', c => {
    finder(c, 'author')
    const author = decoded(queryOf(c).get('author'))
    needs(c, readRight(author))
    if (!mayPostAs(world, author)) throw denied(author)
    return c.json(pageOf(c, standing(world).filter(post => post.author === author).map(shown)))
  })

  hono.get('/rest/posts/:urn', c => {
    const post = postOf(decoded(c.req.param('urn')))
    needs(c, readRight(post.author))
    return c.json(shown(post))
  })

  hono.post('/rest/posts/:urn', async c => {
    if (c.req.header('x-restli-method') !== 'PARTIAL_UPDATE') throw new LinkedInError(400, 'ILLEGAL_ARGUMENT', 'X-RestLi-Method is missing')
    const post = postOf(decoded(c.req.param('urn')))
    needs(c, writeRight(post.author))
    const body = patchBody.safeParse(await c.req.json())
    if (!body.success) throw inputError(422, 'UNRECOGNIZED_FIELD', '/patch', z.prettifyError(body.error))
    const { commentary } = body.data.patch.$set
    const little = readLittle(commentary)
    if (little.shown.length > 3000) throw inputError(400, 'FIELD_LENGTH_TOO_LONG', '/commentary', 'maxLength: 3000')
    post.commentary = little.isCut ? little.shown : commentary
    return c.body(null, 204)
  })

  hono.delete('/rest/posts/:urn', c => {
    const urn = decoded(c.req.param('urn'))
    const post = world.posts.find(one => one.urn === urn)
    if (!post) throw notFound(urn)
    needs(c, writeRight(post.author))
    post.isDeleted = true
    return c.body(null, 204)
  })
}

function filesOf(content: Content | undefined): readonly string[] {
  const { media, multiImage, article } = content ?? {}
  return [media?.id, ...(multiImage?.images ?? []).map(image => image.id), article?.thumbnail].filter(urn => urn !== undefined)
}
