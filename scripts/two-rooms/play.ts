import { expect } from 'vitest'
import { postId } from '../../preload/contract/ids.ts'
import { planAtInstant } from '../../preload/contract/plan-time.ts'
import type { Delivery } from '../../preload/contract/publishing.ts'
import type { Result } from '../../preload/contract/result.ts'
import type { DeliveryRow } from '../../renderer/db/schema.ts'
import { keyOf } from '../../renderer/test-support/made.ts'
import type { Step } from './adversary.ts'
import { ticks } from './clock.ts'
import { accounts, deliveryOf, type Rooms } from './rooms.ts'

/** What the owner knows: what they wrote, what they wished last, and what they were told. */
export type Told = {
  readonly typed: Map<string, string>
  /** Texts as they stood when they were handed over: nothing else may ever go out. */
  readonly handed: Set<string>
  /** Posts of which a hand-over is under way: what is typed meanwhile may be in it or not. */
  readonly handing: Set<string>
  /** Answered "called back", and not wanted again since. */
  readonly calledBack: Set<string>
  /** The last wish for the post was to have it out, and it was answered, whatever the answer. */
  readonly wanted: Set<string>
  /** How many wishes there were for a post or reply: an answer to one that is not the last says nothing any more. */
  readonly wishes: Map<string, number>
  readonly replies: { readonly text: string; id: string | null }[]
  /** Main has lost its journal: what was under way then may be out, and only the owner can say. */
  isJournalLost: boolean
  /** Wanted once more after that: on the owner's own word. */
  readonly vouched: Set<string>
}
export const nothingTold = (): Told => ({ typed: new Map(), handed: new Set(), handing: new Set(), calledBack: new Set(), wanted: new Set(), wishes: new Map(), replies: [], isJournalLost: false, vouched: new Set() })

const hourMs = 3_600_000
const nameOf = (n: number): string => `post-${n}`
const refused = { kind: 'refused', reason: 'text', detail: '' } as const
const unreachable = { kind: 'unreachable', detail: '' } as const

/** Does one step, and lets it go on for as long as the step says. What it answers is told when, and if, it answers. */
export async function play(step: Step, rooms: Rooms, told: Told): Promise<void> {
  const { clock, wire, office, shop, networks } = rooms
  const { push, db } = shop.page()
  const act = (work: Promise<unknown>): void => { work.catch((error: unknown) => { if (!isOfGonePage(error)) rooms.troubles.push(`act: ${String(error)}`) }) }
  switch (step.kind) {
    case 'write': case 'accounts': act(write(step, rooms, told)); break
    case 'schedule': case 'publish-now': act(want(step, rooms, told)); break
    case 'unschedule': {
      const id = nameOf(step.post)
      const isLast = wish(id, told)
      act(push.unschedule(postId.parse(id), clock.now()).then(answer => { if (answer.ok && isLast()) for (const account of accounts) told.calledBack.add(deliveryOf(id, account)) }))
      break
    }
    case 'cancel': case 'again': case 'go-on': case 'give-up': act(onDelivery(step, rooms, told)); break
    case 'reply': {
      const reply = { text: `reply ${told.replies.length}`, id: null as string | null }
      told.replies.push(reply)
      act(push.sendAct({ accountId: accounts[0], act: replyAct(reply.text), origin: { kind: 'item', itemKey: keyOf('1') } }, clock.now()).then(answer => { if (answer.ok) reply.id = answer.value }))
      break
    }
    case 'cancel-reply': {
      const reply = told.replies.findLast(({ id }) => id !== null)
      const row = reply?.id ? await db.deliveries.get(reply.id) : undefined
      if (row) act(push.cancelDelivery(row.delivery.id, row.delivery.revision).then(answer => { if (answer.ok) told.calledBack.add(row.id) }))
      break
    }
    case 'doom': wire.doom(step.name, step.fate); break
    case 'release': wire.release(); break
    case 'reload': await shop.reload(); break
    case 'crash': office.crash(); break
    case 'spoil':
      told.isJournalLost = true
      office.crash('spoilt')
      await shop.reload() // as when the program is started again
      break
    case 'pause': act(office.ask('outbox', 'pause', 'closed')); break
    case 'resume': act(office.ask('outbox', 'resume', undefined)); break
    case 'network': networks.get(accounts[step.account] ?? accounts[0])?.script.push(step.end === 'refused' ? refused : step.end === 'unreachable' ? unreachable : step.end === 'crash' ? () => { office.crash() } : step.end); break
    case 'pass': await clock.jump(step.ms); break
  }
  await (step.turns === null ? rooms.settle() : ticks(step.turns))
}

