import { randomUUID } from 'node:crypto'
import type { Content, RemoteRef } from '../../../preload/contract/drafts.ts'
import type { Act } from '../../../preload/contract/publishing.ts'
import { assertNever, fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Notes, Prepared } from '../network.ts'
import { pathId } from './client.ts'
import { compareIds, postPage } from './entities.ts'
import { writePrepared, type NewPost, type PostFields } from './prepared-call.ts'
import { uploadAll, type PrepareFailure, type UploadTools } from './upload.ts'

export type PrepareTools = UploadTools & { readonly remoteId: string }
type Writing = Extract<Act, { kind: 'publish' | 'reply' }>

/** Uploads, looks up, and writes down the whole call. May be repeated; nothing becomes visible. */
export async function prepare(act: Act, part: number, before: readonly RemoteRef[], notes: Notes, tools: PrepareTools): Promise<Result<Prepared, PrepareFailure>> {
  const key = randomUUID()
  const own = pathId(tools.remoteId)
  const simple = (method: 'POST' | 'PUT' | 'DELETE', path: string, scope: string, subject: string, json: Record<string, unknown> | null): Result<Prepared, never> =>
    ok(writePrepared({ kind: 'act', v: 1, method, path, json, scope, subject, goneIsDone: method === 'DELETE' }, key))
  switch (act.kind) {
    case 'publish': case 'reply': {
      const call = await preparePost(act, part, before, notes, tools)
      return call.ok ? ok(writePrepared(call.value, key)) : call
    }
    case 'message':
      return ok(writePrepared({ kind: 'message', v: 1, conversation: act.conversation.id, text: act.text, person: act.toPerson.remoteId }, key))
    case 'delete':
      return simple('DELETE', `/2/tweets/${pathId(act.target.id)}`, 'tweet.write', act.target.id, null)
    case 'boost':
      return act.on
        ? simple('POST', `/2/users/${own}/retweets`, 'tweet.write', act.target.id, { tweet_id: act.target.id })
        : simple('DELETE', `/2/users/${own}/retweets/${pathId(act.target.id)}`, 'tweet.write', act.target.id, null)
    case 'mute':
      return act.on
        ? simple('POST', `/2/users/${own}/muting`, 'mute.write', act.person.remoteId, { target_user_id: act.person.remoteId })
        : simple('DELETE', `/2/users/${own}/muting/${pathId(act.person.remoteId)}`, 'mute.write', act.person.remoteId, null)
    case 'hide':
      return simple('PUT', `/2/tweets/${pathId(act.target.id)}/hidden`, 'tweet.moderate.write', act.target.id, { hidden: act.on })
    case 'edit': case 'like': case 'follow': case 'block': case 'report': case 'mark-read':
      return fail({ kind: 'refused', reason: 'not-supported', detail: `X lets no app of one’s own do this: ${act.kind}` })
    default:
      return assertNever(act)
  }
}

async function preparePost(act: Writing, part: number, before: readonly RemoteRef[], notes: Notes, tools: PrepareTools): Promise<Result<NewPost, PrepareFailure>> {
  const { content } = act
  const own = content.parts[part]
  const previous = before[part - 1]
  if (!own || (part > 0 && !previous)) return fail({ kind: 'refused', reason: 'not-valid', detail: `part ${part} is missing, or has nothing to follow` })
  if (content.quote) return fail({ kind: 'refused', reason: 'not-supported', detail: 'quoting is for Enterprise contracts only, since 20 Apr 2026' })
  const uploads = await uploadAll(own.media, notes, tools)
  if (!uploads.ok) return uploads
  const after = await newestOwn(tools)
  if (!after.ok) return after
  const answers = act.kind === 'reply' && part === 0 ? act.to.id : previous?.id
  const fields: PostFields = {
    text: own.text,
    ...(uploads.value.length > 0 ? { media: { media_ids: uploads.value.map(upload => upload.id) } } : {}),
    ...(own.poll ? { poll: { options: [...own.poll.options], duration_minutes: Math.round(own.poll.durationS / 60) } } : {}),
    ...(answers === undefined ? {} : { reply: { in_reply_to_tweet_id: answers } }),
    ...chosen(content, answers === undefined),
  }
  return ok({
    kind: 'new-post', v: 1, fields, after: after.value, mediaKeys: uploads.value.flatMap(upload => upload.key ?? []),
    mediaUntilUtc: uploads.value.length > 0 ? Math.min(...uploads.value.map(upload => upload.untilUtc)) : null,
  })
}

const audiences = new Map<string | undefined, PostFields['reply_settings']>([['following', 'following'], ['mentioned', 'mentionedUsers'], ['verified', 'verified']])

/** Who may answer is said once, where a conversation begins; what must be disclosed, of each part. */
function chosen({ options }: Content, begins: boolean): Partial<PostFields> {
  const audience = begins ? audiences.get(options?.['who-can-reply']) : undefined
  return {
    ...(audience === undefined ? {} : { reply_settings: audience }),
    ...(options?.['made-by-ai'] === 'yes' ? { made_with_ai: true } : {}),
    ...(options?.['paid-partnership'] === 'yes' ? { paid_partnership: true } : {}),
  }
}

/** What stands before us on the account: after a lost answer, ours can only be younger. Five is the least that can be asked for. */
async function newestOwn({ client, remoteId }: PrepareTools): Promise<Result<NewPost['after'], PrepareFailure>> {
  const read = await client.ask({ path: `/2/users/${pathId(remoteId)}/tweets`, query: { max_results: 5, exclude: 'retweets' }, scope: 'tweet.read' }, postPage)
  if (!read.ok) return read
  const newest = read.value.data.map(post => post.id).toSorted(compareIds).at(-1)
  if (newest !== undefined) return ok({ kind: 'id', id: newest })
  // An empty page is the word of the server only where it says that there is nothing.
  return read.value.meta?.result_count === 0 ? ok({ kind: 'nothing' }) : fail({ kind: 'server-trouble', detail: 'the list of own posts is not understood' })
}
