import type { RemoteRef } from '../../../preload/contract/drafts.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import type { ThreadPost } from '../../../preload/contract/items.ts'
import { assertNever, fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Stream, StreamPage } from '../network.ts'
import { reviewEntity } from './entities.ts'
import { readAccountFigures } from './figures.ts'
import { threadFrom } from './items.ts'
import { readOwnPosts } from './own-posts.ts'
import { namedBy } from './refs.ts'
import { readReviews, type InboxTools } from './reviews.ts'

const minuteMs = 60_000

export const streams: readonly Stream[] = [
  { id: 'notifications', quickMs: 2 * minuteMs, slowMs: 15 * minuteMs },
  { id: 'own-posts', quickMs: 10 * minuteMs, slowMs: 60 * minuteMs },
  // Counted once a day there.
  { id: 'account-figures', quickMs: 4 * 60 * minuteMs, slowMs: 12 * 60 * minuteMs },
]

export async function read(stream: Stream['id'], cursor: string | null, tools: InboxTools): Promise<Result<StreamPage, NetworkFailure>> {
  switch (stream) {
    case 'notifications': return await readReviews(cursor, tools)
    case 'own-posts': return await readOwnPosts(cursor, tools)
    case 'account-figures': return await readAccountFigures(cursor, tools)
    case 'messages': return fail({ kind: 'refused', reason: 'not-supported', detail: 'messages ended there in 2024' })
    default: return assertNever(stream)
  }
}

/** A review and the answer to it. A post has nothing below it. */
export async function readThread(ref: RemoteRef, { client, reader }: InboxTools): Promise<Result<readonly ThreadPost[], NetworkFailure>> {
  const { kind, review } = namedBy(ref.id)
  if (kind !== 'review' && kind !== 'answer') return ok([])
  const found = await client.ask({ path: review }, reviewEntity)
  return found.ok ? ok(threadFrom(found.value, reader)) : found
}
