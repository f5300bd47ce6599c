import { create } from 'zustand'
import type { ItemKey } from '../../../preload/contract/ids.ts'
import type { Filter } from './inbox-state.ts'

/** What the last Done did, so that it can be taken back. */
export type Undoable = { readonly keys: readonly ItemKey[]; readonly isDone: 0 | 1; readonly words: string }

type InboxScreen = {
  readonly filter: Filter
  /** The row the keyboard is on; its item is what the thread shows. */
  readonly open: ItemKey | null
  /** Whether it was opened on purpose (click, Enter), which narrow windows show instead of the list. */
  readonly isReading: boolean
  readonly chosen: ReadonlySet<ItemKey>
  readonly undoable: Undoable | null
  /** For those who listen. */
  readonly words: string
}

/** Kept while the window lives, so that coming back to the inbox finds it as it was left. */
export const useInboxScreen = create<InboxScreen>()(() => ({
  filter: { box: 'to-answer', group: null }, open: null, isReading: false, chosen: new Set(), undoable: null, words: '',
}))

export const announce = (words: string): void => { useInboxScreen.setState({ words }) }

export function choose(key: ItemKey): void {
  const chosen = new Set(useInboxScreen.getState().chosen)
  if (!chosen.delete(key)) chosen.add(key)
  useInboxScreen.setState({ chosen })
}

export const chooseNone = (): void => { useInboxScreen.setState({ chosen: new Set() }) }

/** `isReading` false: the keyboard passes by. */
export const openItem = (open: ItemKey | null, isReading: boolean): void => { useInboxScreen.setState({ open, isReading }) }
