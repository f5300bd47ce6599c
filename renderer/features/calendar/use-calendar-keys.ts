import type { FocusEvent, KeyboardEvent, RefObject } from 'react'
import type { PostId } from '../../../preload/contract/ids.ts'
import { addDays, type CalendarView, type Day } from './calendar-state.ts'
import { carryBy, type Carry } from './carry.ts'
import { giveTabStop, nextStop, type Direction } from './walk.ts'

type Wanted = {
  readonly root: RefObject<HTMLElement | null>
  readonly view: CalendarView
  readonly carry: Carry | null
  readonly onCarry: (carry: Carry) => void
  readonly onPutDown: () => void
  readonly onLetGo: () => void
  readonly onPickUp: (id: PostId) => void
  readonly onAdd: (day: Day, hour: number | null) => void
  readonly onTurn: (pages: number) => void
  readonly onToday: () => void
  /** The arrows left the page: turn it, and go on at this stop. */
  readonly onEdge: (wish: { readonly pages: number; readonly selector: string }) => void
}

const directions: Readonly<Record<string, Direction>> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' }

/** Arrows, Space, Enter, Escape, N, T and the page keys, on whatever is focused in the calendar. */
export function useCalendarKeys(wanted: Wanted) {
  return {
    onFocus: (event: FocusEvent<HTMLElement>): void => {
      if (wanted.root.current && event.target.matches('[data-stop]')) giveTabStop(wanted.root.current, event.target)
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>): void => {
      // The cast: keys are pressed on elements.
      const from = event.target as HTMLElement
      const handled = wanted.carry ? carryKey(event, wanted.carry, wanted) : from.matches('[data-stop]') && walkKey(event, from, wanted)
      if (!handled) return
      event.preventDefault()
      event.stopPropagation()
    },
  }
}

function carryKey(event: KeyboardEvent, carry: Carry, { view, onCarry, onPutDown, onLetGo }: Wanted): boolean {
  const direction = directions[event.key]
  if (event.key === 'Enter' || event.key === ' ') onPutDown()
  else if (event.key === 'Escape') onLetGo()
  else if (direction) onCarry(carryBy(carry, stepOf(direction, event.altKey, view)))
  else return false
  return true
}

/** Sideways is a day. Up and down is a week in a month, an hour where hours are shown; with Alt always an hour. */
function stepOf(direction: Direction, isHour: boolean, view: CalendarView): { readonly days?: number; readonly hours?: number } {
  const sign = direction === 'left' || direction === 'up' ? -1 : 1
  if (isHour) return { hours: sign }
  if (direction === 'left' || direction === 'right') return { days: sign }
  return view === 'month' ? { days: sign * 7 } : view === 'list' ? { days: sign } : { hours: sign }
}

function walkKey(event: KeyboardEvent, from: HTMLElement, { root, view, onPickUp, onAdd, onTurn, onToday, onEdge }: Wanted): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false
  const cell = from.closest<HTMLElement>('[data-day]')
  const day = cell?.dataset.day
  const direction = directions[event.key]
  if (direction && root.current) {
    const next = nextStop(root.current, from, direction)
    if (next) next.focus()
    else if (day && view !== 'list' && (direction === 'left' || direction === 'right' || view === 'month')) {
      const by = direction === 'left' ? -1 : direction === 'right' ? 1 : direction === 'up' ? -7 : 7
      const hour = cell.dataset.hour
      const there = `[data-day="${addDays(day, by)}"]${hour === undefined ? '' : `[data-hour="${hour}"]`}`
      onEdge({ pages: Math.sign(by), selector: `${there} [data-stop], ${there}[data-stop]` })
    }
    return true
  }
  switch (event.key) {
    case ' ':
      if (from.dataset.card === undefined) return false
      onPickUp(from.dataset.card as PostId) // the cast: set from a card's id
      return true
    case 'n': case 'N':
      if (day === undefined) return false
      onAdd(day, cell?.dataset.hour === undefined ? null : Number(cell.dataset.hour))
      return true
    case 't': case 'T': onToday(); return true
    case 'PageUp': onTurn(-1); return true
    case 'PageDown': onTurn(1); return true
    default: return false
  }
}
