import type { RemoteRef } from '../../../preload/contract/drafts.ts'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import type { ThreadPost } from '../../../preload/contract/items.ts'
import { assertNever, ok, type Result } from '../../../preload/contract/result.ts'
import { graphId } from '../graph-api/client.ts'
import { readCursor } from '../cursor.ts'
import { inboxMark } from '../graph-api/inbox-mark.ts'
import type { Stream, StreamPage } from '../network.ts'
import { commentsUnder, readComments, type ReadTools } from './comments.ts'
import { mediaEntity, mediaFields } from './entities.ts'
import { readExtra, threadPostFromComment, threadPostFromMedia, threadPostFromMessage } from './items.ts'
import { messagesIn, readMessages } from './messages.ts'
import { readAccountFigures, readOwnPosts } from './own-posts.ts'

const minutes = 60_000

/** 48,000 calls a day at least (4800 × ten impressions, …/instagram-platform/overview#rate-limiting); at its quickest this takes a third of them. */
export const streams: readonly Stream[] = [
  { id: 'notifications', quickMs: 3 * minutes, slowMs: 15 * minutes },
  { id: 'messages', quickMs: 2 * minutes, slowMs: 10 * minutes },
  { id: 'own-posts', quickMs: 15 * minutes, slowMs: 60 * minutes },
  { id: 'account-figures', quickMs: 60 * minutes, slowMs: 6 * 60 * minutes },
]

export async function read(stream: Stream['id'], cursor: string | null, tools: ReadTools): Promise<Result<StreamPage, NetworkFailure>> {
  switch (stream) {
    case 'notifications': return await readComments(cursor, tools)
    case 'messages': return await readMessages(readCursor(cursor, inboxMark), tools)
    case 'own-posts': return await readOwnPosts(cursor, tools)
    case 'account-figures': return await readAccountFigures(tools)
    default: return assertNever(stream)
  }
}

export async function readThread(ref: RemoteRef, tools: ReadTools): Promise<Result<readonly ThreadPost[], NetworkFailure>> {
  const { client, reader } = tools
  const about = readExtra(ref)
  if (about?.kind === 'message') {
    const messages = await messagesIn(about.conversation, tools)
    return messages.ok ? ok(messages.value.toReversed().flatMap(message => threadPostFromMessage(message, about.conversation, reader) ?? [])) : messages
  }
  const id = about?.kind === 'comment' ? about.media : ref.id
  const media = await client.ask({ path: `/${graphId(id)}`, query: { fields: mediaFields } }, mediaEntity)
  if (!media.ok) return media
  // Under somebody else's post nothing can be read.
  const comments = about?.kind === 'tag' ? ok([]) : await commentsUnder(media.value, tools)
  if (!comments.ok) return comments
  return ok([threadPostFromMedia(media.value, reader), ...comments.value.map(({ comment, under }) => threadPostFromComment(comment, under, reader))].filter(post => post !== null))
}
