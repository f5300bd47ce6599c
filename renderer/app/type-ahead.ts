/** A key has opened a field that is not drawn yet: what is typed meanwhile is meant for it, and for no letter key. */
type Ahead = { words: string; readonly field: () => HTMLTextAreaElement | null; readonly untilMs: number }
let ahead: Ahead | null = null

/** A field that has not come by then does not come. */
const longestMs = 3_000

/** Puts the focus into the field once it is there, with what was typed until then. */
export function typeInto(field: Ahead['field']): void {
  const mine: Ahead = { words: '', field, untilMs: performance.now() + longestMs }
  ahead = mine
  const look = (): void => {
    if (ahead !== mine) return
    const found = mine.field()
    if (found) land(mine, found)
    else if (performance.now() > mine.untilMs) ahead = null
    else requestAnimationFrame(look)
  }
  look()
}

/** True: the key is kept for the field that is coming. */
export function isTypedAhead({ key, ctrlKey, metaKey, altKey, isComposing, target }: KeyboardEvent): boolean {
  if (!ahead || key.length !== 1 || ctrlKey || metaKey || altKey || isComposing) return false
  const mine = ahead
  const found = mine.field()
  const isInField = target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement
  if (!isInField) mine.words += key
  // What came before goes in before.
  if (found && (!isInField || target === found)) land(mine, found)
  return !isInField
}

function land({ words }: Ahead, field: HTMLTextAreaElement): void {
  ahead = null
  field.focus()
  if (words === '') return
  field.setRangeText(words, field.selectionStart, field.selectionEnd, 'end')
  // As if it were typed: React hears of it.
  field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText', data: words }))
}
