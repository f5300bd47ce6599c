import type { RemoteRef } from '../../preload/contract/drafts.ts'
import type { LookDoubt, LookPlace } from '../../preload/contract/publishing.ts'
import type { Hints } from './fingerprint.ts'
import { matchText } from './match-text.ts'
import type { Found, Known } from './network.ts'

/** One post that stands on the account, as far as it is needed to tell whether it is the one whose answer was lost. */
export type SeenPost = {
  readonly remote: RemoteRef
  readonly text: string
  readonly hints?: Hints
  /** By the network's clock; null where it does not say. */
  readonly utc: number | null
  /** Known by its place in the list, not by a clock, to have come after the sending began. */
  readonly isYounger: boolean
  /** `files`: it carries the very uploads we made. `other`: other pictures, another poll, another program: with our words only the owner can tell. */
  readonly evidence: 'files' | 'words' | 'other'
}

export type Judging = {
  readonly sent: string
  readonly known: Known
  readonly place: Extract<LookPlace['kind'], 'own-posts' | 'conversation'>
  /** The list certainly reaches back to the sending, with nothing left out. */
  readonly covers: boolean
  /** The server cannot be at it any more, and its list has caught up. */
  readonly isSettled: boolean
  /** Sending again under the same key cannot double it. Without that, not seeing it never proves that it will not come. */
  readonly isKeyed: boolean
}

/** Our clock and the network's differ by seconds as a rule. */
const usualSkewMs = 30_000
/** Further apart than this no two clocks are, with the wrong zone set: what is older is another post of the same words. */
const worstSkewMs = 14 * 60 * 60_000

/** Pure: which of the posts is ours, if any. A wrong match is worse than a question, and so is a wrong "not there". */
export function judgePosts(posts: readonly SeenPost[], judging: Judging): Found {
  const { sent, known, covers, isSettled, isKeyed } = judging
  const free = posts.filter(post => !isOld(post, known.firstUtc) && !known.isClaimed(post.remote))
  const place: LookPlace = { kind: judging.place, count: posts.length }
  const noProof = (doubt: LookDoubt, alike = 0): Found =>
    ({ kind: 'no-proof', place, doubt, lookedAt: `${posts.length} ${judging.place}${alike > 0 ? `, ${alike} alike` : ''}: ${doubt}` })
  const byFiles = free.filter(post => post.evidence === 'files')
  if (byFiles.length === 1 && byFiles[0]) return { kind: 'found', remote: byFiles[0].remote }
  const judged = free.map(post => ({ post, verdict: byFiles.length > 0 ? 'doubtful' : judge(post, sent, known.firstUtc) }))
  const same = judged.filter(one => one.verdict === 'same').map(one => one.post).toSorted((a, b) => (a.utc ?? 0) - (b.utc ?? 0))
  const doubtful = judged.filter(one => one.verdict === 'doubtful')
  // As many as there were sendings of these words whose answers were lost: each has its own, and which is which makes no difference.
  const [first] = same
  if (first && same.length === known.rivals + 1) return { kind: 'found', remote: first.remote }
  if (first) return noProof(same.length <= known.rivals ? 'taken' : 'alike', same.length)
  if (doubtful.length > 0) return noProof('alike', doubtful.length)
  if (!covers) return noProof('not-all')
  if (!isSettled) return noProof('too-soon')
  return isKeyed ? { kind: 'absent', place, lookedAt: `${posts.length} ${judging.place}` } : noProof('may-come')
}

const isOld = (post: SeenPost, firstUtc: number): boolean => !post.isYounger && post.utc !== null && post.utc < firstUtc - worstSkewMs

function judge(post: SeenPost, sent: string, firstUtc: number): ReturnType<typeof matchText> {
  const verdict = matchText(sent, post.text, post.hints)
  if (verdict !== 'same') return verdict
  const isSurelyYounger = post.isYounger || (post.utc !== null && post.utc >= firstUtc - usualSkewMs)
  return post.evidence === 'words' && isSurelyYounger ? 'same' : 'doubtful'
}
