import { createHash } from 'node:crypto'
import type { Content, MediaUse, Part } from '../../../preload/contract/drafts.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import { graphId } from '../graph-api/client.ts'
import { readyContainer, type ContainerFields, type ContainerOrder, type ContainerTools } from '../graph-api/containers.ts'
import { publicAddress, type PrepareFailure } from '../graph-api/public-media.ts'
import type { Notes, Session } from '../network.ts'
import type { InstagramClient } from './client.ts'
import { publishingLimit } from './entities.ts'
import { captionTrouble } from './format.ts'
import { instagramLimits, mostMedia } from './limits.ts'
import type { PreparedContainer } from './prepared-call.ts'
import { sendVideo } from './upload.ts'

export type PrepareTools = Omit<ContainerTools, 'client'> & { readonly client: InstagramClient; readonly session: Pick<Session, 'media'>; readonly remoteId: string }

const minuteMs = 60_000
const patienceMs = { image: 2 * minuteMs, video: 15 * minuteMs } as const
const refused = (reason: 'media' | 'text' | 'not-valid' | 'not-supported', detail: string): Result<never, PrepareFailure> => fail({ kind: 'refused', reason, detail })
const hashOf = (fields: unknown): string => createHash('sha256').update(JSON.stringify(fields)).digest('hex').slice(0, 32)

/** The container a post becomes, ready to be published; its pictures' containers first where there are several. */
export async function composePost(content: Content, part: Part, notes: Notes, tools: PrepareTools): Promise<Result<PreparedContainer, PrepareFailure>> {
  const { media, text } = part
  const [only] = media
  if (part.poll || content.quote) return refused('not-supported', 'the network has neither polls nor quotes for programs')
  if (!only) return refused('media', 'a picture or a video is needed')
  const isStory = content.format === 'story'
  if (isStory && (media.length > 1 || text.trim() !== '')) return refused(media.length > 1 ? 'media' : 'text', 'a story is one picture or one video without words')
  if (content.format === 'reel' && (media.length > 1 || only.kind !== 'video')) return refused('media', 'a reel is one video')
  if (media.length > mostMedia) return refused('media', `${media.length} files; ${mostMedia} are the most`)
  const trouble = captionTrouble(text)
  if (trouble !== null) return refused('text', trouble)
  const allowance = await checkAllowance(tools)
  if (!allowance.ok) return allowance
  const labels = labelsOf(content)
  if (isStory) {
    const id = await fileContainer('story', only, { media_type: 'STORIES', ...labels }, notes, tools)
    return id.ok ? ok({ kind: 'container', v: 1, id: id.value, caption: '', becomes: 'STORY' }) : id
  }
  const caption = text === '' ? {} : { caption: text }
  if (media.length === 1) {
    // Every single video is a reel there.
    const fields = only.kind === 'video' ? { media_type: 'REELS', ...reelFields(content), ...caption, ...labels } : { ...altOf(only), ...caption, ...labels }
    const id = await fileContainer('post', only, fields, notes, tools)
    return id.ok ? ok({ kind: 'container', v: 1, id: id.value, caption: text, becomes: only.kind === 'video' ? 'REELS' : 'IMAGE' }) : id
  }
  const children: string[] = []
  for (const [at, use] of media.entries()) {
    const child = await fileContainer(`item ${at}`, use, { is_carousel_item: 'true', ...(use.kind === 'video' ? { media_type: 'VIDEO' } : altOf(use)) }, notes, tools)
    if (!child.ok) return child
    children.push(child.value)
  }
  const fields = { media_type: 'CAROUSEL', children: children.join(','), ...caption, ...labels }
  const id = await readyContainer({ name: `carousel:${hashOf(fields)}`, fields: () => Promise.resolve(ok(fields)), suspect: 'media', patienceMs: patienceMs.image }, notes, tools)
  return id.ok ? ok({ kind: 'container', v: 1, id: id.value, caption: text, becomes: 'CAROUSEL_ALBUM' }) : id
}

const altOf = ({ alt }: MediaUse): ContainerFields => (alt.trim() === '' ? {} : { alt_text: alt })

function labelsOf({ options = {} }: Content): ContainerFields {
  return { ...(options['made-by-ai'] === 'yes' ? { is_ai_generated: 'true' } : {}), ...(options['paid-partnership'] === 'yes' ? { is_paid_partnership: 'true' } : {}) }
}

function reelFields({ format, options = {} }: Content): ContainerFields {
  const cover = Number(options['cover-ms'] ?? '')
  return { share_to_feed: String(format !== 'reel' || options['share-to-feed'] !== 'no'), ...(options['cover-ms'] && Number.isFinite(cover) ? { thumb_offset: String(Math.round(cover)) } : {}) }
}

/** A container of one file: fetched by the network from the web, or, a video with Facebook's sign-in, sent to it. */
async function fileContainer(what: string, use: MediaUse, fields: ContainerFields, notes: Notes, tools: PrepareTools): Promise<Result<string, PrepareFailure>> {
  const secret = await tools.client.secret()
  if (!secret.ok) return secret
  const order: Pick<ContainerOrder, 'name' | 'suspect' | 'patienceMs'> = { name: `${what}:${use.hash}:${hashOf(fields)}`, suspect: 'media', patienceMs: patienceMs[use.kind === 'image' ? 'image' : 'video'] }
  if (use.kind === 'video' && secret.value.login === 'facebook') {
    return await readyContainer({ ...order, fields: () => Promise.resolve(ok({ ...fields, upload_type: 'resumable' })), upload: made => sendVideo(use, made, tools) }, notes, tools)
  }
  const limit = use.kind === 'image' ? instagramLimits.images : instagramLimits.video ?? instagramLimits.images
  const asked = async (): Promise<Result<ContainerFields, PrepareFailure>> => {
    const address = await publicAddress(use, limit, tools.session.media)
    return address.ok ? ok({ ...fields, [use.kind === 'image' ? 'image_url' : 'video_url']: address.value }) : address
  }
  return await readyContainer({ ...order, fields: asked }, notes, tools)
}

/** Used up in its rolling day, and nothing says when a place becomes free: then a quarter of an hour later it is asked again. */
const usedUpPauseMs = 15 * minuteMs

async function checkAllowance({ client, now, remoteId }: PrepareTools): Promise<Result<void, NetworkFailure>> {
  const read = await client.ask({ path: `/${graphId(remoteId)}/content_publishing_limit`, query: { fields: 'config,quota_usage' } }, publishingLimit)
  // Only what it says counts; that it says nothing is no reason to hold up a post.
  if (!read.ok) return read.failure.kind === 'refused' || read.failure.kind === 'missing' || read.failure.kind === 'server-trouble' ? ok(undefined) : read
  const [row] = read.value.data
  if (!row || row.quota_usage < row.config.quota_total) return ok(undefined)
  return fail({ kind: 'rate-limited', untilUtc: now() + usedUpPauseMs, detail: `content_publishing_limit: ${row.quota_usage} of ${row.config.quota_total} in a day` })
}