/** A new text, or other accounts, into the store. */
async function write(step: Extract<Step, { kind: 'write' | 'accounts' }>, { clock, shop }: Rooms, told: Told): Promise<void> {
  const { posts, db } = shop.page()
  const id = postId.parse(nameOf(step.post))
  const text = `${id} text ${clock.now()} ${told.typed.size} ${Math.round(performance.now() * 1000)}`
  // The composer holds all of a draft; here it is read first, and nothing may come in between.
  await db.transaction('rw', db.posts, async () => {
    const row = await posts.readPost(id) ?? { ...posts.newPost({ accountIds: [...accounts], plan: planAtInstant(clock.now() + hourMs / 2, 'Europe/Paris') }, clock.now()), id }
    await posts.saveDraft(step.kind === 'accounts' ? { ...row, accountIds: accounts.filter((_, index) => (step.mask >> index & 1) === 1) } : { ...row, content: { ...row.content, parts: [{ text, media: [], poll: null }] } }, clock.now())
  })
  if (step.kind !== 'write') return
  told.typed.set(id, text)
  if (told.handing.has(id)) told.handed.add(text)
}

/** Scheduled for in ten minutes, or for now. */
async function want(step: Extract<Step, { kind: 'schedule' | 'publish-now' }>, { clock, shop }: Rooms, told: Told): Promise<void> {
  const { posts, push } = shop.page()
  const id = postId.parse(nameOf(step.post))
  const row = await posts.readPost(id)
  const text = row?.content.parts[0]?.text
  if (!row || !text) return
  // What the screens hold back: a post that is under way, or out, is not scheduled again.
  const known = await shop.page().db.deliveries.where('postId').equals(id).toArray()
  if (known.some(({ stateKind }) => ['committing', 'unknown', 'preparing', 'published'].includes(stateKind))) return
  if (told.isJournalLost) for (const account of accounts) told.vouched.add(deliveryOf(id, account))
  told.handed.add(text)
  told.handing.add(id)
  for (const account of accounts) told.calledBack.delete(deliveryOf(id, account))
  const isLast = wish(id, told)
  if (step.kind === 'schedule') await posts.replan(id, planAtInstant(clock.now() + 600_000, 'Europe/Paris'), clock.now())
  const answer = await (step.kind === 'schedule' ? push.schedulePost(id, clock.now()) : push.publishNow(id, clock.now()))
  if (isLast()) told.handing.delete(id)
  if (isLast() && (answer.ok || answer.failure.kind !== 'not-found')) told.wanted.add(id)
}

function wish(name: string, told: Told): () => boolean {
  const mine = (told.wishes.get(name) ?? 0) + 1
  told.wishes.set(name, mine)
  told.wanted.delete(name)
  return () => told.wishes.get(name) === mine
}

/** What the outbox offers for one delivery in the state it is drawn in. */
async function onDelivery(step: Extract<Step, { kind: 'cancel' | 'again' | 'go-on' | 'give-up' }>, { clock, shop }: Rooms, told: Told): Promise<void> {
  const { push, db } = shop.page()
  const row = await db.deliveries.get(deliveryOf(nameOf(step.post), accounts[step.account] ?? accounts[0]))
  if (!row) return
  const { wanted } = told
  const wasWanted = wanted.has(nameOf(step.post))
  const isLast = wish(nameOf(step.post), told)
  if (wasWanted) wanted.add(nameOf(step.post)) // of one account; the post stays as it is
  const tell = (answer: Result<unknown>): void => { if (answer.ok && isLast()) told.calledBack.add(row.id) }
  const asks = row.stateKind === 'needs-owner' || row.stateKind === 'failed'
  if (step.kind === 'cancel' && ['planned', 'waiting', 'preparing'].includes(row.stateKind)) tell(await push.cancelDelivery(row.delivery.id, row.delivery.revision))
  if (step.kind === 'give-up' && asks) tell(await push.decideDelivery(row.delivery.id, 'give-up'))
  if (step.kind === 'again' && row.stateKind === 'cancelled' || step.kind === 'go-on' && asks) {
    told.calledBack.delete(row.id)
    if (told.isJournalLost) told.vouched.add(row.id)
    await (step.kind === 'again' ? push.sendAgain(row, clock.now()) : push.decideDelivery(row.delivery.id, row.state.kind === 'failed' ? 'try-again' : 'publish-now'))
  }
}

const person = { remoteId: 'p1', handle: '@ann@example.net', displayName: 'Ann', profileUrl: null, avatarUrl: null }
const replyAct = (text: string): Delivery['act'] => ({
  kind: 'reply', to: { id: '1', url: null, extra: null }, toPerson: person,
  content: { parts: [{ text, media: [], poll: null }], contentWarning: null, visibility: null, language: null, quote: null },
})

