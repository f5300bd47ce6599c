import { emptyContent, type Content, type MediaUse, type Part, type RemoteRef } from '../../preload/contract/drafts.ts'
import type { LogEvent } from '../../preload/contract/events.ts'
import type { AccountSummary } from '../../preload/contract/accounts.ts'
import type { AccountId, DeliveryId, PostId } from '../../preload/contract/ids.ts'
import type { Act, Delivery, DeliveryRecord, OwnerChoice, PutOutcome } from '../../preload/contract/publishing.ts'
import { assertNever } from '../../preload/contract/result.ts'
import type { Chance } from './chance.ts'
import type { Life } from './life.ts'
import type { Plan, Wish } from './plan.ts'
import type { Place, Target } from './servers.ts'
import { fitContent, type Media } from './fit.ts'
import { altOf, sentence } from './words.ts'

/** What the owner has asked for and been told about one wish. */
export type Dealing = {
  readonly wish: Wish
  /** The highest revision main has accepted. */
  accepted: number
  /** Asked for and answered: the only cancellation that counts. */
  isCancelled: boolean
  /** What main last said of it. */
  record: DeliveryRecord | null
  /** Of an edit or delete: what stands there. */
  target: RemoteRef | null
  /** Main had it wait: for its turn, a slot, the line, a server. */
  hasWaited: boolean
  /** When main began to call it back from its network's scheduler. */
  readonly recalledUtc: number[]
  readonly told: string[]
}

type Errand = { readonly utc: number; /** Of a wish; of a place where it is about an account. */ readonly n: number; readonly act: { readonly kind: 'hand-over' | 'revise' | 'cancel' | 'pause' | 'resume' | 'sign-in' } | { readonly kind: 'decide'; readonly choice: OwnerChoice } }

export type Owner = {
  readonly dealings: ReadonlyMap<number, Dealing>
  /** From main's agreement to pause until it was asked to go on. */
  readonly pauses: readonly { readonly fromUtc: number; readonly toUtc: number }[]
  /** How often the owner had to sign in again, by place. */
  readonly signIns: ReadonlyMap<string, number>
  /** One errand that is due, or the news; false: nothing to do now. Everything goes through main's one door. */
  goOn(life: Life, nowUtc: number): Promise<boolean>
  nextUtc(): number | null
  deliveryId(n: number): DeliveryId
}

export type OwnerOptions = { readonly wishes: readonly Wish[]; readonly pauses: Plan['pauses']; readonly now: () => number; readonly places: readonly Place[]; readonly accounts: readonly AccountSummary[]; readonly media: Media; readonly chance: Chance
  /** Whom a wish answers or likes. */
  readonly targetOf: (wish: Wish) => Target | undefined
  /** Signs in again, as a person; false: it did not come to an end. */
  readonly signIn: (life: Life, place: Place, again: AccountId) => Promise<boolean>
}

const minuteMs = 60_000

