import { useLiveQuery } from 'dexie-react-hooks'
import { useCallback, useEffect, useLayoutEffect, useReducer, useRef, useState } from 'react'
import type { Post } from '../../../preload/contract/drafts.ts'
import { comptoir } from '../../comptoir.ts'
import { deliveriesOfPost } from '../../db/deliveries.ts'
import { changedOwnPosts } from '../../db/own-posts.ts'
import type { PostChanges } from '../../db/standing.ts'
import { isStoreFull } from '../../db/is-store-full.ts'
import { leaveLastWords } from '../../db/last-words.ts'
import { erasePost, readPost, saveDraft } from '../../db/posts.ts'
import type { DeliveryRow, PostRow } from '../../db/schema.ts'
import { startAutosave } from './autosave.ts'
import { isEmptyDraft, type Draft } from './composer-state.ts'
import { startHistory, step, type History, type HistoryAction } from './history.ts'

export type OpenPost = {
  /** As it stands in the store now: stage and revisions; its words may be a moment behind `draft`. */
  readonly row: PostRow
  /** Its publishing, account by account. */
  readonly deliveries: readonly DeliveryRow[]
  /** What was done to it afterwards, from here and on the networks themselves. */
  readonly changes: PostChanges
  readonly history: History
  readonly draft: Draft
  /** The last write failed, and why; it is tried again. */
  readonly trouble: DraftTrouble | null
  readonly dispatch: (action: HistoryAction) => void
  /** Everything typed so far is in the store when it resolves with true. */
  readonly flush: () => Promise<boolean>
  /** The same, and nothing is left behind of a draft in which nothing was written. False: the text is nowhere but on screen. */
  readonly leave: () => Promise<boolean>
}
export type DraftTrouble = { readonly kind: 'disk-full' } | { readonly kind: 'other'; readonly reason: string }

const draftOf = ({ content, variants, details, accountIds, plan, late, who }: Post): Draft => ({ content, variants, accountIds, plan, ...(details ? { details } : {}), ...(late ? { late } : {}), ...(who ? { who } : {}) })

/** A post under the pen, from the row it was opened with: written at each pause, its stage and deliveries live. */
export function useComposer(first: PostRow): OpenPost {
  const stored = useLiveQuery(async () => ({ row: await readPost(first.id), deliveries: await deliveriesOfPost(first.id), seen: await changedOwnPosts() }), [first.id])
  const [history, dispatch] = useReducer(step, first, row => startHistory(draftOf(row)))
  const [trouble, setTrouble] = useState<DraftTrouble | null>(null)
  const draft = history.present

  const [autosave] = useState(() => {
    let isReported = false
    return startAutosave<Draft>(async value => {
      // The edited fields only: stage and revision belong to push.ts and stay as the store has them.
      await saveDraft({ ...first, ...value })
      isReported = false
      setTrouble(null)
    }, reason => {
      setTrouble(isStoreFull(reason) ? { kind: 'disk-full' } : { kind: 'other', reason: reason instanceof Error ? reason.message : String(reason) })
      if (isReported) return // tried again and again: one line a trouble
      isReported = true
      void comptoir().system.reportTrouble({ message: 'A draft could not be kept', stack: String(reason).slice(0, 20_000) })
    })
  })

  const given = useRef(draft)
  // Before the browser paints: whoever flushes after a keystroke was drawn has that keystroke.
  useLayoutEffect(() => {
    if (given.current === draft) return
    given.current = draft
    autosave.change(draft)
  }, [autosave, draft])

  const flush = useCallback(() => autosave.flush(), [autosave])

  const leave = useCallback(async () => {
    // Empty in the store only: what is on screen could not be written.
    if (!await flush()) return false
    const row = await readPost(first.id)
    if (row?.stage === 'draft' && row.revision === 0 && isEmptyDraft(row)) await erasePost(first.id)
    return true
  }, [first.id, flush])

  useEffect(() => {
    // Whatever ends the sheet or the window, the last words are written: hidden, left, reloaded, unmounted.
    const write = (): void => { void flush() }
    const leaveWords = (): void => {
      const value = autosave.unwritten()
      if (value) leaveLastWords({ kind: 'post', id: first.id, utc: Date.now(), edited: { ...value, accountIds: [...value.accountIds] } })
    }
    window.addEventListener('pagehide', leaveWords)
    window.addEventListener('blur', write)
    document.addEventListener('visibilitychange', write)
    return () => {
      window.removeEventListener('blur', write)
      document.removeEventListener('visibilitychange', write)
      // Who closes the sheet and then everything may be quicker than the store.
      void flush().then(isKept => { if (isKept) window.removeEventListener('pagehide', leaveWords) })
    }
  }, [autosave, first.id, flush])

  const deliveries = stored?.deliveries.filter(delivery => delivery.delivery.act.kind === 'publish') ?? []
  const acts = stored?.deliveries.filter(delivery => delivery.changeOf !== undefined).sort((a, b) => a.dueUtc - b.dueUtc) ?? []
  return { row: stored?.row ?? first, deliveries, changes: { acts, seen: stored?.seen ?? [] }, history, draft, trouble, dispatch, flush, leave }
}
