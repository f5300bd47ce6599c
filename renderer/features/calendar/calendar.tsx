import { Button } from '@mantine/core'
import { IconCalendarPlus } from '@tabler/icons-react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { PostId } from '../../../preload/contract/ids.ts'
import type { WallReading } from '../../../preload/contract/plan-time.ts'
import type { PlannedTime } from '../../../preload/contract/time.ts'
import { StoryDialog } from '../../app/parts/story-dialog.tsx'
import { useScreen } from '../../app/screen.ts'
import { startPost } from '../../app/start-post.ts'
import { useAccounts, useFaces } from '../../app/use-accounts.ts'
import { useNow } from '../../app/use-now.ts'
import { notice } from '../../app/notices.tsx'
import { useFormats } from '../../text/format.ts'
import { useText } from '../../text/index.ts'
import { sayWhen } from '../../text/say-when.ts'
import type { Card } from './calendar-cards.ts'
import { mayMove, move, type MoveOutcome } from './calendar-moves.ts'
import { dayOf, turnPage, type CalendarView, type Day } from './calendar-state.ts'
import { pickUp, planShown, startFor, wishOf, withCarried, type Carry } from './carry.ts'
import { CardMenu, type MenuAt } from './parts/card-menu.tsx'
import { CarryBar } from './parts/carry-bar.tsx'
import { DayList } from './parts/day-list.tsx'
import { FacesContext } from './parts/card.tsx'
import { HourGrid } from './parts/hour-grid.tsx'
import { MonthGrid } from './parts/month-grid.tsx'
import { MoveDialog } from './parts/move-dialog.tsx'
import { TimeNotes } from './parts/time-notes.tsx'
import { Toolbar } from './parts/toolbar.tsx'
import { Tray } from './parts/tray.tsx'
import { planOn, wishAt } from './plan-on.ts'
import { TimeChoice } from './parts/time-choice.tsx'
import { useCalendar, useCalendarPage, useShowsTray } from './use-calendar.ts'
import { useDrag, type Drop } from './use-drag.ts'
import { useCalendarKeys } from './use-calendar-keys.ts'
import { keepOneTabStop } from './walk.ts'
import classes from './calendar.module.css'

/** A question a move raised, and what to do with the answer. */
type Asked = { readonly card: Card; readonly judgement: Extract<MoveOutcome, { kind: 'ask' }>['judgement'] }

