import Dexie from 'dexie'
import { emptyContent, type Post } from '../../preload/contract/drafts.ts'
import { postId as postIdShape, type AccountId, type PostId } from '../../preload/contract/ids.ts'
import type { PlannedTime } from '../../preload/contract/time.ts'
import { db } from './db.ts'
import type { PostRow } from './schema.ts'

/** What the owner edits; stage and revisions are push.ts's. */
type Edited = Pick<Post, 'content' | 'variants' | 'details' | 'accountIds' | 'plan' | 'late' | 'who'>

const dayMs = 24 * 3_600_000
const keptThrownAwayMs = 30 * dayMs

export function newPost(wish: { readonly text?: string; readonly plan?: PlannedTime | undefined; readonly accountIds: readonly AccountId[] }, now: number): Post {
  const content = emptyContent()
  const first = content.parts[0]
  return {
    id: postIdShape.parse(crypto.randomUUID()),
    content: wish.text && first ? { ...content, parts: [{ ...first, text: wish.text }] } : content,
    variants: {}, accountIds: [...wish.accountIds], plan: wish.plan ?? null, stage: 'draft', revision: 0, createdUtc: now, updatedUtc: now,
  }
}

/** Keeps what the owner wrote: new, or the edited fields of one that stands. Saving the same again changes nothing. */
export async function saveDraft(post: Post, now = Date.now()): Promise<void> {
  await db.transaction('rw', db.posts, async () => {
    const row = await db.posts.get(post.id)
    if (!row) {
      await db.posts.put({ ...post, updatedUtc: now, acceptedRevision: 0, handedUtc: 0, planUtc: post.plan?.utc ?? 0, deletedUtc: 0 })
      return
    }
    if (JSON.stringify(editedOf(row)) === JSON.stringify(editedOf(post))) return
    // Later than the hand-over, whatever the clock says: it may be set back, and a millisecond is long enough to type in.
    await db.posts.put({ ...row, ...editedOf(post), updatedUtc: Math.max(now, row.handedUtc + 1), planUtc: post.plan?.utc ?? 0 })
  })
}

/** Another time and nothing else: words that are just being kept are not written over with those that were read before. */
export const replan = (id: PostId, plan: PlannedTime | null, now = Date.now()): Promise<PostRow | undefined> => db.transaction('rw', db.posts, async () => {
  const row = await db.posts.get(id)
  if (row) await saveDraft({ ...row, plan }, now)
  return row
})

const editedOf = ({ content, variants, details, accountIds, plan, late, who }: Post): Edited => ({ content, variants, accountIds, plan, ...(details ? { details } : {}), ...(late ? { late } : {}), ...(who ? { who } : {}) })

export const readPost = (id: PostId): Promise<PostRow | undefined> => db.posts.get(id)

/** Posts with a time in [from, to), drafts with a time as well, by time. */
export const postsBetween = (fromUtc: number, toUtc: number): Promise<PostRow[]> =>
  db.posts.where('[deletedUtc+planUtc]').between([0, Math.max(1, fromUtc)], [0, toUtc], true, false).toArray()

/** The zones in which posts to come were planned. */
export const plannedZones = async (fromUtc: number): Promise<string[]> =>
  [...new Set((await postsBetween(fromUtc, Number.MAX_SAFE_INTEGER)).filter(post => post.stage === 'scheduled').flatMap(post => post.plan?.zone ?? []))]

/** What is being written, last touched first; with or without a time. */
export const drafts = (limit = 500): Promise<PostRow[]> =>
  db.posts.where('[stage+updatedUtc]').between(['draft', Dexie.minKey], ['draft', Dexie.maxKey]).reverse().filter(post => post.deletedUtc === 0).limit(limit).toArray()

/** By index: drafts that have a time do not count toward the limit, however many there are. */
export const draftsWithoutTime = async (limit = 500): Promise<PostRow[]> =>
  (await db.posts.where('[deletedUtc+planUtc]').equals([0, 0]).limit(limit).toArray()).sort((a, b) => b.updatedUtc - a.updatedUtc)

/** Scheduled, and changed since: main still has the earlier text. */
export const hasUnsentChanges = (post: PostRow): boolean => post.stage === 'scheduled' && post.updatedUtc > post.handedUtc

/** Out of sight at once; `restore` brings it back for 30 days. Unschedule it first: what is planned would still go out. */
export async function throwAway(id: PostId, now = Date.now()): Promise<void> {
  await db.posts.update(id, { deletedUtc: now })
}

export async function restore(id: PostId): Promise<void> {
  await db.posts.update(id, { deletedUtc: 0 })
}

/** An empty draft vanishes: nothing was written that could be missed. */
export const erasePost = (id: PostId): Promise<void> => db.posts.delete(id)

/** Erases for good what was thrown away 30 days ago. */
export async function emptyBin(now: number): Promise<void> {
  await db.posts.where('[deletedUtc+planUtc]').between([1, Dexie.minKey], [now - keptThrownAwayMs, Dexie.maxKey]).delete()
}
