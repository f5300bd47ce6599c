import { randomUUID } from 'node:crypto'
import type { RemoteRef } from '../../../preload/contract/drafts.ts'
import { assertNever, fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Act } from '../../../preload/contract/publishing.ts'
import { graphId } from '../graph-api/client.ts'
import type { PrepareFailure } from '../graph-api/public-media.ts'
import type { Notes, Prepared } from '../network.ts'
import { composePost, type PrepareTools } from './containers.ts'
import { readExtra } from './items.ts'
import { messageMaxBytes } from './limits.ts'
import { writePrepared, type PreparedCall } from './prepared-call.ts'

const refused = (reason: 'media' | 'text' | 'not-valid' | 'not-supported', detail: string): Result<never, PrepareFailure> => fail({ kind: 'refused', reason, detail })

/** Makes containers and writes down the whole call; nobody sees them, and unused ones expire. May be repeated. */
export async function prepare(act: Act, part: number, before: readonly RemoteRef[], notes: Notes, tools: PrepareTools): Promise<Result<Prepared, PrepareFailure>> {
  switch (act.kind) {
    case 'publish': {
      const own = act.content.parts[part]
      if (!own) return refused('not-valid', `there is no part ${part}`)
      if (part > 0) return firstComment(part, own, before)
      const post = await composePost(act.content, own, notes, tools)
      return post.ok ? ok(writePrepared(post.value, post.value.id)) : post
    }
    case 'reply': return answer(act)
    case 'message': {
      if (Buffer.byteLength(act.text, 'utf8') > messageMaxBytes) return refused('text', `a message has ${messageMaxBytes} bytes at most`)
      const about = readExtra(act.conversation)
      return written({ kind: 'message', v: 1, to: act.toPerson.remoteId, conversation: about?.kind === 'message' ? about.conversation : act.conversation.id, text: act.text })
    }
    case 'delete': return simple('DELETE', `/${graphId(act.target.id)}`, act.target.id, {}, true)
    case 'hide': return simple('POST', `/${graphId(act.target.id)}`, act.target.id, { hide: String(act.on) }, false)
    case 'like': {
      const kind = readExtra(act.target)?.kind
      return simple(act.on ? 'POST' : 'DELETE', `/${graphId(tools.remoteId)}/likes`, act.target.id, { [kind === 'comment' ? 'comment_id' : 'media_id']: act.target.id }, !act.on)
    }
    case 'edit': case 'boost': case 'follow': case 'mute': case 'block': case 'report': case 'mark-read':
      return refused('not-supported', `the network lets no program do this: ${act.kind}`)
    default: return assertNever(act)
  }
}

const written = (call: PreparedCall): Result<Prepared, never> => ok(writePrepared(call, randomUUID()))
const simple = (method: 'POST' | 'DELETE', path: string, subject: string, query: Record<string, string>, goneIsDone: boolean): Result<Prepared, never> =>
  written({ kind: 'act', v: 1, method, path, query, subject, goneIsDone })

type Own = Extract<Act, { kind: 'publish' }>['content']['parts'][number]

function firstComment(part: number, { text, media }: Own, before: readonly RemoteRef[]): Result<Prepared, PrepareFailure> {
  const [first] = before
  if (part > 1 || !first) return refused('not-valid', 'under a post there is one first comment')
  if (media.length > 0 || text.trim() === '') return refused(media.length > 0 ? 'media' : 'text', 'a comment is a text')
  return written({ kind: 'comment', v: 1, on: 'media', target: first.id, media: first.id, message: text })
}

function answer({ to, content }: Extract<Act, { kind: 'reply' }>): Result<Prepared, PrepareFailure> {
  const [part, ...others] = content.parts
  if (!part || others.length > 0 || part.media.length > 0 || part.poll || part.text.trim() === '') return refused(part?.media.length ? 'media' : 'not-valid', 'an answer is one text')
  const about = readExtra(to)
  if (about?.kind === 'media') return written({ kind: 'comment', v: 1, on: 'media', target: to.id, media: to.id, message: part.text })
  if (about?.kind === 'tag') return written({ kind: 'comment', v: 1, on: 'tag', target: to.id, media: to.id, message: part.text })
  // Answers stand in one row under the first comment, whichever of them is answered.
  if (about?.kind === 'comment') return written({ kind: 'comment', v: 1, on: 'comment', target: about.top, media: about.media, message: part.text })
  return refused('not-supported', 'this cannot be answered there')
}
