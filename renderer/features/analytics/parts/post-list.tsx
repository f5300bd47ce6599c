import { Tooltip, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { AccountId } from '../../../../preload/contract/ids.ts'
import type { AccountFace } from '../../../app/account-faces.ts'
import type { AccountRow, OwnPostRow } from '../../../db/schema.ts'
import { useFormats } from '../../../text/format.ts'
import { useText } from '../../../text/index.ts'
import { medianOf, reactionsOf } from '../analytics-state.ts'
import { columns, sortedBy, sortPosts, type Column } from '../post-table.ts'
import { useAnalyticsPage } from '../use-analytics.ts'
import classes from './post-list.module.css'
import { Definition } from './definition.tsx'
import { PostLine } from './post-line.tsx'

/** Every post of the period with its figures; only the lines in sight are drawn. It scrolls with the page. */
export function PostList({ posts, isReading, accounts, faces, nowUtc }: { readonly posts: readonly OwnPostRow[]; readonly isReading: boolean; readonly accounts: readonly AccountRow[]; readonly faces: ReadonlyMap<AccountId, AccountFace>; readonly nowUtc: number }) {
  const say = useText('analytics')
  const formats = useFormats()
  const sorting = useAnalyticsPage(page => page.sorting)
  const sorted = useMemo(() => sortPosts(posts, sorting), [posts, sorting])
  const usual = useMemo(() => medianOf(posts.flatMap(post => reactionsOf(post.figures) ?? [])), [posts])
  const byId = useMemo(() => new Map(accounts.map(account => [account.id, account])), [accounts])
  const body = useRef<HTMLDivElement>(null)
  const [margin, setMargin] = useState(0)
  // Cards above grow when their charts arrive: the distance to the top is measured again whenever the page's height changes.
  useLayoutEffect(() => {
    const scroller = body.current?.closest('main')
    const page = body.current?.closest('[data-page]')
    if (!scroller || !page) return
    const measure = (): void => { setMargin(Math.round((body.current?.getBoundingClientRect().top ?? 0) - scroller.getBoundingClientRect().top + scroller.scrollTop)) }
    const observer = new ResizeObserver(measure)
    observer.observe(page)
    measure()
    return () => { observer.disconnect() }
  }, [])
  // React Compiler is not used here, so functions that it could not memoise do no harm.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({ count: sorted.length, getScrollElement: () => body.current?.closest('main') ?? null, estimateSize: () => 57, overscan: 10, scrollMargin: margin, getItemKey: index => sorted[index]?.key ?? index })
  return (
    <section className={classes.section} aria-labelledby="each-post">
      <header className={classes.head}>
        <h2 id="each-post" className={classes.title} tabIndex={-1}>{say('posts.title')}</h2>
        <Definition title={say('posts.title')}>{say('posts.definition')}</Definition>
        {isReading ? <span className={classes.summary}>{say('posts.reading')}</span> : usual !== null && <span className={classes.summary}>{say('posts.summary', { count: posts.length, median: formats.number(usual) })}</span>}
      </header>
      {posts.length === 0
        ? <div className={classes.none}><b>{say('posts.none')}</b><span>{say('posts.noneWhy')}</span></div>
        : (
          <div className={classes.table} role="table" aria-labelledby="each-post" aria-rowcount={isReading ? -1 : sorted.length + 1}>
            <div role="rowgroup" className={classes.sticky}>
              <div role="row" aria-rowindex={1} className={classes.row}>
                <HeadCell column="date" />
                <span role="columnheader" className={classes.postHead}>{say('posts.column.post')}</span>
                {columns.filter(column => column !== 'date').map(column => <HeadCell key={column} column={column} note={column === 'reach' ? reachNote(accounts, faces, say, formats.list) : ''} />)}
                <span role="columnheader"><VisuallyHidden>{say('posts.column.open')}</VisuallyHidden></span>
              </div>
            </div>
            <div role="rowgroup" ref={body} className={classes.body} style={{ height: virtual.getTotalSize() }}>
              {virtual.getVirtualItems().map(item => {
                const post = sorted[item.index]
                const face = post && faces.get(post.accountId)
                return post && face && (
                  <div key={item.key} ref={virtual.measureElement} data-index={item.index} role="row" aria-rowindex={item.index + 2} className={`${classes.row} ${classes.line}`} style={{ transform: `translateY(${item.start - margin}px)` }}>
                    <PostLine post={post} face={face} tellsReach={byId.get(post.accountId)?.abilities.reach.kind === 'works'} nowUtc={nowUtc} />
                  </div>
                )
              })}
            </div>
          </div>
        )}
    </section>
  )
}

function reachNote(accounts: readonly AccountRow[], faces: ReadonlyMap<AccountId, AccountFace>, say: ReturnType<typeof useText<'analytics'>>, list: (words: readonly string[]) => string): string {
  const silent = [...new Set(accounts.filter(account => account.abilities.reach.kind === 'lacking').map(account => faces.get(account.id)?.network ?? account.network))]
  return silent.length === 0 ? '' : say('posts.noReach', { count: silent.length, networks: list(silent) })
}

/** Sorts by its column; says what the column counts. */
function HeadCell({ column, note = '' }: { readonly column: Column; readonly note?: string }) {
  const say = useText('analytics')
  const sorting = useAnalyticsPage(page => page.sorting)
  const change = useAnalyticsPage(page => page.change)
  const isChosen = sorting.column === column
  const Arrow = sorting.isDescending ? IconArrowDown : IconArrowUp
  return (
    <span role="columnheader" aria-sort={isChosen ? sorting.isDescending ? 'descending' : 'ascending' : 'none'} data-column={column} className={classes.headCell}>
      <Tooltip label={`${say(`posts.about.${column}`)} ${note}`.trim()} multiline maw={280} events={{ hover: true, focus: true, touch: true }}>
        <UnstyledButton className={classes.sort} data-chosen={isChosen || undefined} onClick={() => { change({ sorting: sortedBy(sorting, column) }) }}>
          {say(`posts.column.${column}`)}{isChosen && <Arrow size={12} stroke={2.4} className={classes.arrow} aria-hidden />}
        </UnstyledButton>
      </Tooltip>
    </span>
  )
}
