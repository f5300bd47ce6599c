import { createHash, randomUUID } from 'node:crypto'
import type { Content, MediaUse, Part, RemoteRef } from '../../../preload/contract/drafts.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { assertNever, fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Act } from '../../../preload/contract/publishing.ts'
import { graphId } from '../graph-api/client.ts'
import { readyContainer, type ContainerFields, type ContainerTools } from '../graph-api/containers.ts'
import { publicAddress, type PrepareFailure } from '../graph-api/public-media.ts'
import type { Notes, Prepared, Session } from '../network.ts'
import { publishingLimit } from './entities.ts'
import { pollAttachment, topicTag } from './format.ts'
import { mostMedia, replyControls, threadsLimits } from './limits.ts'
import { writePrepared, type PreparedContainer } from './prepared-call.ts'

export type PrepareTools = ContainerTools & { readonly session: Pick<Session, 'media'> }

const minuteMs = 60_000
const patienceMs = { text: minuteMs, image: 2 * minuteMs, video: 15 * minuteMs } as const

/** Makes the container and waits until it is ready: nobody sees it, and an unused one expires. May be repeated. */
export async function prepare(act: Act, part: number, before: readonly RemoteRef[], notes: Notes, tools: PrepareTools): Promise<Result<Prepared, PrepareFailure>> {
  switch (act.kind) {
    case 'publish': case 'reply': {
      const previous = part > 0 ? before[part - 1]?.id : act.kind === 'reply' ? act.to.id : null
      if (previous === undefined) return fail({ kind: 'refused', reason: 'not-valid', detail: `part ${part} has nothing to follow` })
      const call = await compose(act.content, part, previous, notes, tools)
      return call.ok ? ok(writePrepared(call.value, call.value.id)) : call
    }
    case 'delete': return simple('DELETE', `/${graphId(act.target.id)}`, act.target.id, {}, true)
    case 'hide': return simple('POST', `/${graphId(act.target.id)}/manage_reply`, act.target.id, { hide: String(act.on) }, false)
    case 'message': case 'edit': case 'like': case 'boost': case 'follow': case 'mute': case 'block': case 'report': case 'mark-read':
      return fail({ kind: 'refused', reason: 'not-supported', detail: `the network lets no program do this: ${act.kind}` })
    default: return assertNever(act)
  }
}

const simple = (method: 'POST' | 'DELETE', path: string, subject: string, form: Record<string, string>, goneIsDone: boolean): Result<Prepared, never> =>
  ok(writePrepared({ kind: 'act', v: 1, method, path, form, subject, goneIsDone }, randomUUID()))

async function compose(content: Content, index: number, replyTo: string | null, notes: Notes, tools: PrepareTools): Promise<Result<PreparedContainer, PrepareFailure>> {
  const part = content.parts[index]
  if (!part) return fail({ kind: 'refused', reason: 'not-valid', detail: `there is no part ${index}` })
  const { media } = part
  if (media.length > mostMedia) return fail({ kind: 'refused', reason: 'media', detail: `${media.length} files; ${mostMedia} are the most` })
  if (part.poll && (media.length > 0 || part.poll.multiple)) return fail({ kind: 'refused', reason: 'poll', detail: 'a poll stands without pictures, and one answer is chosen' })
  const allowance = await checkAllowance(replyTo !== null, tools)
  if (!allowance.ok) return allowance
  const common: ContainerFields = { ...commonFields(content, part, index), ...(replyTo === null ? {} : { reply_to_id: replyTo }) }
  const [only] = media
  const called = (what: string, fields: unknown): string => `${what}:${index}:${createHash('sha256').update(JSON.stringify(fields)).digest('hex').slice(0, 32)}`
  const base = { kind: 'container', v: 1, text: part.text, replyTo } as const
  if (only === undefined) {
    const fields = { media_type: 'TEXT', ...common }
    const id = await readyContainer({ name: called('text', fields), fields: () => Promise.resolve(ok(fields)), suspect: part.poll ? 'poll' : 'text', patienceMs: patienceMs.text }, notes, tools)
    return id.ok ? ok({ ...base, id: id.value, becomes: 'TEXT_POST' }) : id
  }
  if (common['link_attachment'] !== undefined) return fail({ kind: 'refused', reason: 'not-valid', detail: 'a link card stands without pictures only' })
  if (media.length === 1) {
    const id = await readyContainer({ name: called(only.hash, { ...common, alt: only.alt }), fields: () => fileFields(only, common, tools), suspect: 'media', patienceMs: patienceMs[only.kind === 'image' ? 'image' : 'video'] }, notes, tools)
    return id.ok ? ok({ ...base, id: id.value, becomes: only.kind === 'image' ? 'IMAGE' : 'VIDEO' }) : id
  }
  const children: string[] = []
  for (const [at, use] of media.entries()) {
    const child = await readyContainer({ name: called(`${at}:${use.hash}`, { alt: use.alt }), fields: () => fileFields(use, { is_carousel_item: 'true' }, tools), suspect: 'media', patienceMs: patienceMs[use.kind === 'image' ? 'image' : 'video'] }, notes, tools)
    if (!child.ok) return child
    children.push(child.value)
  }
  const fields = { media_type: 'CAROUSEL', children: children.join(','), ...common }
  const id = await readyContainer({ name: called('carousel', fields), fields: () => Promise.resolve(ok(fields)), suspect: 'media', patienceMs: patienceMs.image }, notes, tools)
  return id.ok ? ok({ ...base, id: id.value, becomes: 'CAROUSEL_ALBUM' }) : id
}

