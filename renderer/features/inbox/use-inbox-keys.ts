import { useEffect, useRef } from 'react'
import { useLetterKeys } from '../../app/use-shortcuts.ts'

export type InboxKeys = {
  readonly move: (step: number) => void
  readonly open: () => void
  readonly answer: () => void
  readonly like: () => void
  readonly done: () => void
  readonly unread: () => void
  readonly choose: () => void
  readonly undo: () => void
  readonly leave: () => void
}

const pageStep = 8
const letters: Readonly<Record<string, (keys: InboxKeys) => void>> = {
  j: keys => { keys.move(1) }, k: keys => { keys.move(-1) }, r: keys => { keys.answer() }, l: keys => { keys.like() }, e: keys => { keys.done() },
  u: keys => { keys.unread() }, x: keys => { keys.choose() }, z: keys => { keys.undo() },
}
const inList: Readonly<Record<string, (keys: InboxKeys) => void>> = {
  ArrowDown: keys => { keys.move(1) }, ArrowUp: keys => { keys.move(-1) }, PageDown: keys => { keys.move(pageStep) }, PageUp: keys => { keys.move(-pageStep) },
  Home: keys => { keys.move(-Infinity) }, End: keys => { keys.move(Infinity) }, Enter: keys => { keys.open() }, ' ': keys => { keys.choose() }, Escape: keys => { keys.leave() },
}

/** Letters anywhere in the place outside of fields, menus and dialogs; arrows, Enter and Escape on the list or where nothing has the focus. */
export function useInboxKeys(keys: InboxKeys): void {
  const last = useRef(keys)
  useEffect(() => { last.current = keys })
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isElsewhere(event.target)) return
      const run = isOnList(event.target) ? inList[event.key] : undefined
      const act = run ?? (useLetterKeys.getState().areOn ? letters[event.key] : undefined)
      if (!act) return
      event.preventDefault()
      act(last.current)
    }
    window.addEventListener('keydown', listen)
    return () => { window.removeEventListener('keydown', listen) }
  }, [])
}

function isElsewhere(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"], [role="menu"], [role="listbox"]')) return true
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input:not([type="checkbox"], [type="radio"], [type="button"]), textarea, select'))
}

const isOnList = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target === document.body || target.id === 'place' || target.getAttribute('role') === 'row')
