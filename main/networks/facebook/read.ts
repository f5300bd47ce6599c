import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { assertNever, type Result } from '../../../preload/contract/result.ts'
import type { Stream, StreamPage } from '../network.ts'
import { readMessages } from './messages.ts'
import { readNotifications, type InboxTools } from './notifications.ts'
import { readAccountFigures } from './account-figures.ts'
import { readOwnPosts } from './own-posts.ts'

const minutes = 60_000

/** A Page without any life has 4800 calls a day; at its quickest this takes about 120 an hour, and only while somebody is there. */
export const streams: readonly Stream[] = [
  { id: 'notifications', quickMs: 2 * minutes, slowMs: 10 * minutes },
  { id: 'messages', quickMs: 2 * minutes, slowMs: 10 * minutes },
  { id: 'own-posts', quickMs: 10 * minutes, slowMs: 60 * minutes },
  { id: 'account-figures', quickMs: 60 * minutes, slowMs: 6 * 60 * minutes },
]

export async function read(stream: Stream['id'], cursor: string | null, tools: InboxTools): Promise<Result<StreamPage, NetworkFailure>> {
  switch (stream) {
    case 'notifications': return await readNotifications(cursor, tools)
    case 'messages': return await readMessages(cursor, tools)
    case 'own-posts': return await readOwnPosts(cursor, tools)
    case 'account-figures': return await readAccountFigures(tools)
    default: return assertNever(stream)
  }
}
