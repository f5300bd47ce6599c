import { contentFor, type Content, type Post } from '../../../preload/contract/drafts.ts'
import type { AccountId } from '../../../preload/contract/ids.ts'
import type { DeliveryRecord } from '../../../preload/contract/publishing.ts'

/** What an account's followers see of a published post, after the edits and deletions that went through. */
export type Standing = { readonly kind: 'there'; readonly content: Content } | { readonly kind: 'deleted' }

/** `laterActs` oldest first. */
export function asItStands(post: Post, account: AccountId, laterActs: readonly Pick<DeliveryRecord, 'delivery' | 'state'>[]): Standing {
  let content = contentFor(post, account)
  for (const { delivery, state } of laterActs) {
    if (delivery.accountId !== account || state.kind !== 'published') continue
    if (delivery.act.kind === 'delete') return { kind: 'deleted' }
    if (delivery.act.kind === 'edit') content = delivery.act.content
  }
  return { kind: 'there', content }
}
