import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { assertNever, fail, type Result } from '../../../preload/contract/result.ts'
import type { Stream, StreamPage } from '../network.ts'
import { readNotifications, type InboxTools } from './notifications.ts'
import { readAccountFigures, readOwnPosts } from './own-posts.ts'
import { isOrganization } from './urn.ts'

const hours = 3_600_000

/** For organisations only: of a member LinkedIn shows nothing. At its quickest this takes the seventy calls a day that are for reading (quotas.ts). */
const ofPages: readonly Stream[] = [
  { id: 'notifications', quickMs: 0.5 * hours, slowMs: 1 * hours },
  { id: 'own-posts', quickMs: 3 * hours, slowMs: 8 * hours },
  { id: 'account-figures', quickMs: 12 * hours, slowMs: 24 * hours },
]
export const streamsOf = (author: string): readonly Stream[] => (isOrganization(author) ? ofPages : [])

export async function read(stream: Stream['id'], cursor: string | null, tools: InboxTools): Promise<Result<StreamPage, NetworkFailure>> {
  switch (stream) {
    case 'notifications': return await readNotifications(cursor, tools)
    case 'own-posts': return await readOwnPosts(cursor, tools)
    case 'account-figures': return await readAccountFigures(tools)
    case 'messages': return fail({ kind: 'refused', reason: 'not-supported', detail: 'LinkedIn shows messages to no app' })
    default: return assertNever(stream)
  }
}