/** Dexie refuses the work of a page that is gone; so does a browser. */
const isOfGonePage = (error: unknown): boolean => error instanceof Error && ['DatabaseClosedError', 'AbortError', 'PrematureCommitError'].includes(error.name)

/** All lines good, nothing held back, time enough for every look and retry. */
export async function calmDown(rooms: Rooms): Promise<void> {
  rooms.wire.heal()
  // What is still on its way is held back only after that.
  await rooms.settle()
  rooms.wire.release()
  for (const network of rooms.networks.values()) network.script.length = 0
  await rooms.settle()
  await rooms.office.ask('outbox', 'resume', undefined)
  for (let quarter = 0; quarter < 20; quarter++) await rooms.clock.jump(quarter < 4 ? 6_000 : 900_000)
}

/** What must be true once all is quiet, whatever happened. */
export async function expectOneTruth(rooms: Rooms, told: Told): Promise<void> {
  const { posts, db } = rooms.shop.page()
  const rows = await db.deliveries.toArray()
  const kept = rooms.office.journal.deliveries.all()
  const recordOf = ({ delivery, state, attempts, updatedUtc }: Pick<DeliveryRow, 'delivery' | 'state' | 'attempts' | 'updatedUtc'>) => ({ delivery, state, attempts, updatedUtc })
  const knownToMain = rows.filter(row => kept.some(record => record.delivery.id === row.id))

  expect(await db.orders.toArray(), 'main has heard of everything').toEqual([])
  expect(knownToMain.map(recordOf).sort(byId), "the window's copy is the journal").toEqual(kept.map(recordOf).sort(byId))
  for (const row of rows.filter(row => !knownToMain.includes(row))) expect(['published', 'failed', 'cancelled'], `${row.id}: nothing main does not know of is still to come`).toContain(row.stateKind)
  for (const record of kept) expect(['planned', 'waiting', 'preparing', 'committing', 'unknown'], `${record.delivery.id}: nothing due lies about`).not.toContain(record.state.kind)

  for (const account of accounts) {
    const texts = rooms.texts(account)
    for (const text of texts.filter(text => text.startsWith('post-'))) expect(told.handed.has(text), `only what was handed over goes out: ${text}`).toBe(true)
    for (const id of told.typed.keys()) {
      const out = texts.filter(text => text.startsWith(`${id} `))
      const row = rows.find(({ id: name }) => name === deliveryOf(id, account))
      if (!told.vouched.has(deliveryOf(id, account))) expect(out.length, `${id} on ${account}: once at most`).toBeLessThanOrEqual(1)
      if (told.calledBack.has(deliveryOf(id, account)) && !told.isJournalLost) expect(out, `${id} on ${account}: called back is not out`).toEqual([])
      if (row?.stateKind === 'published' && row.delivery.act.kind === 'publish') expect(out, `${id} on ${account}: what is shown as out is what is out`).toContain(row.delivery.act.content.parts[0]?.text)
    }
  }
  for (const [id, typed] of told.typed) {
    const post = await posts.readPost(postId.parse(id))
    expect(post?.content.parts[0]?.text, `${id}: the last text is kept`).toBe(typed)
    if (!post || post.stage !== 'scheduled') { expect(told.wanted.has(id), `${id}: what was wanted last is scheduled`).toBe(false); continue }
    if (posts.hasUnsentChanges(post)) continue // its owner is told
    for (const account of post.accountIds) {
      const row = rows.find(({ id: name }) => name === deliveryOf(id, account))
      expect(row?.delivery.act.kind === 'publish' && row.delivery.act.content.parts[0]?.text, `${id} on ${account}: main has what the post says`).toBe(typed)
    }
  }
  for (const { text, id } of told.replies) {
    const out = rooms.texts(accounts[0]).filter(other => other === text)
    const row = id === null ? undefined : rows.find(({ id: name }) => name === id)
    if (id !== null) expect(row, `${text}: stands in the outbox`).toBeDefined()
    if (!told.isJournalLost) expect(out.length, `${text}: once at most`).toBeLessThanOrEqual(1)
    if (row?.stateKind === 'published') expect(out.length, `${text}: out`).toBeGreaterThanOrEqual(1)
    if (id !== null && told.calledBack.has(id) && !told.isJournalLost) expect(out, `${text}: called back is not out`).toEqual([])
  }
}

const byId = (a: Pick<DeliveryRow, 'delivery'>, b: Pick<DeliveryRow, 'delivery'>): number => a.delivery.id.localeCompare(b.delivery.id)
