import type { AccountRow, NotificationRow } from './rows.ts'
import { isRelated } from './visible.ts'
import { accountById, type World } from './world.ts'

/** Tells an owner that something happened; silent for customers, for what one did oneself, and for people and threads one muted or blocked. */
export function notify(world: World, toId: string, type: NotificationRow['type'], from: AccountRow, statusId: string | null): void {
  const { store } = world
  const to = accountById(world, toId)
  if (to?.kind !== 'owner' || (toId === from.id && type !== 'poll')) return
  if (isRelated(world, 'block', toId, from.id) || isSilenced(world, toId, from.id)) return
  const isThreadMuted =
    store.get(
      'select 1 from muted_threads join statuses on statuses.thread_id = muted_threads.thread_id where muted_threads.account_id = ? and statuses.id = ?',
      toId, statusId,
    ) !== undefined
  if (isThreadMuted) return
  store.insert(
    'insert into notifications (account_id, type, from_id, status_id, created_at) values (?, ?, ?, ?, ?)',
    toId, type, from.id, statusId, world.now(),
  )
}

/** A mute may spare the notifications. */
function isSilenced(world: World, toId: string, fromId: string): boolean {
  const mute = "select 1 from relations where kind = 'mute' and notifications = 1 and source_id = ? and target_id = ? and (until is null or until > ?)"
  return world.store.get(mute, toId, fromId, world.now()) !== undefined
}
