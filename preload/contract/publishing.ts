import { z } from 'zod'
import { content, remoteRef } from './drafts.ts'
import { failure } from './failures.ts'
import { accountId, deliveryId, instant, itemKey, postId } from './ids.ts'
import { publisher } from './publisher.ts'
import { latePolicy, plannedTime } from './time.ts'

/** Who someone is on a network. */
export const person = z.object({
  remoteId: z.string().max(1000), handle: z.string().max(400), displayName: z.string().max(1000),
  profileUrl: z.string().max(2000).nullable(), avatarUrl: z.string().max(2000).nullable(),
})
export type Person = z.infer<typeof person>

export { latePolicy, type LatePolicy } from './time.ts'
export { publisher, type Publisher } from './publisher.ts'

/** All that can go to a network. Each is a delivery: same journal, same rules, same outbox on screen. */
export const act = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('publish'), content }),
  z.object({ kind: z.literal('reply'), to: remoteRef, toPerson: person, content }),
  z.object({ kind: z.literal('message'), conversation: remoteRef, toPerson: person, text: z.string().max(20_000) }),
  z.object({ kind: z.literal('edit'), target: remoteRef, content }),
  z.object({ kind: z.literal('delete'), target: remoteRef }),
  z.object({ kind: z.literal('like'), target: remoteRef, on: z.boolean() }),
  z.object({ kind: z.literal('boost'), target: remoteRef, on: z.boolean() }),
  z.object({ kind: z.literal('follow'), person, on: z.boolean() }),
  z.object({ kind: z.literal('mute'), person, on: z.boolean() }),
  z.object({ kind: z.literal('block'), person, on: z.boolean() }),
  z.object({ kind: z.literal('report'), person, target: remoteRef.nullable(), comment: z.string().max(1000) }),
  z.object({ kind: z.literal('mark-read'), target: remoteRef }),
  /** Somebody's comment under our post: out of others' sight, or back in it. */
  z.object({ kind: z.literal('hide'), target: remoteRef, on: z.boolean() }),
])
export type Act = z.infer<typeof act>
export type ActKind = Act['kind']

/** Where a delivery comes from, so that the screens find it again. */
export const origin = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('post'), postId }),
  z.object({ kind: z.literal('item'), itemKey }),
  z.object({ kind: z.literal('own-post'), key: itemKey }),
])

/** One act for one account at one time, complete. The same id with a higher revision replaces it, until it is committing. */
export const delivery = z.object({
  id: deliveryId,
  revision: z.number().int().nonnegative(),
  accountId,
  act,
  due: plannedTime,
  late: latePolicy,
  origin,
  /** Deliveries stored before networks could hold them were this computer's. */
  who: publisher.default('computer'),
  /** The window knows that a network's scheduler holds it under this ref, from a journal that main has lost: it is called back before anything else. */
  heldThere: remoteRef.optional(),
})
export type Delivery = z.infer<typeof delivery>

/** Where was looked, in terms of the owner's. */
export const lookPlace = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('own-posts'), count: z.number().int().nonnegative() }),
  z.object({ kind: z.literal('conversation'), count: z.number().int().nonnegative() }),
  /** Under the id that was chosen for it before it was sent. */
  z.object({ kind: z.literal('own-place') }),
  /** The post that was to be changed. */
  z.object({ kind: z.literal('changed-post') }),
  /** The network keeps no list in which it would stand. */
  z.object({ kind: z.literal('nowhere') }),
])
export type LookPlace = z.infer<typeof lookPlace>

/** Why a look proves nothing. */
export const lookDoubt = z.enum([
  /** The network may still be at it. */ 'too-soon',
  /** Something much like it is there. */ 'alike',
  /** It is there, but fewer times than it was sent. */ 'taken',
  /** The list does not reach back far enough. */ 'not-all',
  /** Not there, but nothing keeps it from coming late. */ 'may-come',
  /** The network does not let us look. */ 'not-shown',
  /** It lies there as a draft, until its owner publishes it in the network's own app. */ 'draft-there',
])
export type LookDoubt = z.infer<typeof lookDoubt>

/** One look on the network for something whose answer was lost. */
export const look = z.object({ utc: instant, found: z.enum(['absent', 'no-proof', 'not-reached']), lookedAt: z.string().max(500), place: lookPlace.optional(), doubt: lookDoubt.optional() })
export type Look = z.infer<typeof look>

export const ownerQuestion = z.discriminatedUnion('kind', [
  /** It is later than the policy allows. Choices: publish-now, next-slot (a post only), give-up. */
  z.object({ kind: z.literal('late'), byMs: z.number() }),
  /** Looked as far as it makes sense, no proof either way. Choices: it-is-there, try-again, give-up. */
  z.object({ kind: z.literal('unproved'), looks: z.array(look) }),
  /** The account must be signed in again; it goes on by itself afterwards. Choices: give-up. */
  z.object({ kind: z.literal('sign-in') }),
  /** The network's scheduler had it; its time has passed, and it is neither scheduled nor published there. Choices: publish-now, it-is-there, give-up. */
  z.object({ kind: z.literal('missing-there'), dueUtc: instant, looks: z.array(look) }),
  /** The journal was damaged or fell back to `sinceUtc`; it may have gone out after that, and no proof was found. Choices: it-is-there, try-again, give-up. */
  z.object({ kind: z.literal('restored'), sinceUtc: instant, looks: z.array(look) }),
  /** `count` posts of this account went out, or are about to, within an hour, and that is its limit. Choices: go-on (all that ask so), give-up. */
  z.object({ kind: z.literal('too-many'), count: z.number().int() }),
  /** Its time has come, and on this account the owner posts themselves. Waits for as long as it takes. Choices: it-is-there (with the link), next-slot, give-up. */
  z.object({ kind: z.literal('by-hand') }),
])
export type OwnerQuestion = z.infer<typeof ownerQuestion>

