import Dexie from 'dexie'
import type { AccountId, PostId } from '../../preload/contract/ids.ts'
import { postId } from '../../preload/contract/ids.ts'
import { db } from './db.ts'

export type NeighbourRow = { readonly postId: PostId | null; readonly utc: number; readonly zone: string | null; readonly text: string }

/**
 * What an account has sent since then, all that it is going to send, and what was written elsewhere; without the post asked about.
 * By account and time alone: what lies further back is not read.
 */
export async function neighboursOf(accountId: AccountId, sinceUtc: number, except: PostId): Promise<NeighbourRow[]> {
  const [deliveries, own] = await Promise.all([
    db.deliveries.where('[accountId+dueUtc]').between([accountId, sinceUtc], [accountId, Dexie.maxKey]).toArray(),
    db.ownPosts.where('[accountId+createdUtc]').between([accountId, sinceUtc], [accountId, Dexie.maxKey]).toArray(),
  ])
  const known = new Set<string>()
  const ours = deliveries.flatMap((row): NeighbourRow[] => {
    const { act, due } = row.delivery
    if (row.state.kind === 'published') for (const remote of row.state.remotes) known.add(remote.id)
    if (act.kind !== 'publish' || row.postId === '' || row.postId === except || row.stateKind === 'cancelled' || row.stateKind === 'failed') return []
    return [{ postId: postId.parse(row.postId), utc: row.state.kind === 'published' ? row.state.utc : due.utc, zone: due.zone, text: act.content.parts.map(part => part.text).join(' ') }]
  })
  const elsewhere = own.filter(post => !post.isReply && !known.has(post.ref.id)).map((post): NeighbourRow => ({ postId: null, utc: post.createdUtc, zone: null, text: post.text }))
  return [...ours, ...elsewhere]
}
