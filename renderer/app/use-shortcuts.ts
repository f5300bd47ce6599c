import { useEffect } from 'react'
import { create } from 'zustand'
import { z } from 'zod'
import { readMeta, writeMeta } from '../db/meta.ts'
import { assertNever } from '../../preload/contract/result.ts'
import { readKey, type KeyAct, type KeyState } from './keys.ts'
import { useScreen } from './screen.ts'
import { startPost } from './start-post.ts'
import { isTypedAhead, typeInto } from './type-ahead.ts'

/** Keys without Ctrl can be turned off (WCAG 2.1.4): who dictates text would set them off by accident. */
export const useLetterKeys = create<{ readonly areOn: boolean; readonly listIsOpen: boolean }>()(() => ({ areOn: true, listIsOpen: false }))

export async function turnLetterKeys(areOn: boolean): Promise<void> {
  useLetterKeys.setState({ areOn })
  await writeMeta('letterKeys', areOn)
}

/** The letter keys of the whole window, outside of fields and open dialogs. Ctrl+K is the palette's own. */
export function useShortcuts(): void {
  useEffect(() => {
    void readMeta('letterKeys', z.boolean(), true).then(areOn => { useLetterKeys.setState({ areOn }) })
    let state: KeyState = { kind: 'idle' }
    const listen = (event: KeyboardEvent): void => {
      if (isTypedAhead(event)) {
        event.preventDefault()
        event.stopPropagation()
        return
      }
      if (!useLetterKeys.getState().areOn || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isBusy(event.target)) return
      const read = readKey(state, event.key, event.timeStamp)
      const wasWaiting = state.kind === 'after-g'
      state = read.state
      if (!read.act) return
      // The second key of a sequence is ours, whatever the place would do with it.
      if (wasWaiting) event.stopPropagation()
      event.preventDefault()
      run(read.act)
    }
    // In the capturing phase, so that "g i" does not first move a list by its own "i".
    window.addEventListener('keydown', listen, true)
    return () => { window.removeEventListener('keydown', listen, true) }
  }, [])
}

function isBusy(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"], [role="menu"], [role="listbox"]')) return true
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input:not([type="checkbox"], [type="radio"], [type="button"]), textarea, select'))
}

/** The composer's own, which takes the focus as it opens. */
const wordsInFocus = (): HTMLTextAreaElement | null => document.activeElement instanceof HTMLTextAreaElement && document.activeElement.closest('[role="dialog"]') ? document.activeElement : null

function run(act: KeyAct): void {
  const { goTo, showOutbox } = useScreen.getState()
  switch (act) {
    case 'goToday': return goTo('today')
    case 'goCalendar': return goTo('calendar')
    case 'goInbox': return goTo('inbox')
    case 'goAnalytics': return goTo('analytics')
    case 'newPost':
      void startPost()
      return typeInto(wordsInFocus)
    case 'outbox': return showOutbox(true)
    case 'keys': useLetterKeys.setState({ listIsOpen: true }); return
    default: return assertNever(act)
  }
}
