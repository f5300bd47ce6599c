import { randomUUID } from 'node:crypto'
import type { RemoteRef } from '../../../preload/contract/drafts.ts'
import type { Act } from '../../../preload/contract/publishing.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Notes, Prepared } from '../network.ts'
import { composePost } from './compose.ts'
import { commentMax } from './limits.ts'
import { littleText } from './format.ts'
import { writePrepared, type PreparedCall } from './prepared-call.ts'
import { readExtra } from './refs.ts'
import type { PrepareFailure, UploadTools } from './upload.ts'
import { commentUrn, encoded, isPost, readComment } from './urn.ts'

/** Uploads, and writes down the whole call. May be repeated; nothing becomes visible. */
export async function prepare(act: Act, part: number, before: readonly RemoteRef[], notes: Notes, tools: UploadTools): Promise<Result<Prepared, PrepareFailure>> {
  const { author } = tools
  // LinkedIn knows no key of ours: this one only names the sending in our journal.
  const write = (call: PreparedCall): Result<Prepared, never> => ok(writePrepared(call, randomUUID()))
  switch (act.kind) {
    case 'publish': {
      if (part > 0) return composeComment(act.content.parts[part], before[0], author, write)
      const fields = await composePost(act.content, notes, tools)
      return fields.ok ? write({ kind: 'new-post', v: 1, fields: fields.value }) : fields
    }
    case 'reply':
      return part > 0 ? notSupported('an answer is one comment') : composeComment(act.content.parts[0], act.to, author, write)
    case 'edit':
      return write({ kind: 'edit', v: 1, target: act.target.id, extra: act.target.extra, text: readComment(act.target.id) ? textOf(act) : littleText(textOf(act)) })
    case 'delete': {
      const comment = readComment(act.target.id)
      const path = comment ? `${commentPath(comment)}?actor=${encoded(author)}` : `/rest/posts/${encoded(act.target.id)}`
      return write({ kind: 'act', v: 1, method: 'DELETE', path, json: null, subject: act.target.id, goneIsDone: true })
    }
    case 'like':
      return write(act.on
        ? { kind: 'act', v: 1, method: 'POST', path: `/rest/reactions?actor=${encoded(author)}`, json: { root: act.target.id, reactionType: 'LIKE' }, subject: act.target.id, goneIsDone: false }
        : { kind: 'act', v: 1, method: 'DELETE', path: `/rest/reactions/(actor:${encoded(author)},entity:${encoded(act.target.id)})`, json: null, subject: act.target.id, goneIsDone: true })
    default:
      return notSupported(`LinkedIn has no ${act.kind} for apps`)
  }
}

export const commentPath = ({ entity, id }: { readonly entity: string; readonly id: string }): string => `/rest/socialActions/${encoded(entity)}/comments/${encoded(id)}`

const textOf = ({ content }: Extract<Act, { kind: 'edit' }>): string => content.parts[0]?.text ?? ''
const notSupported = (detail: string): Result<never, PrepareFailure> => fail({ kind: 'refused', reason: 'not-supported', detail })

type Part = Extract<Act, { kind: 'publish' }>['content']['parts'][number]

/** A comment of ours under a post, or under somebody's comment; under an answer it stands beside it, since answers stand one level deep. */
function composeComment(part: Part | undefined, to: RemoteRef | undefined, author: string, write: (call: PreparedCall) => Result<Prepared, never>): Result<Prepared, PrepareFailure> {
  if (!part || !to) return fail({ kind: 'refused', reason: 'not-valid', detail: 'there is nothing to comment on' })
  if (part.media.length > 0 || part.poll) return fail({ kind: 'refused', reason: 'media', detail: 'a comment is a text' })
  if (part.text.length > commentMax) return fail({ kind: 'refused', reason: 'text', detail: `a comment is no longer than ${commentMax} characters` })
  const { post, parent } = readExtra(to)
  const comment = readComment(to.id)
  if (!comment && !isPost(to.id)) return fail({ kind: 'refused', reason: 'not-valid', detail: `${to.id} is neither a post nor a comment` })
  const above = comment ? parent ?? commentUrn(comment) : null
  return write({
    kind: 'new-comment', v: 1, under: above ?? to.id, post: post ?? (comment ? null : to.id),
    fields: { actor: author, object: comment ? comment.entity : to.id, message: { text: part.text }, ...(above === null ? {} : { parentComment: above }) },
  })
}
