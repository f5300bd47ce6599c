import { create } from 'zustand'
import type { AccountId, DeliveryId, ItemKey, PostId } from '../../preload/contract/ids.ts'

export type Place = 'today' | 'calendar' | 'inbox' | 'listening' | 'analytics' | 'library' | 'strategy' | 'accounts' | 'settings'

export type SheetName = 'away' | 'readiness' | 'resume'

/** What is on screen, and nothing that must survive: that lives in Dexie. */
export type Screen = {
  readonly place: Place
  /** The composer's sheet: which post is open; null when closed. */
  readonly composing: PostId | null
  readonly outboxIsOpen: boolean
  /** What the owner is posting by hand, or will as soon as it asks; null: nothing. */
  readonly handing: DeliveryId | null
  /** A sheet beside the place: null when none is open. */
  readonly sheet: SheetName | null
  /** Empty: all accounts. */
  readonly accountFilter: readonly AccountId[]
  readonly openItem: ItemKey | null
  goTo(place: Place): void
  compose(post: PostId | null): void
  showOutbox(isOpen: boolean): void
  postByHand(id: DeliveryId | null): void
  showSheet(sheet: SheetName | null): void
  filterAccounts(ids: readonly AccountId[]): void
  openItemInInbox(key: ItemKey): void
}

export const useScreen = create<Screen>()(set => ({
  place: 'today',
  composing: null,
  outboxIsOpen: false,
  handing: null,
  sheet: null,
  accountFilter: [],
  openItem: null,
  goTo: place => { set({ place }) },
  compose: composing => { set({ composing }) },
  postByHand: handing => { set(handing === null ? { handing } : { handing, outboxIsOpen: false }) },
  showOutbox: outboxIsOpen => { set({ outboxIsOpen }) },
  showSheet: sheet => { set({ sheet }) },
  filterAccounts: accountFilter => { set({ accountFilter }) },
  openItemInInbox: openItem => { set({ place: 'inbox', openItem }) },
}))
