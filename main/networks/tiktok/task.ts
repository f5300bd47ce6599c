import type { RemoteRef } from '../../../preload/contract/drafts.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import type { Client } from './client.ts'
import { statusAnswer } from './entities.ts'
import { postUrl, profileUrl } from './format.ts'
import type { Destination } from './prepared-call.ts'

/** What became of a post that was announced to TikTok, by its `publish_id`. */
export type TaskState =
  /** Not all bytes are there: nothing can come of it yet. */
  | { readonly kind: 'uploading'; readonly uploaded: number }
  | { readonly kind: 'working' }
  /** A draft in the owner's inbox there. It is not published. */
  | { readonly kind: 'in-inbox' }
  /** `postId`: only of what everybody can see, once TikTok's moderation has let it through. */
  | { readonly kind: 'out'; readonly postId: string | null }
  | { readonly kind: 'failed'; readonly reason: string }

/** `size` null: TikTok fetches the files itself. */
export async function askTask(publishId: string, size: number | null, client: Client): Promise<Result<TaskState, NetworkFailure>> {
  const read = await client.ask({ path: '/v2/post/publish/status/fetch/', json: { publish_id: publishId } }, statusAnswer)
  if (!read.ok) return read
  const { status, fail_reason: reason, uploaded_bytes: uploaded } = read.value.data
  switch (status) {
    // Without a count nothing is known of the bytes: then they may all be there.
    case 'PROCESSING_UPLOAD': return ok(size !== null && typeof uploaded === 'number' && uploaded < size ? { kind: 'uploading', uploaded } : { kind: 'working' })
    case 'PROCESSING_DOWNLOAD': return ok({ kind: 'working' })
    case 'SEND_TO_USER_INBOX': return ok({ kind: 'in-inbox' })
    case 'PUBLISH_COMPLETE': return ok({ kind: 'out', postId: postIdIn(read.value.text) })
    case 'FAILED': return ok({ kind: 'failed', reason: reason || 'no reason given' })
  }
}

/** Out of the text itself, in TikTok's spelling: the ids are numbers of 19 figures there, and JSON's numbers would round them to another post's. */
function postIdIn(text: string): string | null {
  const [, list = ''] = /"publicaly_available_post_id"\s*:\s*\[([\d\s,"]*)\]/u.exec(text) ?? []
  return /\d+/u.exec(list)?.[0] ?? null
}

/** What is out for everybody has its own number; what is not keeps the number of its task, and is shown on the account's page. */
export function refOf(publishId: string, postId: string | null, { to, kind }: { readonly to: Destination; readonly kind: 'video' | 'photos' }, handle: string): RemoteRef {
  return { id: postId ?? publishId, url: postId === null ? profileUrl(handle) : postUrl(handle, postId, kind === 'photos' ? 'photo' : 'video'), extra: JSON.stringify({ task: publishId, to, kind }) }
}

/** What may be called published; null: not yet. What is for everybody is so only with its number, which comes after TikTok's moderation. */
export const asPublished = (state: TaskState, to: Destination): { readonly postId: string | null } | null => (state.kind === 'out' && (to !== 'public' || state.postId !== null) ? state : null)
