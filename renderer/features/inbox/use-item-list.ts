import { useLiveQuery } from 'dexie-react-hooks'
import { useMemo, useSyncExternalStore } from 'react'
import { comptoir } from '../../comptoir.ts'
import { metaNames, replyDrafts } from '../../db/meta.ts'
import type { StretchView } from '../../db/item-stretch.ts'
import { createItemPages, type ItemPages, type Listed } from './item-pages.ts'

/** The rows of a view as far as they were scrolled to, alive. */
export function useItemList(view: StretchView): Listed & Pick<ItemPages, 'readOn'> {
  const pages = useMemo(() => createItemPages(view, error => {
    void comptoir().system.reportTrouble({ message: `inbox list: ${String(error)}`, stack: error instanceof Error ? error.stack ?? '' : '' })
  }), [view])
  return { ...useSyncExternalStore(pages.subscribe, pages.now), readOn: pages.readOn }
}

const noDrafts: ReadonlySet<string> = new Set()
/** Keys of the items that have an answer begun. */
export const useBegunAnswers = (): ReadonlySet<string> =>
  useLiveQuery(async () => new Set((await metaNames(replyDrafts)).map(name => name.slice(replyDrafts.length)))) ?? noDrafts
