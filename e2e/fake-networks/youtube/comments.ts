import type { Hono } from 'hono'
import { z } from 'zod'
import { googleError, unknownNames } from '../google-accounts.ts'
import { own, type Channel } from './channel.ts'
import { commentResource, threadResource } from './resources.ts'
import { admit, bad, notFound, paged, partsOf, type Door } from './rules.ts'

const threadBody = z.object({ snippet: z.object({ channelId: z.string().optional(), videoId: z.string(), topLevelComment: z.object({ snippet: z.object({ textOriginal: z.string() }) }) }) })
const commentBody = z.object({ snippet: z.object({ parentId: z.string(), textOriginal: z.string() }) })
const editBody = z.object({ id: z.string(), snippet: z.object({ textOriginal: z.string() }) })

export function serveComments(app: Hono, channel: Channel, door: Door): void {
  const shown = (text: string): boolean => text.trim() !== '' && [...text].length <= 10_000
  const threads = (status: string | null) => channel.comments.filter(one => one.parentId === null && (status === null || one.moderation === status)).toSorted((a, b) => b.publishedUtc - a.publishedUtc)

  app.get('/youtube/v3/commentThreads', c => {
    const refused = admit(c, door, 'points', 1)
    if (refused) return refused
    const parts = partsOf(c, ['id', 'replies', 'snippet'])
    if (parts instanceof Response) return parts
    const { id, videoId, allThreadsRelatedToChannelId: all, textFormat = 'html', order = 'time', moderationStatus = 'published' } = c.req.query()
    if ([id, videoId, all].filter(one => one !== undefined).length !== 1) return bad(c, 'missingRequiredParameter', 'exactly one filter')
    if (textFormat !== 'plainText' && textFormat !== 'html') return bad(c, 'invalidParameter', 'textFormat')
    if (order !== 'time' && order !== 'relevance') return bad(c, 'invalidParameter', 'order')
    if (!['published', 'heldForReview', 'likelySpam'].includes(moderationStatus) || (id !== undefined && c.req.query('moderationStatus') !== undefined)) return bad(c, 'invalidParameter', 'moderationStatus')
    if (all !== undefined && all !== own.id) return notFound(c, 'channelNotFound')
    if (videoId !== undefined && !channel.video(videoId)) return notFound(c, 'videoNotFound')
    if (id !== undefined && c.req.query('maxResults') !== undefined) return bad(c, 'invalidParameter', 'maxResults goes with no id')
    // By its id its owner is shown it whatever its state.
    const rows = threads(id === undefined ? moderationStatus : null).filter(one => (id === undefined || one.id === id) && (videoId === undefined || one.videoId === videoId))
    const page = id === undefined ? paged(c, rows, 100) : { rows }
    if (page instanceof Response) return page
    return c.json({ kind: 'youtube#commentThreadListResponse', etag: 'e', pageInfo: { totalResults: page.rows.length, resultsPerPage: 100 }, ...('nextPageToken' in page ? { nextPageToken: page.nextPageToken } : {}), items: page.rows.map(top => threadResource(top, channel, parts)) })
  })

  app.post('/youtube/v3/commentThreads', async c => {
    const refused = admit(c, door, 'points', 50)
    if (refused) return refused
    const json: unknown = await c.req.json().catch(() => undefined)
    if (unknownNames(json, { snippet: { channelId: true, videoId: true, topLevelComment: { snippet: { textOriginal: true } } } }).length > 0) return bad(c, 'badRequest', 'Unknown name')
    const body = threadBody.safeParse(json)
    if (!body.success || !shown(body.data.snippet.topLevelComment.snippet.textOriginal)) return bad(c, 'commentTextRequired', 'text')
    const video = channel.video(body.data.snippet.videoId)
    if (!video) return notFound(c, 'videoNotFound')
    if (video.status.privacyStatus === 'private' || video.status.selfDeclaredMadeForKids) return googleError(c, 403, 'PERMISSION_DENIED', 'commentsDisabled', 'The video has disabled comments.')
    return c.json(threadResource(channel.write(video.id, null, own, body.data.snippet.topLevelComment.snippet.textOriginal.trim()), channel, ['snippet']))
  })

  app.get('/youtube/v3/comments', c => {
    const refused = admit(c, door, 'points', 1)
    if (refused) return refused
    if (partsOf(c, ['id', 'snippet']) instanceof Response) return bad(c, 'unknownPart', 'part')
    const { id, parentId } = c.req.query()
    if ((id === undefined) === (parentId === undefined)) return bad(c, 'missingRequiredParameter', 'exactly one filter')
    const rows = channel.comments.filter(one => (id === undefined ? one.parentId === parentId && one.moderation === 'published' : id.split(',').includes(one.id)))
    const page = id === undefined ? paged(c, rows, 100) : { rows }
    if (page instanceof Response) return page
    return c.json({ kind: 'youtube#commentListResponse', etag: 'e', ...('nextPageToken' in page ? { nextPageToken: page.nextPageToken } : {}), items: page.rows.map(commentResource) })
  })

  app.post('/youtube/v3/comments', async c => {
    const refused = admit(c, door, 'points', 50)
    if (refused) return refused
    const body = commentBody.safeParse(await c.req.json().catch(() => undefined))
    if (!body.success || !shown(body.data.snippet.textOriginal)) return bad(c, 'commentTextRequired', 'text')
    const parent = channel.comments.find(one => one.id === body.data.snippet.parentId)
    if (!parent) return notFound(c, 'parentCommentNotFound')
    // An answer has no answers of its own.
    if (parent.parentId !== null) return bad(c, 'invalidCommentMetadata', 'parentId')
    return c.json(commentResource(channel.write(parent.videoId, parent.id, own, body.data.snippet.textOriginal.trim())))
  })

  app.put('/youtube/v3/comments', async c => {
    const refused = admit(c, door, 'points', 50)
    if (refused) return refused
    const body = editBody.safeParse(await c.req.json().catch(() => undefined))
    if (!body.success || !shown(body.data.snippet.textOriginal)) return bad(c, 'commentTextRequired', 'text')
    const comment = channel.comments.find(one => one.id === body.data.id)
    if (!comment) return notFound(c, 'commentNotFound')
    if (comment.author.id !== own.id) return googleError(c, 403, 'PERMISSION_DENIED', 'forbidden', 'The comment cannot be updated.')
    comment.text = body.data.snippet.textOriginal.trim()
    comment.updatedUtc = door.now()
    return c.json(commentResource(comment))
  })

  app.delete('/youtube/v3/comments', c => {
    const refused = admit(c, door, 'points', 50)
    if (refused) return refused
    const at = channel.comments.findIndex(one => one.id === c.req.query('id'))
    if (at < 0) return notFound(c, 'commentNotFound')
    if (channel.comments[at]?.author.id !== own.id) return googleError(c, 403, 'PERMISSION_DENIED', 'forbidden', 'The comment cannot be deleted.')
    channel.comments.splice(at, 1)
    return c.body(null, 204)
  })

  app.post('/youtube/v3/comments/setModerationStatus', c => {
    const refused = admit(c, door, 'points', 50)
    if (refused) return refused
    const status = c.req.query('moderationStatus')
    if (status !== 'heldForReview' && status !== 'published' && status !== 'rejected') return bad(c, 'invalidParameter', 'moderationStatus')
    const comments = channel.comments.filter(one => (c.req.query('id') ?? '').split(',').includes(one.id))
    if (comments.length === 0) return notFound(c, 'commentNotFound')
    if (comments.some(one => one.moderation === 'rejected' && status !== 'rejected')) return bad(c, 'operationNotSupported', 'A rejected comment does not come back.')
    for (const one of comments) one.moderation = status
    return c.body(null, 204)
  })
}
