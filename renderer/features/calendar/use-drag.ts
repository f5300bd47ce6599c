import { useEffect, useEffectEvent, type RefObject } from 'react'
import type { PostId } from '../../../preload/contract/ids.ts'
import type { Day } from './calendar-state.ts'

export type Drop = { readonly day: Day; readonly hour: number | null }

const startsAfterPx = 5
const edgePx = 36

/**
 * Dragging cards by pointer. While it lasts React draws nothing: a copy of the card follows the pointer and the cell under
 * it is marked, both directly, so that it keeps up with the screen whatever the month holds.
 */
export function useDrag(root: RefObject<HTMLElement | null>, canDrag: (id: PostId) => boolean, onDrop: (id: PostId, drop: Drop) => void): void {
  const mayStart = useEffectEvent(canDrag)
  const dropped = useEffectEvent(onDrop)
  useEffect(() => {
    const area = root.current
    if (!area) return
    const begin = (event: PointerEvent): void => {
      // The cast: closest gives an element of the page, cards are buttons of ours.
      const card = (event.target as Element).closest<HTMLElement>('[data-card]')
      if (!card || event.button !== 0) return
      follow(area, card, event, () => mayStart(card.dataset.card as PostId), drop => { dropped(card.dataset.card as PostId, drop) })
    }
    area.addEventListener('pointerdown', begin)
    return () => { area.removeEventListener('pointerdown', begin) }
  }, [root])
}

function follow(area: HTMLElement, card: HTMLElement, start: PointerEvent, mayStart: () => boolean, onDrop: (drop: Drop) => void): void {
  const box = card.getBoundingClientRect()
  let ghost: HTMLElement | null = null
  let target: HTMLElement | null = null
  let at = { x: start.clientX, y: start.clientY }
  let frame = 0

  const draw = (): void => {
    frame = 0
    if (!ghost) return
    ghost.style.transform = `translate(${box.left + at.x - start.clientX}px, ${box.top + at.y - start.clientY}px)`
    const under = document.elementFromPoint(at.x, at.y)
    const cell = under?.closest<HTMLElement>('[data-day]') ?? null
    if (cell !== target) {
      target?.removeAttribute('data-drop')
      target = cell && area.contains(cell) ? cell : null
      target?.setAttribute('data-drop', target.dataset.when === 'past' ? 'no' : 'yes')
    }
    const scroller = under?.closest<HTMLElement>('[data-scroller]')
    if (!scroller) return
    const edges = scroller.getBoundingClientRect()
    const by = at.y < edges.top + edgePx ? -12 : at.y > edges.bottom - edgePx ? 12 : 0
    if (by !== 0) {
      scroller.scrollTop += by
      frame = requestAnimationFrame(draw)
    }
  }
  const onMove = (event: PointerEvent): void => {
    // No button is down: a move that is no drag's, or the end of one outside of the window.
    if ((event.buttons & 1) === 0) {
      if (ghost) end()
      return
    }
    at = { x: event.clientX, y: event.clientY }
    if (!ghost) {
      if (Math.hypot(at.x - start.clientX, at.y - start.clientY) < startsAfterPx) return
      if (!mayStart()) { end(); return }
      ghost = lift(card, box)
      // No text is selected on the way.
      document.body.style.userSelect = 'none'
    }
    if (frame === 0) frame = requestAnimationFrame(draw)
  }
  const onUp = (): void => {
    const { day, hour } = target?.dataset ?? {}
    const wasDragged = ghost !== null
    end()
    if (wasDragged) window.addEventListener('click', swallow, { capture: true, once: true })
    if (wasDragged) setTimeout(() => { window.removeEventListener('click', swallow, { capture: true }) }, 0)
    if (wasDragged && day) onDrop({ day, hour: hour === undefined ? null : Number(hour) })
  }
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !ghost) return
    event.preventDefault()
    event.stopPropagation()
    end()
  }
  const end = (): void => {
    cancelAnimationFrame(frame)
    ghost?.remove()
    ghost = null
    target?.removeAttribute('data-drop')
    card.removeAttribute('data-lifted')
    document.body.style.userSelect = ''
    window.removeEventListener('pointermove', onMove)
    window.removeEventListener('pointerup', onUp)
    window.removeEventListener('pointercancel', end)
    window.removeEventListener('keydown', onKey, { capture: true })
  }
  window.addEventListener('pointermove', onMove)
  window.addEventListener('pointerup', onUp)
  window.addEventListener('pointercancel', end)
  window.addEventListener('keydown', onKey, { capture: true })
}

/** The click that ends a drag must not open the card. */
function swallow(event: MouseEvent): void {
  event.preventDefault()
  event.stopPropagation()
}

function lift(card: HTMLElement, box: DOMRect): HTMLElement {
  // The cast: a clone is what it was cloned from.
  const ghost = card.cloneNode(true) as HTMLElement
  ghost.removeAttribute('data-card')
  ghost.setAttribute('aria-hidden', 'true')
  Object.assign(ghost.style, { position: 'fixed', left: '0', top: '0', width: `${box.width}px`, height: `${box.height}px`, zIndex: '1000', pointerEvents: 'none', boxShadow: 'var(--shadow-sheet)', cursor: 'grabbing' })
  card.setAttribute('data-lifted', 'true')
  document.body.append(ghost)
  return ghost
}
