import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, type RefObject } from 'react'
import type { AccountId } from '../../../../preload/contract/ids.ts'
import type { AccountFace } from '../../../app/account-faces.ts'
import { useNow } from '../../../app/use-now.ts'
import { useText } from '../../../text/index.ts'
import { useInboxScreen } from '../inbox-screen.ts'
import { opensDay } from '../inbox-state.ts'
import type { Listed } from '../item-pages.ts'
import { useBegunAnswers } from '../use-item-list.ts'
import { useAnswered } from '../use-answered.ts'
import classes from './item-list.module.css'
import { ItemRowView } from './item-row.tsx'

const rowHeight = 80
const dayHeight = 36
const readAhead = 60
const block = 50

/** The rows on screen and a few around them, however many there are; one of them takes the focus for all. */
export function ItemList({ listRef, list, faces }: { readonly listRef: RefObject<HTMLDivElement | null>; readonly list: Listed & { readonly readOn: () => void }; readonly faces: ReadonlyMap<AccountId, AccountFace> }) {
  const say = useText('inbox')
  const now = useNow()
  const { open, chosen } = useInboxScreen()
  const { rows, hasMore, readOn } = list
  const at = useMemo(() => open === null ? -1 : rows.findIndex(row => row.key === open), [open, rows])
  // One function per list: a new one makes every row be laid out again.
  const keyAt = useCallback((index: number) => rows[index]?.key ?? index, [rows])
  // oxlint-disable-next-line react/incompatible-library -- its answers change while it stays the same: this component is not memoized, as it should be
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => listRef.current,
    estimateSize: index => rowHeight + (opensDay(rows[index]?.createdUtc ?? 0, rows[index - 1]?.createdUtc) ? dayHeight : 0),
    getItemKey: keyAt,
    overscan: 6,
    // The row with the focus stays drawn, or the keyboard would fall off the list.
    rangeExtractor: range => at < 0 ? defaultRangeExtractor(range) : [...new Set([...defaultRangeExtractor(range), at])].sort((a, b) => a - b),
  })
  const drawn = virtual.getVirtualItems()
  const lastDrawn = drawn.at(-1)?.index ?? 0
  useEffect(() => { if (hasMore && lastDrawn > rows.length - readAhead) readOn() }, [hasMore, lastDrawn, rows.length, readOn])
  const shown = useRef<string | null>(null)
  useEffect(() => {
    // Only when another one is opened, not whenever the list moves.
    if (at < 0 || shown.current === open) return
    shown.current = open
    virtual.scrollToIndex(at, { align: 'auto' })
  }, [open, at, virtual])
  useStandStill(listRef, rows, index => virtual.measurementsCache[index]?.start ?? 0, () => virtual.getVirtualItemForOffset(listRef.current?.scrollTop ?? 0)?.index ?? 0)

  const begun = useBegunAnswers()
  // By whole blocks, so that scrolling asks now and then and not at each row.
  const firstDrawn = drawn[0]?.index ?? 0
  const answered = useAnswered(rows.slice(Math.floor(firstDrawn / block) * block, Math.ceil((lastDrawn + 1) / block) * block).map(row => row.key))
  const stop = at >= 0 ? at : 0
  return (
    <div ref={listRef} className={classes.scroll} role="grid" aria-label={say('list')} aria-multiselectable aria-rowcount={hasMore ? -1 : rows.length} aria-busy={!list.isReady}>
      <div role="presentation" className={classes.all} style={{ height: virtual.getTotalSize() }}>
        {drawn.map(({ index, key, start }) => {
          const row = rows[index]
          return row && (
            <ItemRowView key={key} row={row} index={index} top={start} now={now} face={faces.get(row.accountId)} showsAccount={faces.size > 1} isOpen={index === at} isStop={index === stop} isChosen={chosen.has(row.key)}
              isChoosing={chosen.size > 0} opensDay={opensDay(row.createdUtc, rows[index - 1]?.createdUtc)} hasDraft={begun.has(row.key)} isAnswered={answered.has(row.key)} />
          )
        })}
      </div>
    </div>
  )
}

/** News above must not push away what is being read: the list keeps its top row where it is, unless it stands at its very top. */
function useStandStill(ref: RefObject<HTMLDivElement | null>, rows: Listed['rows'], startOf: (index: number) => number, topIndex: () => number): void {
  const before = useRef<{ readonly key: string; readonly start: number; readonly rows: Listed['rows'] } | null>(null)
  useLayoutEffect(() => {
    const box = ref.current
    if (!box) return
    const last = before.current
    if (last && last.rows !== rows && box.scrollTop > 0) {
      const index = rows.findIndex(row => row.key === last.key)
      if (index >= 0) box.scrollTop += startOf(index) - last.start
    }
    const top = topIndex()
    const row = rows[top]
    before.current = row ? { key: row.key, start: startOf(top), rows } : null
  })
}
