import type { AccountId } from '../../preload/contract/ids.ts'
import type { PlannedTime } from '../../preload/contract/time.ts'
import { accountsNow } from '../db/accounts.ts'
import { newPost, saveDraft } from '../db/posts.ts'
import { useScreen } from './screen.ts'

/** Begins a draft (for the accounts filtered on, else all) and opens the composer on it. */
export async function startPost(wish: { readonly text?: string; readonly plan?: PlannedTime; readonly accountIds?: readonly AccountId[] } = {}): Promise<void> {
  const { accountFilter, compose } = useScreen.getState()
  const accountIds = wish.accountIds ?? (accountFilter.length > 0 ? accountFilter : (await accountsNow()).map(account => account.id))
  const post = newPost({ ...wish, accountIds }, Date.now())
  await saveDraft(post, Date.now())
  compose(post.id)
}