/** What was chosen beside the text goes with the first post; an answer in its own thread has its rules from there. */
function commonFields(content: Content, part: Part, index: number): ContainerFields {
  const { options = {} } = content
  const poll = part.poll ? { poll_attachment: pollAttachment(part.poll) } : {}
  const text = part.text === '' ? {} : { text: part.text }
  if (index > 0) return { ...text, ...poll }
  const control = replyControls.get(options['who-can-reply'] ?? '')
  const topic = topicTag(options['topic'] ?? '')
  return {
    ...text, ...poll,
    ...(control === undefined || control === 'everyone' ? {} : { reply_control: control }),
    ...(topic === '' ? {} : { topic_tag: topic }),
    ...(options['link'] ? { link_attachment: options['link'] } : {}),
    ...(content.quote ? { quote_post_id: content.quote.id } : {}),
  }
}

async function fileFields(use: MediaUse, more: ContainerFields, { session }: PrepareTools): Promise<Result<ContainerFields, PrepareFailure>> {
  const limit = use.kind === 'image' ? threadsLimits.images : threadsLimits.video ?? threadsLimits.images
  const address = await publicAddress(use, limit, session.media)
  if (!address.ok) return address
  const file = use.kind === 'image' ? { media_type: 'IMAGE', image_url: address.value } : { media_type: 'VIDEO', video_url: address.value }
  return ok({ ...file, ...(use.alt.trim() === '' ? {} : { alt_text: use.alt }), ...more })
}

/** Used up in its rolling day, and nothing says when a place becomes free: then a quarter of an hour later it is asked again. */
const usedUpPauseMs = 15 * minuteMs

async function checkAllowance(isReply: boolean, { client, now }: PrepareTools): Promise<Result<void, NetworkFailure>> {
  const read = await client.ask({ path: '/me/threads_publishing_limit', query: { fields: 'quota_usage,config,reply_quota_usage,reply_config' } }, publishingLimit)
  // Only what it says counts; that it says nothing is no reason to hold up a post.
  if (!read.ok) return read.failure.kind === 'refused' || read.failure.kind === 'missing' || read.failure.kind === 'server-trouble' ? ok(undefined) : read
  const [row] = read.value.data
  const [used, most] = isReply ? [row?.reply_quota_usage, row?.reply_config?.quota_total] : [row?.quota_usage, row?.config.quota_total]
  if (used === undefined || most === undefined || used < most) return ok(undefined)
  return fail({ kind: 'rate-limited', untilUtc: now() + usedUpPauseMs, detail: `threads_publishing_limit: ${used} of ${most} in a day` })
}
