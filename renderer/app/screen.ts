import { create } from 'zustand'
import type { AccountId, ItemKey, PostId } from '../../preload/contract/ids.ts'

export type Place = 'today' | 'calendar' | 'inbox' | 'listening' | 'analytics' | 'library' | 'strategy' | 'accounts' | 'settings'

/** What is on screen, and nothing that must survive: that lives in Dexie. */
export type Screen = {
  readonly place: Place
  /** The composer's sheet: which post is open; null when closed. */
  readonly composing: PostId | null
  readonly outboxIsOpen: boolean
  /** Empty: all accounts. */
  readonly accountFilter: readonly AccountId[]
  readonly openItem: ItemKey | null
  goTo(place: Place): void
  compose(post: PostId | null): void
  showOutbox(isOpen: boolean): void
  filterAccounts(ids: readonly AccountId[]): void
  openItemInInbox(key: ItemKey): void
}

export const useScreen = create<Screen>()(set => ({
  place: 'today',
  composing: null,
  outboxIsOpen: false,
  accountFilter: [],
  openItem: null,
  goTo: place => { set({ place }) },
  compose: composing => { set({ composing }) },
  showOutbox: outboxIsOpen => { set({ outboxIsOpen }) },
  filterAccounts: accountFilter => { set({ accountFilter }) },
  openItemInInbox: openItem => { set({ place: 'inbox', openItem }) },
}))