/** The person at the counter: hands over, changes their mind, answers questions, and takes in the news as the window does. */
export function createOwner({ wishes, pauses: wantedPauses, now, places, accounts, media, chance, targetOf, signIn }: OwnerOptions): Owner {
  const dealings = new Map<number, Dealing>()
  const errands: Errand[] = []
  let cursor = 0
  const take = (wish: Wish, target: RemoteRef | null): void => {
    dealings.set(wish.n, { wish, accepted: 0, isCancelled: false, record: null, target, hasWaited: false, recalledUtc: [], told: [] })
    errands.push({ utc: wish.handOverUtc, n: wish.n, act: { kind: 'hand-over' } })
    if (wish.reviseUtc !== null) errands.push({ utc: wish.reviseUtc, n: wish.n, act: { kind: 'revise' } })
    if (wish.cancelUtc !== null) errands.push({ utc: wish.cancelUtc, n: wish.n, act: { kind: 'cancel' } })
  }
  for (const wish of wishes) take(wish, null)
  const signIns = new Map<string, number>()
  const pauses: { fromUtc: number; toUtc: number }[] = []
  for (const { fromUtc, toUtc } of wantedPauses) errands.push({ utc: fromUtc, n: -1, act: { kind: 'pause' } }, { utc: toUtc, n: -1, act: { kind: 'resume' } })

  const dealing = (n: number): Dealing => {
    const found = dealings.get(n)
    if (!found) throw new Error(`no wish ${n}`)
    return found
  }
  const deliveryId = (n: number): DeliveryId => `chaos-${n}:${accounts[dealing(n).wish.place]?.id ?? ''}` as DeliveryId // the cast: where the run makes its ids

  const picturesOf = (n: number, part: number, most: number): MediaUse[] => Array.from({ length: chance.whole(1, most, 'pictures', n, part) }, (_, i) => {
    const facts = media.pictures[chance.whole(0, media.pictures.length - 1, 'picture', n, part, i)]
    if (!facts) throw new Error('no pictures')
    return { ...facts, alt: altOf(n, part, i) }
  })
  const partsOf = (wish: Wish, revision: number): Part[] => {
    const n = wish.about ?? wish.sameAs ?? wish.n
    const base = dealing(n).wish
    const count = base.kind === 'thread' ? chance.whole(2, 3, 'parts', n) : 1
    return Array.from({ length: count }, (_, part) => ({
      text: sentence(chance, n, part, wish.kind === 'edit' ? editedRevision : revision), poll: null,
      media: base.kind === 'pictures' || (base.kind === 'thread' && part === 1) ? picturesOf(n, part, 3) : [],
    }))
  }
  const contentOf = (wish: Wish, revision: number): Content => {
    const parts = partsOf(wish, revision)
    const account = accounts[wish.place]
    if (!account || !places[wish.place]?.isFitted) return { ...emptyContent(), parts }
    const texts = parts.map(part => part.text)
    if (wish.kind === 'reply') return { ...emptyContent(), parts: texts.map(text => ({ text, media: [], poll: null })) }
    const base = dealing(wish.about ?? wish.sameAs ?? wish.n).wish
    return fitContent(account, chance, { kind: base.kind, n: base.n, dueUtc: wish.due.utc, texts, media })
  }
  const actOf = ({ wish, target }: Dealing, revision: number): Act => {
    const other = targetOf(wish)
    const ref = (): RemoteRef => {
      if (!other) throw new Error('nobody to answer')
      return { id: other.id, url: other.url, extra: other.extra }
    }
    const content = contentOf(wish, revision)
    switch (wish.kind) {
      case 'text': case 'pictures': case 'thread': return { kind: 'publish', content }
      case 'reply': return { kind: 'reply', to: ref(), toPerson: { remoteId: '', handle: '', ...other?.person, displayName: other?.person.handle ?? '', profileUrl: null, avatarUrl: null }, content }
      case 'like': return { kind: 'like', target: ref(), on: true }
      case 'edit': return { kind: 'edit', target: target ?? ref(), content }
      case 'delete': return { kind: 'delete', target: target ?? ref() }
      default: return assertNever(wish.kind)
    }
  }
  const deliveryOf = (one: Dealing, revision: number): Delivery => {
    const { wish } = one
    const account = accounts[wish.place]
    if (account === undefined) throw new Error(`no account ${wish.place}`)
    return { id: deliveryId(wish.n), revision, accountId: account.id, act: actOf(one, revision), due: wish.due, late: wish.late, who: wish.who, origin: { kind: 'post', postId: `chaos-${wish.n}` as PostId } } // the cast: as above
  }

  /** A wish about what has just come out: due soon after. */
  const follow = (base: Dealing, record: DeliveryRecord): void => {
    const { wish } = base
    if (!wish.then || record.state.kind !== 'published') return
    const n = followUp(wish.n)
    const [target] = record.state.remotes
    if (dealings.has(n) || !target) return
    const utc = record.state.utc + wish.then.afterMs
    take({ ...wish, n, kind: wish.then.kind, who: 'computer', due: { wall: new Date(utc).toISOString().slice(0, 19), zone: 'UTC', utc }, late: { graceMinutes: 24 * 60, then: 'publish' }, handOverUtc: record.state.utc, reviseUtc: null, cancelUtc: null, then: null, about: wish.n }, target)
  }

  const hear = (record: DeliveryRecord, utc: number): void => {
    const n = Number(/^chaos-(\d+):/.exec(record.delivery.id)?.[1])
    const one = dealing(n)
    const isNews = one.record === null || situationOf(one.record) !== situationOf(record)
    one.record = record
    if (record.state.kind === 'published') follow(one, record)
    if (record.state.kind === 'waiting') one.hasWaited = true
    if (record.state.kind === 'recalling') one.recalledUtc.push(record.state.sinceUtc)
    if (!isNews || record.state.kind !== 'needs-owner') return
    const asked = record.state.question.kind
    const answered = utc + 2 * minuteMs
    if (asked === 'late') errands.push({ utc: answered, n, act: { kind: 'decide', choice: chance.of('decide', n) < 0.7 ? 'publish-now' : 'give-up' } })
    if (asked === 'too-many') errands.push({ utc: answered, n, act: { kind: 'decide', choice: 'go-on' } })
  }

  /** Signed out by its network: the owner finds out, and signs in again. */
  const hearOfAccount = (account: AccountSummary, utc: number): void => {
    const place = accounts.findIndex(one => one.id === account.id)
    const isComing = errands.some(errand => errand.act.kind === 'sign-in' && errand.n === place)
    if (account.state.kind === 'needs-sign-in' && !isComing && place >= 0) errands.push({ utc: utc + chance.whole(1, 8, 'signs in', place, utc) * minuteMs, n: place, act: { kind: 'sign-in' } })
  }

  const news = async (life: Life): Promise<boolean> => {
    const read = await life.ask<LogEvent[]>('log', 'after', { cursor, limit: 500 })
    if (!read?.ok || read.value.length === 0) return false
    for (const { entry, utc, seq } of read.value) {
      if (entry.kind === 'delivery') hear(entry.record, utc)
      if (entry.kind === 'account') hearOfAccount(entry.account, utc)
      cursor = seq
    }
    await life.ask('log', 'acknowledge', cursor)
    return true
  }

  const put = async (life: Life, many: readonly { readonly one: Dealing; readonly revision: number }[]): Promise<boolean> => {
    const answer = await life.ask<PutOutcome[]>('outbox', 'put', many.map(({ one, revision }) => deliveryOf(one, revision)))
    if (!answer?.ok) {
      for (const { one } of many) one.told.push(`put: ${answer ? answer.failure.kind : 'no answer'}`)
      return false
    }
    for (const [index, { one, revision }] of many.entries()) {
      const outcome = answer.value[index]
      one.told.push(`revision ${revision}: ${outcome?.kind ?? 'nothing'}`)
      if (outcome?.kind === 'accepted') one.accepted = Math.max(one.accepted, revision)
    }
    return true
  }
  const stopOrGoOn = async (life: Life, kind: 'pause' | 'resume'): Promise<boolean> => {
    const askedUtc = now()
    const last = pauses.at(-1)
    // Asked, and perhaps heard: from now on things may go out.
    if (kind === 'resume' && last && last.toUtc === Infinity) last.toUtc = askedUtc
    const answer = await life.ask('outbox', kind, kind === 'pause' ? 'a lunch break' : undefined)
    if (answer?.ok && kind === 'pause') pauses.push({ fromUtc: now(), toUtc: Infinity })
    return answer?.ok === true
  }
  const signInAgain = async (life: Life, n: number): Promise<boolean> => {
    const [place, account] = [places[n], accounts[n]]
    if (!place || !account || !await signIn(life, place, account.id)) return false
    signIns.set(place.name, (signIns.get(place.name) ?? 0) + 1)
    return true
  }
  const run = async (life: Life, errand: Errand): Promise<boolean> => {
    const { act } = errand
    if (act.kind === 'pause' || act.kind === 'resume') return await stopOrGoOn(life, act.kind)
    if (act.kind === 'sign-in') return await signInAgain(life, errand.n)
    const one = dealing(errand.n)
    switch (act.kind) {
      case 'hand-over': return await put(life, [{ one, revision: 1 }])
      case 'revise': return await put(life, [{ one, revision: 2 }])
      case 'cancel': {
        const answer = await life.ask('outbox', 'cancel', { id: deliveryId(errand.n), revision: 2 })
        one.told.push(`cancel: ${answer === null ? 'no answer' : answer.ok ? 'done' : answer.failure.kind}`)
        if (answer?.ok) one.isCancelled = true
        return answer !== null && (answer.ok || answer.failure.kind === 'too-late')
      }
      case 'decide': {
        const answer = await life.ask('outbox', 'decide', { id: deliveryId(errand.n), choice: act.choice })
        one.told.push(`${act.choice}: ${answer === null ? 'no answer' : answer.ok ? 'done' : answer.failure.kind}`)
        if (answer?.ok && act.choice === 'give-up') one.isCancelled = true
        return answer !== null && (answer.ok || answer.failure.kind === 'too-late')
      }
    }
  }

  return {
    dealings, pauses, signIns, deliveryId,
    nextUtc: () => errands.length === 0 ? null : Math.min(...errands.map(errand => errand.utc)),
    async goOn(life, nowUtc) {
      const due = errands.filter(errand => errand.utc <= nowUtc).sort((a, b) => a.utc - b.utc)
      const [first] = due
      if (!first) return await news(life)
      // Many posts at once, as a planned week is handed over.
      const together = first.act.kind === 'hand-over' ? due.filter(errand => errand.act.kind === 'hand-over').slice(0, 25) : [first]
      const isDone = together.length > 1 ? await put(life, together.map(({ n }) => ({ one: dealing(n), revision: 1 }))) : await run(life, first)
      if (isDone) for (const errand of together) errands.splice(errands.indexOf(errand), 1)
      return isDone
    },
  }
}

const situationOf = ({ state }: DeliveryRecord): string => (state.kind === 'needs-owner' ? `asks ${state.question.kind}` : state.kind)

/** What the words of an edit are marked with, so that they are not those before it. */
export const editedRevision = 500
/** The wish that follows from wish n. */
export const followUp = (n: number): number => n + 100_000
