import type { AccountSummary } from '../../preload/contract/accounts.ts'
import { contentFor, type Post } from '../../preload/contract/drafts.ts'
import { deliveryId } from '../../preload/contract/ids.ts'
import type { Publisher } from '../../preload/contract/publisher.ts'
import type { Delivery } from '../../preload/contract/publishing.ts'
import { usualLatePolicy, type LatePolicy } from '../../preload/contract/time.ts'

/** A planned post as what goes out: one delivery per account that is still connected, complete. None without a time. */
export function cutDeliveries(post: Post, accounts: readonly Pick<AccountSummary, 'id'>[], usualLate: LatePolicy = usualLatePolicy, usualPublisher: Publisher = 'computer'): Delivery[] {
  const { plan } = post
  if (plan === null) return []
  const connected = new Set<string>(accounts.map(account => account.id))
  return [...new Set(post.accountIds)].filter(id => connected.has(id)).map(id => ({
    id: deliveryId.parse(`${post.id}:${id}`),
    revision: post.revision,
    accountId: id,
    act: { kind: 'publish', content: contentFor(post, id) },
    due: plan,
    late: post.late ?? usualLate,
    origin: { kind: 'post', postId: post.id },
    who: post.who ?? usualPublisher,
  }))
}