export function Calendar() {
  const say = useText('calendar')
  const sayCommon = useText('common')
  const formats = useFormats()
  const nowUtc = useNow()
  const { view, anchor, days, today, zone, byDay, tray, isRead } = useCalendar()
  const { turnTo, showTray } = useCalendarPage()
  const showsTray = useShowsTray()
  const faces = useFaces(useAccounts())
  const root = useRef<HTMLDivElement>(null)
  const focusWish = useRef<string | null>(null)
  const [carry, setCarry] = useState<Carry | null>(null)
  const [menu, setMenu] = useState<MenuAt | null>(null)
  const [story, setStory] = useState<PostId | null>(null)
  const [moving, setMoving] = useState<Card | null>(null)
  const [asked, setAsked] = useState<Asked | null>(null)

  const sayWhenOf = (plan: PlannedTime): string => sayWhen(plan, nowUtc, formats, { today: sayCommon('today'), tomorrow: sayCommon('tomorrow') })
  const cardOf = (id: PostId): Card | null => [...byDay.values()].flat().find(card => card.id === id) ?? tray.find(card => card.id === id) ?? null
  const open = (id: PostId): void => { useScreen.getState().compose(id) }
  const turn = (pages: number): void => { turnTo({ anchor: turnPage(view, anchor, pages) }) }

  const put = async (card: Card, wish: WallReading): Promise<void> => {
    focusWish.current = `[data-card="${card.id}"]`
    const outcome = await move(card, wish, sayWhenOf)
    if (outcome.kind === 'ask') setAsked({ card, judgement: outcome.judgement })
  }
  const dropOn = (id: PostId, { day, hour }: Drop): void => {
    const card = cardOf(id)
    if (card) void put(card, wishAt(card, day, hour, zone))
  }
  const add = (day: Day, hour: number | null): void => {
    const plan = planOn(day, hour, zone)
    if (plan) void startPost({ plan })
    else notice(say('move.past'))
  }
  /** The menu and what it opened are gone: whoever works by keys goes on where it was asked for. */
  const backTo = (id: PostId): void => { focusWish.current = `[data-card="${id}"]` }
  const begin = (card: Card): void => {
    if (!mayMove(card)) return
    setCarry(pickUp(card, startFor(card, nowUtc, zone)))
    focusWish.current = `[data-card="${card.id}"]`
  }
  const carryTo = (next: Carry): void => {
    setCarry(next)
    const day = dayOf(planShown(next).utc, zone)
    if (!days.includes(day) || (view === 'month' && day.slice(0, 7) !== anchor.slice(0, 7))) turnTo({ anchor: day })
    focusWish.current = `[data-card="${next.card.id}"]`
  }
  const putDown = (): void => {
    if (!carry) return
    // It stays where it was put until the store shows it there.
    void put(carry.card, wishOf(carry)).finally(() => { setCarry(null) })
  }
  const letGo = (): void => {
    if (!carry) return
    focusWish.current = `[data-card="${carry.card.id}"]`
    setCarry(null)
    notice(say('move.cancelled'))
  }

  useDrag(root, id => { const card = cardOf(id); return card !== null && mayMove(card) }, dropOn)
  const keys = useCalendarKeys({
    root, view, carry, onCarry: carryTo, onPutDown: putDown, onLetGo: letGo, onPickUp: id => { const card = cardOf(id); if (card) begin(card) },
    onAdd: add, onTurn: turn, onToday: () => { turnTo({ anchor: today }) },
    onEdge: wish => { turn(wish.pages); focusWish.current = wish.selector },
  })

  // What was asked to be focused may be drawn, and drawn anew elsewhere, after later answers of the store:
  // the wish stays until the owner does something else.
  useLayoutEffect(() => {
    const area = root.current
    if (!area) return
    keepOneTabStop(area, today)
    const active = document.activeElement
    if (focusWish.current !== null && (active === document.body || area.contains(active))) area.querySelector<HTMLElement>(focusWish.current)?.focus()
  })
  useEffect(() => {
    const forget = (): void => { focusWish.current = null }
    window.addEventListener('pointerdown', forget, { capture: true })
    window.addEventListener('keydown', forget, { capture: true })
    return () => {
      window.removeEventListener('pointerdown', forget, { capture: true })
      window.removeEventListener('keydown', forget, { capture: true })
    }
  }, [])

  const shown = withCarried(byDay, carry, zone)
  const carried = carry?.card.id ?? null
  const isEmpty = isRead && byDay.size === 0 && !carry
  return (
    <FacesContext value={faces}>
      <div className={classes.calendar} ref={root} data-view={view} {...keys}
        onClick={event => {
          // The cast: a click's target is an element of the page.
          const target = (event.target as Element).closest<HTMLElement>('[data-card], [data-add], [data-more]')
          if (!target) return
          const { card, add: day, addHour, more } = target.dataset
          if (card) { if (carry) putDown(); else open(card as PostId) } // the cast: set from a card's id
          else if (day) add(day, addHour === undefined ? null : Number(addHour))
          else if (more) turnTo({ view: 'day', anchor: more })
        }}
        onContextMenu={event => {
          const target = (event.target as Element).closest<HTMLElement>('[data-card]')
          const card = target?.dataset.card ? cardOf(target.dataset.card as PostId) : null
          if (!target || !card) return
          event.preventDefault()
          const box = target.getBoundingClientRect()
          setMenu({ card, x: event.clientX || box.left + 12, y: event.clientY || box.bottom })
        }}>
        <Toolbar view={view} days={days} anchor={anchor} drafts={tray.length} showsTray={showsTray} onView={(next: CalendarView) => { turnTo({ view: next }) }} onTurn={turn} onToday={() => { turnTo({ anchor: today }) }} onTray={() => { showTray(true) }} />
        <TimeNotes days={days} zone={zone} hasOthers={[...shown.values()].flat().some(card => card.plan !== null && card.plan.zone !== zone)} />
        <div className={classes.page}>
          <div className={classes.grid}>
            {view === 'month' && <MonthGrid days={days} byDay={shown} anchor={anchor} today={today} carried={carried} />}
            {(view === 'week' || view === 'day') && <HourGrid days={days} byDay={shown} today={today} zone={zone} nowUtc={nowUtc} carried={carried} label={say(`view.${view}`)} />}
            {view === 'list' && !isEmpty && <DayList days={days} byDay={shown} today={today} carried={carried} label={say('view.list')} />}
            {isEmpty && (
              <div className={view === 'list' ? classes.empty : `${classes.empty} ${classes.floating}`}>
                <IconCalendarPlus size={28} stroke={1.4} aria-hidden />
                <span>{say(`empty.${view}`)}</span>
                <Button size="compact-md" variant="light" onClick={() => { void startPost() }}>{say('empty.act')}</Button>
              </div>
            )}
          </div>
          {showsTray && <Tray cards={tray} carried={carried} onHide={() => { showTray(false) }} />}
        </div>
        <p className={classes.keys} aria-hidden>{say('keys')}</p>
        {carry && <CarryBar text={carry.card.text || say('card.empty')} when={sayWhenOf(planShown(carry))} onPutDown={putDown} onLetGo={letGo} />}
      </div>
      <CardMenu at={menu} onClose={() => { if (menu) backTo(menu.card.id); setMenu(null) }} onOpen={open} onMove={card => { if (mayMove(card)) setMoving(card) }} onStory={setStory} />
      {story && <StoryDialog id={story} onClose={() => { backTo(story); setStory(null) }} />}
      {moving && <MoveDialog card={moving} start={startFor(moving, nowUtc, zone)} sayWhenOf={sayWhenOf} onClose={() => { setMoving(null) }} onMove={plan => { setMoving(null); void put(moving, { kind: 'once', plan }) }} />}
      {asked && <TimeChoice judgement={asked.judgement} onClose={() => { setAsked(null) }} onTake={plan => { setAsked(null); void put(asked.card, { kind: 'once', plan }) }} />}
    </FacesContext>
  )
}
