import { followStretch, type Stretch, type StretchView } from '../../db/item-stretch.ts'
import type { ItemRow } from '../../db/schema.ts'

export type Listed = { readonly rows: readonly ItemRow[]; readonly hasMore: boolean; readonly isReady: boolean }
export type ItemPages = {
  readonly now: () => Listed
  /** Reads one more page at the end, if there is one. */
  readonly readOn: () => void
  readonly subscribe: (listener: () => void) => () => void
}

type Page = { stretch: Stretch; rows: readonly ItemRow[] | null; unwatch: () => void }

const pageRows = 60
/** A page that grew beyond this (news came in at its top) is cut in two, so that one change never reads much. */
const mostRows = 4 * pageRows

/**
 * The list in pages that each follow the store by themselves: a change reads only the page it falls in. All pages but the last
 * lie between two fixed places, so that what comes in or goes never moves the others.
 */
export function createItemPages(view: StretchView, onTrouble: (error: unknown) => void): ItemPages {
  const pages: Page[] = [{ stretch: { after: null, through: null }, rows: null, unwatch: () => {} }]
  const listeners = new Set<() => void>()
  let listed: Listed = { rows: [], hasMore: false, isReady: false }

  const tell = (): void => {
    const isReady = pages.every(page => page.rows !== null)
    // A page under way keeps the list as it was, rather than shorter for a moment.
    if (!isReady && listed.isReady) return
    listed = { rows: pages.flatMap(page => page.rows ?? []), hasMore: (pages.at(-1)?.rows?.length ?? 0) >= pageRows, isReady }
    for (const listener of listeners) listener()
  }

  const watch = (page: Page): void => {
    page.unwatch()
    page.unwatch = followStretch(view, page.stretch, page.stretch.through ? Infinity : pageRows, rows => {
      page.rows = rows
      if (rows.length > mostRows) cut(page)
      tell()
    }, onTrouble)
  }

  const cut = (page: Page): void => {
    const place = page.rows?.[pageRows - 1]
    if (!place) return
    const below: Page = { stretch: { after: place, through: page.stretch.through }, rows: page.rows?.slice(pageRows) ?? null, unwatch: () => {} }
    page.stretch = { after: page.stretch.after, through: place }
    page.rows = page.rows?.slice(0, pageRows) ?? null
    pages.splice(pages.indexOf(page) + 1, 0, below)
    watch(page)
    watch(below)
  }

  const stop = (): void => { for (const page of pages) page.unwatch() }

  return {
    now: () => listed,
    readOn: () => {
      const last = pages.at(-1)
      const end = last?.rows?.at(-1)
      if (!last || !end || !listed.hasMore || last.rows === null) return
      last.stretch = { ...last.stretch, through: end }
      const next: Page = { stretch: { after: end, through: null }, rows: null, unwatch: () => {} }
      pages.push(next)
      watch(last)
      watch(next)
    },
    subscribe: listener => {
      listeners.add(listener)
      if (listeners.size === 1) for (const page of pages) watch(page)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) stop()
      }
    },
  }
}
