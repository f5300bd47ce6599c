import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { denied, inputError, LinkedInError, notFound } from './errors.ts'
import { decoded, finder, needs, pageOf, queryOf, type Env } from './guard.ts'
import { readLittle } from './little-text.ts'
import { mayPostAs, memberUrn, type Comment, type Post, type World } from './state.ts'

const commentBody = z.strictObject({ actor: z.string(), object: z.string(), message: z.strictObject({ text: z.string().min(1), attributes: z.array(z.unknown()).optional() }), parentComment: z.string().optional() })
const patchBody = z.strictObject({ patch: z.strictObject({ message: z.strictObject({ $set: z.strictObject({ text: z.string().min(1) }) }) }) })
const reactionBody = z.strictObject({ root: z.string(), reactionType: z.enum(['LIKE', 'PRAISE', 'EMPATHY', 'INTEREST', 'APPRECIATION', 'ENTERTAINMENT']) })
const keptMs = 60 * 24 * 3_600_000

export function addSocial(hono: Hono<Env>, world: World): void {
  const writeRight = (actor: string): string => (actor === memberUrn(world) ? 'w_member_social_feed' : 'w_organization_social_feed')
  const postUnder = (urn: string): Post => {
    const post = world.posts.find(one => !one.isDeleted && (one.urn === urn || one.activity === urn))
    if (!post) throw notFound(urn)
    return post
  }
  const live = (): Comment[] => world.comments.filter(comment => !comment.isDeleted)
  const commentNamed = (urn: string): Comment | undefined => live().find(comment => comment.urn === urn)
  const shown = (comment: Comment) => ({
    id: comment.id, commentUrn: comment.urn, object: comment.entity, actor: comment.actor, agent: memberUrn(world), message: { attributes: [], text: comment.text },
    created: { actor: comment.actor, time: comment.createdAt }, lastModified: { actor: comment.actor, time: comment.createdAt }, ...(comment.parent === null ? {} : { parentComment: comment.parent }),
  })
  const actorOf = (c: Context<Env>): string => {
    const actor = decoded(queryOf(c).get('actor'))
    if (actor === '') throw new LinkedInError(400, 'MISSING_FIELD', 'actor')
    needs(c, writeRight(actor))
    if (!mayPostAs(world, actor)) throw denied(`actor ${actor}`)
    return actor
  }

  hono.post('/rest/socialActions/:under/comments', async c => {
    const under = decoded(c.req.param('under'))
    const body = commentBody.safeParse(await c.req.json())
    if (!body.success) throw inputError(422, 'UNRECOGNIZED_FIELD', '/', z.prettifyError(body.error))
    const { actor, object, message, parentComment } = body.data
    needs(c, writeRight(actor))
    if (!mayPostAs(world, actor)) throw denied(`actor ${actor}`)
    const isAnswer = under.startsWith('urn:li:comment:')
    const parent = isAnswer ? commentNamed(under) : undefined
    if (isAnswer && !parent) throw notFound(under)
    if (isAnswer !== (parentComment !== undefined) || (isAnswer && parentComment !== under)) throw inputError(400, 'INVALID_PARENT_COMMENT', '/parentComment', 'parentComment and address differ')
    // Answers stand one level deep.
    if (parent && parent.parent !== null) throw inputError(400, 'INVALID_PARENT_COMMENT', '/parentComment', 'an answer cannot be answered')
    const post = postUnder(parent ? parent.entity : under)
    if (object !== post.urn && object !== post.activity) throw inputError(400, 'INVALID_URN_ID', '/object', `${object} is not what stands there`)
    if (message.text.length > 1250) throw inputError(400, 'FIELD_LENGTH_TOO_LONG', '/message/text', 'maxLength: 1250')
    const comment = addComment(world, { post, actor, text: message.text, parent: parent?.urn ?? null })
    c.header('x-restli-id', comment.id)
    return c.json(shown(comment), 201)
  })

  hono.get('/rest/socialActions/:under/comments', c => {
    needs(c, 'r_organization_social_feed')
    const under = decoded(c.req.param('under'))
    if (under.startsWith('urn:li:comment:')) return c.json(pageOf(c, live().filter(comment => comment.parent === under).map(shown)))
    const post = postUnder(under)
    return c.json(pageOf(c, live().filter(comment => comment.parent === null && comment.entity === post.activity).map(shown)))
  })

  const found = (c: Context<Env>): Comment => {
    const post = postUnder(decoded(c.req.param('under')))
    const comment = live().find(one => one.entity === post.activity && one.id === c.req.param('id'))
    if (!comment) throw notFound(c.req.param('id') ?? '')
    return comment
  }
  hono.get('/rest/socialActions/:under/comments/:id', c => {
    needs(c, 'r_organization_social_feed')
    return c.json(shown(found(c)))
  })
  hono.post('/rest/socialActions/:under/comments/:id', async c => {
    if (c.req.header('x-restli-method') !== 'PARTIAL_UPDATE') throw new LinkedInError(400, 'ILLEGAL_ARGUMENT', 'X-RestLi-Method is missing')
    const comment = found(c)
    if (comment.actor !== actorOf(c)) throw denied(comment.urn)
    const body = patchBody.safeParse(await c.req.json())
    if (!body.success) throw inputError(422, 'UNRECOGNIZED_FIELD', '/patch', z.prettifyError(body.error))
    comment.text = body.data.patch.message.$set.text
    return c.json(shown(comment))
  })
  hono.delete('/rest/socialActions/:under/comments/:id', c => {
    const comment = found(c)
    const actor = actorOf(c)
    if (comment.actor !== actor && postUnder(comment.entity).author !== actor) throw denied(comment.urn)
    comment.isDeleted = true
    return c.body(null, 204)
  })

  const reactedTo = (urn: string): string => (urn.startsWith('urn:li:comment:') ? commentNamed(urn)?.urn : postUnder(urn).urn) ?? ''
  hono.post('/rest/reactions', async c => {
    const actor = actorOf(c)
    const body = reactionBody.safeParse(await c.req.json())
    if (!body.success) throw inputError(422, 'UNRECOGNIZED_FIELD', '/', z.prettifyError(body.error))
    const entity = reactedTo(body.data.root)
    if (entity === '') throw notFound(body.data.root)
    world.reactions.add(`${actor} ${entity}`)
    c.header('x-restli-id', `(actor:${actor},entity:${entity})`)
    return c.json({ root: entity, reactionType: body.data.reactionType }, 201)
  })
  hono.delete('/rest/reactions/:key', c => {
    const [, actor = '', entity = ''] = /^\(actor:([^,]+),entity:(.+)\)$/u.exec(c.req.url.split('/').at(-1) ?? '') ?? []
    needs(c, writeRight(decoded(actor)))
    if (!world.reactions.delete(`${decoded(actor)} ${reactedTo(decoded(entity))}`)) throw notFound(decoded(entity))
    return c.body(null, 204)
  })

  hono.get('/rest/organizationalEntityNotifications', c => {
    needs(c, 'rw_organization_admin', 'r_organization_admin')
    finder(c, 'criteria')
    const query = queryOf(c)
    const organization = decoded(query.get('organizationalEntity'))
    if (!mayPostAs(world, organization)) throw denied(organization)
    const actions = (/^List\((.*)\)$/u.exec(query.get('actions') ?? '')?.[1] ?? '').split(',')
    const [, start, end] = /^\(start:(\d+),end:(\d+)\)$/u.exec(query.get('timeRange') ?? '') ?? []
    if (start === undefined || Number(start) < world.now() - keptMs) throw new LinkedInError(400, 'PARAM_INVALID', 'timeRange: 60 days at most')
    const rows = world.notices.filter(one => one.organization === organization && actions.includes(one.action) && one.at >= Number(start) && one.at < Number(end)).toReversed()
    return c.json(pageOf(c, rows.map(({ id, action, at, post, comment }) => ({
      notificationId: id, organizationalEntity: organization, action, lastModifiedAt: at, subscriber: memberUrn(world),
      ...(post ? { sourcePost: post.activity, decoratedSourcePost: { entity: post.urn, owner: post.author, mediaCategory: 'NONE', text: readLittle(post.commentary).shown } } : {}),
      ...(comment ? {
        generatedActivity: comment.urn.replace('(urn:li:activity:', '(activity:'),
        decoratedGeneratedActivity: { comment: { entity: comment.urn, object: comment.entity, owner: comment.actor, text: comment.text } },
      } : {}),
    }))))
  })
}

/** A comment, and the notification of it where it is somebody else's under a page's post. */
export function addComment(world: World, { post, actor, text, parent }: { readonly post: Post; readonly actor: string; readonly text: string; readonly parent: string | null }): Comment {
  const id = String(world.nextNumber())
  const comment: Comment = { id, urn: `urn:li:comment:(${post.activity},${id})`, entity: post.activity, actor, text, parent, createdAt: world.now(), isDeleted: false }
  world.comments.push(comment)
  world.notices.push({ id: world.nextNumber(), action: actor === post.author ? 'ADMIN_COMMENT' : 'COMMENT', organization: post.author, at: world.now(), post, comment })
  return comment
}
