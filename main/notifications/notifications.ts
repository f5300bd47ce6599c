import { Notification } from 'electron'
import { z } from 'zod'
import type { AccountId } from '../../preload/contract/ids.ts'
import type { Item } from '../../preload/contract/items.ts'
import { assertNever } from '../../preload/contract/result.ts'
import type { Opening, Settings } from '../../preload/contract/system.ts'
import type { Log } from '../system/log.ts'
import type { SettingsStore } from '../system/settings.ts'
import type { Texts } from '../text/texts.ts'
import { decideAfterQuiet, decideRings, nothingHeld, type Decision, type Held, type Ring } from './decide-rings.ts'
import { isQuiet, wallClock } from './quiet-hours.ts'

/** What needs the owner, beside what people wrote. */
export type Trouble =
  | { readonly kind: 'needs-sign-in'; readonly accountId: AccountId }
  | { readonly kind: 'expires'; readonly accountId: AccountId; readonly days: number; readonly posts: number }
  | { readonly kind: 'not-revoked'; readonly accountId: AccountId; readonly handle: string; readonly server: string }
  /** Not among the problems one may not want to hear of: this is what such an account is for. */
  | { readonly kind: 'by-hand'; readonly accountId: AccountId; readonly deliveryId: string; readonly network: string; readonly isReminder: boolean }
  | { readonly kind: 'failed' | 'late' | 'unproved' | 'restored' | 'missing-there' | 'despite' | 'early' | 'too-many' | 'untried' | 'held-up'; readonly accountId: AccountId; readonly deliveryId: string }

export type Notifications = {
  /** New items, never history. One notification each, or one for all when they are many; each item rings once. */
  ring(items: readonly Item[]): void
  ringTrouble(trouble: Trouble): void
  /** The evening check found things to do. */
  ringCheck(count: number): void
  /** Looks whether the quiet hours are over; called every minute by itself and after waking. */
  tick(): void
  stop(): void
}

export type NotificationOptions = {
  readonly settings: { get(): Settings }
  readonly texts: () => Texts
  readonly accountName: (id: AccountId) => string | null
  readonly isOwn: (item: Item) => boolean
  /** A click: bring the window up and go there. */
  readonly open: (where: Opening) => void
  /** The desktop shows no notifications: the window must say so and show this one itself. */
  readonly onNotShown: (ring: Ring, why: string) => void
  readonly store: SettingsStore
  readonly iconPath: string
  readonly now: () => number
  readonly log: Pick<Log, 'warn' | 'info'>
}

const row = 'held-rings'
const heldShape = z.object({ mentions: z.number(), messages: z.number(), reactions: z.number(), others: z.number(), troubles: z.number() })
const tickMs = 60_000
const mostRemembered = 5_000