/** `turn`: posts of one account keep a distance; `slot`: late, it takes the next free hour; `quota`: the network's allowance is used up. */
export const waitReason = z.enum(['no-line', 'rate-limited', 'server-trouble', 'keychain', 'turn', 'paused', 'slot', 'quota'])

/** Why something is called back from a network's scheduler. `owner`: this computer is to publish it, or the account is disconnected. */
export const recallReason = z.enum(['cancelled', 'edited', 'paused', 'owner'])
export type RecallReason = z.infer<typeof recallReason>

export const deliveryState = z.discriminatedUnion('kind', [
  /** `notTaken`: the network's scheduler did not take it (its places are used up, or it said no), so this computer publishes. */
  z.object({ kind: z.literal('planned'), notTaken: z.enum(['full', 'refused']).optional() }),
  /** Being given to the network's scheduler, or the answer to that was lost: `looks` are those that came to no proof. */
  z.object({ kind: z.literal('handing-over'), sinceUtc: instant, looks: z.array(look) }),
  /** The network's own scheduler holds it under this ref and publishes it at its time. */
  z.object({ kind: z.literal('handed-over'), sinceUtc: instant, schedule: remoteRef }),
  /** Being called back from the network's scheduler. Until that is certain the network may publish it, so nothing goes out from here. `schedule` null: the answer that named it was lost. */
  z.object({ kind: z.literal('recalling'), sinceUtc: instant, schedule: remoteRef.nullable(), why: recallReason, looks: z.array(look) }),
  z.object({ kind: z.literal('preparing'), sinceUtc: instant }),
  z.object({ kind: z.literal('committing'), sinceUtc: instant, part: z.number().int() }),
  /**
   * `despite`: the network was quicker than a recall, or published at once what it was asked to hold (`early`); its owner is told.
   * `byOwner`: posted by hand, and out by its owner's word alone; the links are those they gave, one a part. Choice: not-there, which takes their word back.
   */
  z.object({ kind: z.literal('published'), utc: instant, remotes: z.array(remoteRef), despite: z.enum([...recallReason.options, 'early']).optional(), byOwner: z.literal(true).optional() }),
  z.object({ kind: z.literal('waiting'), untilUtc: instant, why: waitReason }),
  z.object({ kind: z.literal('unknown'), sinceUtc: instant, part: z.number().int(), looks: z.array(look) }),
  z.object({ kind: z.literal('needs-owner'), question: ownerQuestion }),
  z.object({ kind: z.literal('failed'), utc: instant, failure }),
  z.object({ kind: z.literal('cancelled'), utc: instant }),
])
export type DeliveryState = z.infer<typeof deliveryState>

/** The journal's row as others see it. `published` always carries a remote id and a permalink that was read back, unless it is `byOwner`. */
export const deliveryRecord = z.object({ delivery, state: deliveryState, attempts: z.number().int(), updatedUtc: instant })
export type DeliveryRecord = z.infer<typeof deliveryRecord>

/** What main answers to each delivery handed over. */
export type PutOutcome =
  | { readonly id: Delivery['id']; readonly kind: 'accepted'; readonly revision: number }
  /** It is being sent or has been: what stands in `record` is the truth. */
  | { readonly id: Delivery['id']; readonly kind: 'too-late'; readonly record: DeliveryRecord }
  /** Main holds a higher revision already (a lost answer, an old window): `record`, or null where it was called back before it ever came. */
  | { readonly id: Delivery['id']; readonly kind: 'superseded'; readonly revision: number; readonly record: DeliveryRecord | null }

export const ownerChoice = z.enum(['publish-now', 'next-slot', 'it-is-there', 'try-again', 'go-on', 'give-up', 'not-there'])
export type OwnerChoice = z.infer<typeof ownerChoice>

/** What a line of a story tells, as data; the sentence is made from it in the owner's language. Never a token, never a header. */
export const storyFacts = z.object({
  /** Where this left the delivery. */
  to: deliveryState,
  revision: z.number().int(),
  due: plannedTime,
  attempt: z.number().int(),
  /** From 0, of `parts`. */
  part: z.number().int(),
  parts: z.number().int(),
  /** What was handed to the network, and the key under which it knows it again. */
  sent: z.object({ text: z.string(), media: z.array(z.string()), key: z.string() }),
  /** What it answered, or where it was found. */
  remotes: z.array(remoteRef.pick({ id: true, url: true })),
  /** The network's answer where it was no yes. */
  failure,
  look,
  choice: ownerChoice,
}).partial()
export type StoryFacts = z.infer<typeof storyFacts>

/** One line of a delivery's story: what was tried, sent (without secrets), answered, looked at. `detail` is for whoever wants to know exactly. */
export type StoryLine = { readonly utc: number; readonly step: string; readonly detail: string; readonly facts: StoryFacts }

/** The network's scheduler holds it, or may: only a recall that is certain brings it back. */
export const mayBeThere = (state: DeliveryState): state is Extract<DeliveryState, { kind: 'handing-over' | 'handed-over' | 'recalling' }> => state.kind === 'handing-over' || state.kind === 'handed-over' || state.kind === 'recalling'
/** Deliveries in these states can still be changed or cancelled. */
export const isStillOurs = (state: DeliveryState): boolean =>
  mayBeThere(state) || state.kind === 'planned' || state.kind === 'waiting' || state.kind === 'preparing' || state.kind === 'needs-owner' || state.kind === 'failed'
export const isOver = (state: DeliveryState): boolean => state.kind === 'published' || state.kind === 'failed' || state.kind === 'cancelled'
