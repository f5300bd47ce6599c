import type { MediaUse } from '../../../preload/contract/drafts.ts'
import type { AccountId, PostId } from '../../../preload/contract/ids.ts'
import type { PlannedTime } from '../../../preload/contract/time.ts'
import { isChangeable, postState, type PostState } from '../../db/post-state.ts'
import { hasUnsentChanges } from '../../db/posts.ts'
import type { DeliveryRow, PostRow } from '../../db/schema.ts'
import { noChanges, standingOf, type PostChanges, type Standing } from '../../db/standing.ts'

/** What a card shows of a post. The same object comes back while nothing it shows has changed, so that only changed cards are drawn again. */
export type Card = {
  readonly id: PostId
  readonly plan: PlannedTime | null
  readonly planUtc: number
  /** First words; empty for pictures alone. */
  readonly text: string
  readonly picture: Pick<MediaUse, 'hash' | 'kind' | 'alt'> | null
  readonly pictures: number
  readonly accountIds: readonly AccountId[]
  /** Where each account stands, for the small marks. */
  readonly states: Readonly<Record<AccountId, PostState>>
  readonly state: PostState
  readonly canChange: boolean
  readonly isUnsent: boolean
  /** What was done to it on networks after it went out, by account; only those where something was. */
  readonly news: readonly { readonly accountId: AccountId; readonly standing: Standing }[]
}

const excerptLength = 120
const signatures = new WeakMap<Card, string>()

/** Makes cards and remembers them by post; `remembered` is the map of the last time. */
export function cardsOf(posts: readonly PostRow[], deliveries: readonly DeliveryRow[], remembered: ReadonlyMap<PostId, Card>, changes: PostChanges = noChanges): Map<PostId, Card> {
  const byPost = new Map<string, DeliveryRow[]>()
  for (const delivery of deliveries) {
    // Edits and deletions of a published post are acts of their own, not its outcome.
    if (delivery.postId === '' || delivery.delivery.act.kind !== 'publish') continue
    const others = byPost.get(delivery.postId)
    if (others) others.push(delivery)
    else byPost.set(delivery.postId, [delivery])
  }
  const acts = Map.groupBy(changes.acts, ({ delivery }) => delivery.origin.kind === 'post' ? delivery.origin.postId : '')
  const seen = new Map(changes.seen.map(row => [`${row.accountId} ${row.ref.id}`, row]))
  return new Map(posts.map(post => {
    const own = byPost.get(post.id) ?? []
    const later = acts.get(post.id) ?? []
    const seenOfPost = seen.size === 0 ? [] : own.flatMap(({ state, delivery }) => state.kind === 'published' ? state.remotes.flatMap(remote => seen.get(`${delivery.accountId} ${remote.id}`) ?? []) : [])
    const signature = `${post.updatedUtc} ${post.planUtc} ${post.stage} ${post.handedUtc} ${own.map(delivery => `${delivery.stateKind}${delivery.updatedUtc}`).join()} ${later.map(({ delivery, state }) => `${delivery.id}${state.kind}`).join()} ${seenOfPost.map(row => `${row.goneUtc}${row.changedUtc}${row.text}`).join()}`
    const known = remembered.get(post.id)
    if (known && signatures.get(known) === signature) return [post.id, known]
    const card = cardOf(post, own, { acts: later, seen: seenOfPost })
    signatures.set(card, signature)
    return [post.id, card]
  }))
}

function cardOf(post: PostRow, own: readonly DeliveryRow[], changes: PostChanges): Card {
  const standings = own.flatMap(({ delivery: { accountId }, state }) => state.kind === 'published' ? [{ accountId, standing: standingOf(post, accountId, state.remotes, changes) }] : [])
  const news = standings.filter(({ standing }) => standing.deleted !== null || standing.editedUtc !== null || standing.changed !== null || standing.underWay !== null)
  const deleted = new Set(standings.filter(({ standing }) => standing.kind === 'deleted').map(({ accountId }) => accountId))
  const state = postState(post, own)
  const written = post.content.parts.some(part => part.text.trim() || part.media.length > 0) ? post.content : Object.values(post.variants)[0] ?? post.content
  // The words on most eyes: those of the first account on which it still is.
  const content = news.length > 0 ? (standings.find(({ accountId }) => !deleted.has(accountId)) ?? standings[0])?.standing.content ?? written : written
  const media = content.parts.flatMap(part => part.media)
  return {
    id: post.id, plan: post.plan, planUtc: post.planUtc,
    text: content.parts.map(part => part.text).join(' ').replace(/\s+/gu, ' ').trim().slice(0, excerptLength),
    picture: media[0] ?? null, pictures: media.length,
    accountIds: post.accountIds,
    // The cast: keys are the accounts of the deliveries; fromEntries forgets the brand.
    states: Object.fromEntries(own.map(({ accountId, ...delivery }) => [accountId, deleted.has(delivery.delivery.accountId) ? 'deleted' : postState(post, [delivery])])) as Card['states'],
    state: state === 'published' && deleted.size === standings.length ? 'deleted' : state, canChange: isChangeable(post, own), isUnsent: hasUnsentChanges(post), news,
  }
}

/** Why a card stays where it is; null when it may move. */
export type Immovable = 'published' | 'goingOut' | 'needsYou' | 'unsent'
export function whyImmovable(card: Card): Immovable | null {
  if (card.isUnsent) return 'unsent'
  if (card.canChange) return card.state === 'needs-owner' ? 'needsYou' : null
  return card.state === 'published' || card.state === 'partly' || card.state === 'deleted' ? 'published' : 'goingOut'
}
