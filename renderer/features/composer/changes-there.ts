import type { AbilityState } from '../../../preload/contract/networks.ts'
import type { AccountSummary } from '../../../preload/contract/accounts.ts'
import type { Content, RemoteRef } from '../../../preload/contract/drafts.ts'
import type { AccountId, DeliveryId, PostId } from '../../../preload/contract/ids.ts'
import type { Act } from '../../../preload/contract/publishing.ts'
import { failureNotice, notice } from '../../app/notices.tsx'
import { deliveriesOfPost } from '../../db/deliveries.ts'
import { restore, throwAway } from '../../db/posts.ts'
import type { Standing } from '../../db/standing.ts'
import { cancelDelivery, sendAct, unschedule } from '../../sync/push.ts'
import { textNow } from '../../text/index.ts'

type Ability = 'edit' | 'delete'

/** Why something cannot be done to a post that is out; null when it can. An account that is gone has lost its say. */
export function whyNot(account: AccountSummary | null, ability: Ability): Extract<AbilityState, { kind: 'lacking' }>['why'] | 'by-hand' | null {
  if (account?.byHand) return 'by-hand'
  const state = account?.abilities[ability]
  return !state ? 'permission' : state.kind === 'works' ? null : state.why
}

/** One edit a part whose words were changed: each part of a thread is a post of its own there. */
export const editsOf = ({ content, remotes }: Pick<Standing, 'content' | 'remotes'>, texts: readonly string[]): readonly Act[] =>
  remotes.flatMap(({ remote, part }): Act[] => {
    const before = content.parts[part]
    const text = texts[part]
    return before && text !== undefined && text !== before.text ? [{ kind: 'edit', target: remote, content: onePart(content, { ...before, text }) }] : []
  })

const onePart = (content: Content, part: Content['parts'][number]): Content => ({ ...content, parts: [part] })

/** What hangs below goes first: a thread deleted from its top would leave its tail behind. */
export const deletionsOf = ({ remotes }: Pick<Standing, 'remotes'>): readonly Act[] => remotes.toReversed().map(({ remote }) => ({ kind: 'delete', target: remote }))

/** Into the outbox, in this order; null when one could not even be written down. */
async function askAll(postId: PostId, accountId: AccountId, acts: readonly Act[]): Promise<readonly DeliveryId[] | null> {
  const ids: DeliveryId[] = []
  for (const act of acts) {
    const answer = await sendAct({ accountId, act, origin: { kind: 'post', postId } })
    if (!answer.ok) {
      failureNotice(answer.failure)
      return null
    }
    ids.push(answer.value)
  }
  return ids
}

/** Asked of the network, with the way back: what has not left is called back, what has is changed again to what it was. */
export async function editThere(postId: PostId, accountId: AccountId, standing: Standing, texts: readonly string[]): Promise<void> {
  const acts = editsOf(standing, texts)
  const ids = await askAll(postId, accountId, acts)
  if (!ids || ids.length === 0) return
  const say = textNow('composer')
  notice(say('outcome.asked'), async () => {
    const back: Act[] = []
    for (const [index, id] of ids.entries()) {
      const called = await cancelDelivery(id, 1)
      const act = acts[index]
      const remote: RemoteRef | null = act?.kind === 'edit' ? act.target : null
      const part = standing.remotes.find(one => one.remote.id === remote?.id)?.part
      const before = part === undefined ? undefined : standing.content.parts[part]
      if (!called.ok && remote && before) back.push({ kind: 'edit', target: remote, content: onePart(standing.content, before) })
    }
    if (await askAll(postId, accountId, back)) notice(say('outcome.undone'))
  })
}

export async function deleteThere(postId: PostId, on: readonly { readonly accountId: AccountId; readonly standing: Standing }[]): Promise<boolean> {
  for (const { accountId, standing } of on) if (!await askAll(postId, accountId, deletionsOf(standing))) return false
  return true
}

/** Out of the calendar, with the way back. What of it has not gone out yet is called back first, or it still would. */
export async function hideHere(postId: PostId, isAllOut: boolean, said: string): Promise<boolean> {
  const say = textNow('composer')
  if (!isAllOut) {
    const answer = await unschedule(postId)
    // Too late is what a post is of which something is out: the rest was called back.
    if (!answer.ok && answer.failure.kind !== 'too-late') {
      failureNotice(answer.failure)
      return false
    }
    const leaving = (await deliveriesOfPost(postId)).find(({ state }) => ['preparing', 'committing', 'unknown'].includes(state.kind))
    if (leaving) {
      failureNotice({ kind: 'too-late', detail: leaving.state.kind })
      return false
    }
  }
  await throwAway(postId)
  notice(isAllOut ? said : `${said} ${say('remove.alsoCalledBack')}`, async () => { await restore(postId) })
  return true
}