export function createNotifications(options: NotificationOptions): Notifications {
  const { settings, texts, store, now } = options
  /** Those on screen: one that is not held on to is collected, and its click is lost. */
  const shown = new Set<Notification>()
  const rung = new Set<string>()
  let held = readHeld(store)

  const facts = () => ({ settings: settings.get(), clock: wallClock(now()), texts: texts(), accountName: options.accountName, isOwn: options.isOwn })
  /** Fifty posts that ask the same are one thing to hear of. */
  const toldTooMany = new Map<AccountId, number>()
  function isNews(trouble: Trouble): boolean {
    if (trouble.kind !== 'too-many') return true
    const isToldAlready = now() - (toldTooMany.get(trouble.accountId) ?? 0) < 3_600_000
    if (!isToldAlready) toldTooMany.set(trouble.accountId, now())
    return !isToldAlready
  }
  function carryOut(decision: Decision): void {
    if (decision.held !== held) {
      held = decision.held
      store.write(row, JSON.stringify(held))
    }
    for (const ring of decision.rings) show(ring)
  }

  function show(ring: Ring): void {
    if (!Notification.isSupported()) {
      options.onNotShown(ring, 'the desktop offers no notifications')
      return
    }
    const notification = new Notification({ title: ring.title, body: ring.body, icon: options.iconPath })
    shown.add(notification)
    const forget = (): void => { shown.delete(notification) }
    notification.on('click', () => {
      forget()
      options.open(ring.opens)
    })
    notification.on('close', forget)
    notification.on('failed', (_, why) => {
      forget()
      options.log.warn('a notification could not be shown', { why })
      options.onNotShown(ring, why)
    })
    notification.show()
    for (const oldest of shown) {
      if (shown.size <= 100) break
      shown.delete(oldest)
    }
  }

  const notifications: Notifications = {
    ring(items) {
      const fresh = items.filter(item => !rung.has(item.key))
      for (const { key } of fresh) rung.add(key)
      for (const oldest of rung) {
        if (rung.size <= mostRemembered) break
        rung.delete(oldest)
      }
      carryOut(decideRings(fresh, held, facts()))
    },
    ringTrouble(trouble) {
      if ((!settings.get().notifications.problems && trouble.kind !== 'by-hand') || !isNews(trouble)) return
      if (isQuiet(settings.get().quietHours, wallClock(now()))) carryOut({ rings: [], held: { ...held, troubles: held.troubles + 1 } })
      else show(troubleRing(trouble, options.accountName(trouble.accountId) ?? '', texts()))
    },
    ringCheck(count) {
      if (!settings.get().notifications.problems) return
      if (isQuiet(settings.get().quietHours, wallClock(now()))) carryOut({ rings: [], held: { ...held, troubles: held.troubles + count } })
      else show({ title: texts().troubles.check(count), body: texts().troubles.checkBody, opens: { kind: 'place', place: 'readiness' } })
    },
    tick() { carryOut(decideAfterQuiet(held, facts())) },
    stop() { clearInterval(timer) },
  }
  const timer = setInterval(() => { notifications.tick() }, tickMs)
  timer.unref()
  return notifications
}

function troubleRing(trouble: Trouble, account: string, { troubles }: Texts): Ring {
  switch (trouble.kind) {
    case 'needs-sign-in': return { title: troubles.signIn(account), body: troubles.signInBody, opens: { kind: 'place', place: 'accounts' } }
    case 'expires': return { title: troubles.expires(account, trouble.days), body: troubles.expiresBody(trouble.posts), opens: { kind: 'place', place: 'accounts' } }
    case 'not-revoked': return { title: troubles.notRevoked(trouble.handle), body: troubles.notRevokedBody(trouble.server), opens: { kind: 'place', place: 'accounts' } }
    case 'failed': return { title: troubles.failed(account), body: troubles.failedBody, opens: { kind: 'delivery', id: trouble.deliveryId } }
    case 'late': return { title: troubles.late(account), body: troubles.lateBody, opens: { kind: 'delivery', id: trouble.deliveryId } }
    case 'missing-there': return { title: troubles.missingThere(account), body: troubles.missingThereBody, opens: { kind: 'delivery', id: trouble.deliveryId } }
    case 'despite': return { title: troubles.despite(account), body: troubles.despiteBody, opens: { kind: 'delivery', id: trouble.deliveryId } }
    case 'early': return { title: troubles.early(account), body: troubles.earlyBody, opens: { kind: 'delivery', id: trouble.deliveryId } }
    case 'unproved': case 'restored': return { title: troubles.unproved(account), body: troubles.unprovedBody, opens: { kind: 'delivery', id: trouble.deliveryId } }
    case 'too-many': return { title: troubles.tooMany(account), body: troubles.tooManyBody, opens: { kind: 'delivery', id: trouble.deliveryId } }
    case 'by-hand': return { title: trouble.isReminder ? troubles.stillByHand(trouble.network) : troubles.byHand(trouble.network), body: troubles.byHandBody(account), opens: { kind: 'delivery', id: trouble.deliveryId } }
    case 'untried': return { title: troubles.untried(account), body: troubles.untriedBody, opens: { kind: 'delivery', id: trouble.deliveryId } }
    case 'held-up': return { title: troubles.heldUp(account), body: troubles.heldUpBody, opens: { kind: 'delivery', id: trouble.deliveryId } }
    default: return assertNever(trouble)
  }
}

function readHeld(store: SettingsStore): Held {
  try {
    return heldShape.parse(JSON.parse(store.read(row) ?? 'null'))
  } catch {
    return nothingHeld // never written, or damaged: only a count is lost, the inbox has the items
  }
}
