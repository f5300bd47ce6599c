import type { ItemKey } from '../../../preload/contract/ids.ts'
import { markDone, markRead } from '../../db/items.ts'
import { announce, chooseNone, openItem, useInboxScreen } from './inbox-screen.ts'
import { nextAfter } from './inbox-state.ts'

/** Done (or not done after all), and on to the next one. `words` say what was done, beside the button that takes it back. */
export async function finishItems(keys: readonly ItemKey[], isDone: 0 | 1, listed: readonly ItemKey[], words: string): Promise<void> {
  const { open, isReading } = useInboxScreen.getState()
  if (keys.length === 0) return
  const gone = new Set(keys)
  if (open !== null && gone.has(open)) {
    const next = nextAfter(listed, gone, open)
    openItem(next, isReading && next !== null)
  }
  await markDone(keys, isDone)
  chooseNone()
  useInboxScreen.setState({ undoable: { keys, isDone, words } })
  announce(words)
}

/** Takes the last Done back and shows what it was about. */
export async function undoLast(words: string): Promise<void> {
  const { undoable, isReading } = useInboxScreen.getState()
  if (!undoable) return
  useInboxScreen.setState({ undoable: null })
  await markDone(undoable.keys, undoable.isDone ? 0 : 1)
  openItem(undoable.keys[0] ?? null, isReading)
  announce(words)
}

export async function setUnread(keys: readonly ItemKey[], isRead: 0 | 1, words: string): Promise<void> {
  await markRead(keys, isRead)
  announce(words)
}
