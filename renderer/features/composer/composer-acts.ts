import { wordsOf, type Post } from '../../../preload/contract/drafts.ts'
import { postId, type PostId } from '../../../preload/contract/ids.ts'
import type { Failure } from '../../../preload/contract/failures.ts'
import type { Result } from '../../../preload/contract/result.ts'
import { failureNotice, notice } from '../../app/notices.tsx'
import { useScreen } from '../../app/screen.ts'
import { accountsNow } from '../../db/accounts.ts'
import { deliveriesOfPost } from '../../db/deliveries.ts'
import { changedOwnPosts } from '../../db/own-posts.ts'
import { readPost, restore, saveDraft, throwAway } from '../../db/posts.ts'
import { standingOf } from '../../db/standing.ts'
import { publishNow, schedulePost, unschedule, type Handed } from '../../sync/push.ts'
import { textNow } from '../../text/index.ts'

/** Hands the post over for its time or, without one, for now. True when main has it (or will, as soon as it answers again). */
export async function handOver(id: PostId, said: { readonly kind: 'now' | 'scheduled' | 'updated'; readonly when: string }): Promise<boolean> {
  const say = textNow('composer')
  const answer = said.kind === 'now' ? await publishNow(id) : await schedulePost(id)
  if (!answer.ok) {
    failureNotice(answer.failure)
    return false
  }
  if (isTooLate(answer)) notice(say('done.tooLate'))
  else if (said.kind === 'scheduled') notice(say('done.scheduled', { when: said.when }), async () => { await backToDrafts(id) })
  else if (said.kind === 'updated') notice(say('done.updated'))
  else if (!await openHandSheet(id)) notice(say('done.now'))
  return true
}

/** Of what goes out now, the part that is its owner's: its sheet opens as soon as main asks. True: all of it is theirs. */
async function openHandSheet(id: PostId): Promise<boolean> {
  const byHand = new Set((await accountsNow()).filter(account => account.byHand).map(account => account.id))
  const leaving = (await deliveriesOfPost(id)).filter(({ stateKind }) => stateKind !== 'published' && stateKind !== 'cancelled')
  const theirs = leaving.filter(({ delivery }) => byHand.has(delivery.accountId))
  if (theirs[0]) useScreen.getState().postByHand(theirs[0].delivery.id)
  return theirs.length > 0 && theirs.length === leaving.length
}

const isTooLate = (answer: Result<Handed, Failure>): boolean => answer.ok && answer.value.accepted === 0 && answer.value.tooLate.length > 0

/** Called back from main; its text and time stay. */
export async function backToDrafts(id: PostId): Promise<boolean> {
  const answer = await unschedule(id)
  if (answer.ok) notice(textNow('composer')('done.unscheduled'))
  else failureNotice(answer.failure)
  return answer.ok
}

/** A new draft with the same words and pictures, without a time; the first one stays as it is. */
export async function makeCopy(post: Post, now = Date.now()): Promise<void> {
  const copy: Post = { ...post, id: postId.parse(crypto.randomUUID()), plan: null, stage: 'draft', revision: 0, createdUtc: now, updatedUtc: now }
  await saveDraft(copy, now)
  useScreen.getState().compose(copy.id)
  notice(textNow('composer')('done.copied'))
}

/** A copy of what followers see of it now: an edit made on one network is that account's own text in the copy. */
export async function copyAsItStands(id: PostId): Promise<void> {
  const post = await readPost(id)
  if (!post) return
  const deliveries = await deliveriesOfPost(id)
  const changes = { acts: deliveries.filter(delivery => delivery.changeOf !== undefined).sort((a, b) => a.dueUtc - b.dueUtc), seen: await changedOwnPosts() }
  const edited = deliveries.flatMap(({ delivery: { act, accountId }, state }) => {
    const standing = act.kind === 'publish' && state.kind === 'published' ? standingOf(post, accountId, state.remotes, changes) : null
    return standing && (standing.editedUtc !== null || standing.changed !== null) ? [[accountId, wordsOf(standing.content)] as const] : []
  })
  const [only] = edited
  await makeCopy(only && post.accountIds.length === 1 ? { ...post, content: only[1], variants: {} } : { ...post, variants: { ...post.variants, ...Object.fromEntries(edited) } })
}

/** Out of sight, with the way back; what was scheduled is called back first. */
export async function discard(post: Post): Promise<boolean> {
  if (post.stage === 'scheduled') {
    const answer = await unschedule(post.id)
    if (!answer.ok) {
      failureNotice(answer.failure)
      return false
    }
  }
  await throwAway(post.id)
  const wasScheduled = post.stage === 'scheduled'
  notice(textNow('composer')('done.discarded'), async () => {
    await restore(post.id)
    if (wasScheduled && post.plan && post.plan.utc > Date.now()) await schedulePost(post.id)
  })
  return true
}
