import { VisuallyHidden } from '@mantine/core'
import { useLiveQuery } from 'dexie-react-hooks'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { asksForAnswer } from '../../../preload/contract/items.ts'
import { useScreen } from '../../app/screen.ts'
import { typeInto } from '../../app/type-ahead.ts'
import { useAccounts, useFaces } from '../../app/use-accounts.ts'
import { markRead, readItem } from '../../db/items.ts'
import type { ItemRow } from '../../db/schema.ts'
import { useText } from '../../text/index.ts'
import { announce, choose, chooseNone, openItem, useInboxScreen } from './inbox-screen.ts'
import { stepFrom, viewOf } from './inbox-state.ts'
import classes from './inbox.module.css'
import { finishItems, setUnread, undoLast } from './mark-items.ts'
import { ListPane } from './parts/list-pane.tsx'
import { PersonCard } from './parts/person-card.tsx'
import { ThreadPane } from './parts/thread-pane.tsx'
import { NothingOpen } from './parts/nothing-open.tsx'
import { useInboxKeys } from './use-inbox-keys.ts'
import { useItemList } from './use-item-list.ts'

/** Shown this long without moving on, a message counts as read. */
const readAfterMs = 600

/** Everything that was said to the shop: the list, the conversation of the open one, and who it is with. */
export function Inbox() {
  const say = useText('inbox')
  const accounts = useAccounts()
  const faces = useFaces(accounts)
  const accountFilter = useScreen(screen => screen.accountFilter)
  const { filter, open, isReading, chosen, words } = useInboxScreen()
  const view = useMemo(() => viewOf(filter, accountFilter), [filter, accountFilter])
  const list = useItemList(view)
  const item = useOpenItem(open, list.rows)
  const listRef = useRef<HTMLDivElement>(null)
  const answerRef = useRef<HTMLTextAreaElement>(null)
  const likeRef = useRef<(() => void) | null>(null)
  useOpeningFromOutside()
  useReadMark(item, isReading)

  const keys = useMemo(() => list.rows.map(row => row.key), [list.rows])
  // The row is drawn by the next frame, once the list has scrolled to it. Whoever writes somewhere else by then than in `from` goes on writing:
  // their next letters would be keys.
  const focusList = useCallback((from: Element | null = null) => {
    requestAnimationFrame(() => { requestAnimationFrame(() => {
      const at = document.activeElement
      if (at instanceof HTMLTextAreaElement && at !== from) return
      listRef.current?.querySelector<HTMLElement>('[role="row"][tabindex="0"]')?.focus({ preventScroll: true })
    }) })
  }, [])
  const meant = chosen.size > 0 ? [...chosen] : open ? [open] : []
  const nameOf = (row: ItemRow | undefined): string => row?.person.displayName || row?.person.handle || ''

  const done = (): void => {
    const row = meant.length === 1 ? list.rows.find(one => one.key === meant[0]) ?? item : undefined
    const isBack = row?.isDone === 1
    void finishItems(meant, isBack ? 0 : 1, keys, isBack ? say('said.notDone') : row ? say('said.done', { name: nameOf(row) }) : say('said.doneMany', { count: meant.length })).then(() => { focusList() })
  }
  useInboxKeys({
    move: step => {
      const next = stepFrom(keys, open, step)
      openItem(next, isReading)
      focusList()
    },
    open: () => {
      const key = open ?? keys[0] ?? null
      openItem(key, key !== null)
      if (key) requestAnimationFrame(() => { document.getElementById('inbox-thread')?.focus({ preventScroll: true }) })
    },
    answer: () => {
      openItem(open, open !== null)
      // The pane of the one before may still stand there.
      const hasField = item === undefined || (asksForAnswer(item.kind) && item.ref !== null)
      if (open !== null && hasField) typeInto(() => answerRef.current?.dataset['item'] === open ? answerRef.current : null)
    },
    like: () => { likeRef.current?.() },
    done,
    unread: () => {
      const isRead = list.rows.find(row => row.key === meant[0])?.isRead ? 0 : 1
      void setUnread(meant, isRead, say(isRead ? 'said.read' : 'said.unread'))
    },
    choose: () => { if (open) choose(open) },
    undo: () => { void undoLast(say('said.notDone')).then(() => { focusList() }) },
    leave: () => { if (chosen.size > 0) chooseNone(); else openItem(open, false) },
  })

  if (!accounts) return null
  const face = item ? faces.get(item.accountId) : undefined
  const account = item ? accounts.find(one => one.id === item.accountId) : undefined
  return (
    <div className={classes.place}>
      <div className={classes.panes} data-form={item ? 'open' : list.isReady && list.rows.length === 0 ? 'empty' : 'closed'} data-reading={(isReading && item) || undefined}>
        <ListPane className={`${classes.pane} ${classes.list}`} listRef={listRef} list={list} faces={faces} hasAccounts={accounts.length > 0} onDone={done} />
        <section id="inbox-thread" hidden={!item && list.isReady && list.rows.length === 0} className={`${classes.pane} ${classes.thread}`} aria-label={say('thread')} tabIndex={-1}>
          {item
            ? <ThreadPane key={item.key} item={item} account={account} face={face} showsAccount={faces.size > 1} answerRef={answerRef} likeRef={likeRef} onDone={done} onList={focusList} listed={keys} />
            : <NothingOpen hasRows={list.rows.length > 0} />}
        </section>
        {item && <aside className={classes.person} aria-label={say('person.label', { name: nameOf(item) })}><PersonCard item={item} account={account} network={face?.network ?? item.network} /></aside>}
      </div>
      <VisuallyHidden role="status" aria-live="polite">{words}</VisuallyHidden>
    </div>
  )
}

/** The open item as it stands in the store; from the list while the store is being asked, so that nothing blinks. */
function useOpenItem(open: ItemRow['key'] | null, rows: readonly ItemRow[]): ItemRow | undefined {
  const stored = useLiveQuery(() => open ? readItem(open) : undefined, [open])
  if (!open) return undefined
  const listed = rows.find(row => row.key === open)
  return stored?.key === open ? stored : listed
}

/** A notification was clicked, or a search result chosen. */
function useOpeningFromOutside(): void {
  const wished = useScreen(screen => screen.openItem)
  useEffect(() => {
    if (!wished) return
    openItem(wished, true)
    useScreen.setState({ openItem: null })
  }, [wished])
}

function useReadMark(item: ItemRow | undefined, isReading: boolean): void {
  const key = item?.key
  // Only coming to it marks it: marking it unread again while it is open must last.
  useEffect(() => {
    if (!key) return undefined
    announce('')
    const timer = setTimeout(() => { void markRead([key]) }, isReading ? 0 : readAfterMs)
    return () => { clearTimeout(timer) }
  }, [key, isReading])
}
