import path from 'node:path'
import type { AccountId } from '../../preload/contract/ids.ts'
import type { Pace } from '../../preload/contract/pace.ts'
import type { Accounts } from '../accounts/accounts.ts'
import type { Trouble } from '../notifications/notifications.ts'
import { isQuiet, wallClock } from '../notifications/quiet-hours.ts'
import type { Budget } from '../publishing/budget.ts'
import { createHandRings } from '../publishing/by-hand.ts'
import { createHandFiles } from '../publishing/hand-files.ts'
import { createPublishLoop } from '../publishing/loop.ts'
import { createPause } from '../publishing/pause.ts'
import type { Clock } from '../system/clock.ts'
import { isLoopback } from '../system/line.ts'
import { userName } from '../system/user-name.ts'
import { setWake } from './set-wake.ts'
import type { Store } from './store.ts'

export type PublishingRoom = ReturnType<typeof openPublishing>
export type PublishingRoomTools = Store & {
  readonly clock: Clock
  readonly accounts: Accounts
  readonly budget: Budget
  readonly stateChanged: () => void
  /** The clock was moved. */
  readonly clockMoved: () => void
  readonly ringTrouble: (trouble: Trouble) => void
}

/** What sends posts, what stops it, and what lets the owner do it by hand. */
export function openPublishing({ folder, logTrouble, journal, settings, media, clock, accounts, budget, stateChanged, clockMoved, ringTrouble }: PublishingRoomTools) {
  const { now } = clock
  const pause = createPause({ journal, now, who: userName, changed: stateChanged })
  const isPaused = (): boolean => pause.state() !== null
  const paceOf = (id: AccountId): Pace => settings.get().paceOf[id] ?? settings.get().pace
  const loopClock = {
    look: () => {
      const movedMs = clock.look()
      if (movedMs !== 0) clockMoved()
      return movedMs
    },
    isTrusted: (id: AccountId) => {
      const account = journal.accounts.get(id)
      // A reminder is nothing that a wrong clock could publish.
      return clock.isTrusted() || account?.byHand !== undefined || isLoopback(URL.parse(account?.serverUrl ?? '')?.hostname ?? '')
    },
  }
  const loop = createPublishLoop({ journal, now, random: Math.random, isPaused, clock: loopClock, pace: paceOf, quotaUntil: budget.waitUntil, connect: accounts.connection, signInRefused: accounts.signInRefused, hangUp: accounts.hangUp, postsAtOnce: accounts.postsAtOnce, logTrouble, setWake })
  const handRings = createHandRings({
    deliveries: journal.deliveries, now, isPaused, isQuietAt: utc => isQuiet(settings.get().quietHours, wallClock(utc)),
    ring: ({ delivery: { id, accountId } }, isReminder) => { ringTrouble({ kind: 'by-hand', accountId, deliveryId: id, network: journal.accounts.get(accountId)?.byHand?.network ?? '', isReminder }) },
  })
  return { pause, isPaused, paceOf, loop, handRings, handFiles: createHandFiles(path.join(folder, 'by-hand'), { journal, media }) }
}
