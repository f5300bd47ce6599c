import { randomUUID } from 'node:crypto'
import type { Content, MediaUse } from '../../../preload/contract/drafts.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import type { Act } from '../../../preload/contract/publishing.ts'
import { assertNever, fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Prepared, Session } from '../network.ts'
import { composeAction, composePost } from './format.ts'
import { answerMaxBytes, limits, pictureMin } from './limits.ts'
import { writePrepared, type PostBody } from './prepared-call.ts'
import { namedBy } from './refs.ts'

export type PrepareTools = { readonly media: Session['media']; readonly zone: string }
export type PrepareFailure = NetworkFailure | { readonly kind: 'media-missing'; readonly detail: string }

/** Puts the picture where Google can fetch it, and writes down the whole call. May be repeated; nothing becomes visible. */
export async function prepare(act: Act, tools: PrepareTools): Promise<Result<Prepared, PrepareFailure>> {
  switch (act.kind) {
    case 'publish': {
      const body = await preparePost(act.content, tools)
      return body.ok ? ok(writePrepared({ kind: 'new-post', v: 1, body: body.value }, randomUUID())) : body
    }
    case 'reply': {
      const { kind, review } = namedBy(act.to.id)
      return kind === 'review' || kind === 'answer' ? answer(review, act.content.parts[0]?.text ?? '') : notSupported('only reviews are answered')
    }
    case 'edit': {
      const { kind, review } = namedBy(act.target.id)
      if (kind === 'answer') return answer(review, act.content.parts[0]?.text ?? '')
      return kind === 'post' ? editPost(act.target.id, act.content) : notSupported('only posts and answers of one’s own are changed')
    }
    case 'delete': {
      const { kind } = namedBy(act.target.id)
      return kind === 'post' || kind === 'answer' ? ok(writePrepared({ kind: 'delete', v: 1, name: act.target.id }, randomUUID())) : notSupported('only posts and answers of one’s own are deleted')
    }
    case 'message': case 'like': case 'boost': case 'follow': case 'mute': case 'block': case 'report': case 'mark-read': case 'hide':
      return notSupported(`Google takes this from no program: ${act.kind}`)
    default: return assertNever(act)
  }
}

const notSupported = (detail: string): { readonly ok: false; readonly failure: NetworkFailure } => fail({ kind: 'refused', reason: 'not-supported', detail })

export async function preparePost(content: Content, tools: PrepareTools): Promise<Result<PostBody, PrepareFailure>> {
  const body = composePost(content, tools.zone)
  if (!body.ok) return body
  const [use, ...others] = content.parts[0]?.media ?? []
  if (!use) return body
  if (use.kind !== 'image' || others.length > 0) return fail({ kind: 'refused', reason: 'media', detail: 'a post takes one picture and no video' })
  const url = await pictureOnTheWeb(use, tools)
  return url.ok ? ok({ ...body.value, media: [{ mediaFormat: 'PHOTO', sourceUrl: url.value }] }) : url
}

/** Google fetches the picture itself; bytes are taken for the photos of a place only, not for its posts. */
async function pictureOnTheWeb(use: MediaUse, { media }: PrepareTools): Promise<Result<string, PrepareFailure>> {
  const { width, height, bytes } = pictureMin
  if (use.width < width || use.height < height || use.sizeBytes < bytes) return fail({ kind: 'refused', reason: 'media', detail: `the picture is smaller than ${width} × ${height}, or than ${bytes} bytes` })
  if (!media.onTheWeb) return fail({ kind: 'refused', reason: 'no-web-space', detail: 'Google fetches pictures from the web only' })
  const { maxBytes, maxPixels, mimes } = limits.images
  const put = await media.onTheWeb(use, { maxBytes, maxPixels, mimes })
  if (put.ok) return ok(put.value.url)
  const { kind, detail } = put.failure
  switch (kind) {
    case 'media-missing': case 'unreachable': case 'server-trouble': case 'rate-limited': return fail(put.failure)
    default: return fail({ kind: 'refused', reason: 'media', detail: `${kind}: ${detail}` })
  }
}

function answer(review: string, comment: string): Result<Prepared, PrepareFailure> {
  if (comment.trim() === '') return fail({ kind: 'refused', reason: 'text', detail: 'an answer needs words' })
  if (new TextEncoder().encode(comment).length > answerMaxBytes) return fail({ kind: 'refused', reason: 'text', detail: 'the answer is too long' })
  return ok(writePrepared({ kind: 'answer', v: 1, review, comment }, review))
}

/** Only what the owner gave is named in the mask: all else stays as it stands there. */
function editPost(name: string, content: Content): Result<Prepared, PrepareFailure> {
  const summary = content.parts[0]?.text ?? ''
  if (summary.trim() === '') return fail({ kind: 'refused', reason: 'text', detail: 'a post needs words' })
  const { action, 'action-link': link = '' } = content.options ?? {}
  const changed = action === undefined ? ok({}) : composeAction(action, link)
  if (!changed.ok) return changed
  return ok(writePrepared({ kind: 'edited-post', v: 1, name, mask: action === undefined ? 'summary' : 'summary,callToAction', body: { summary, ...changed.value } }, randomUUID()))
}
