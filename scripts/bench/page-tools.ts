import type { Page } from 'playwright'

/** What measures use inside the page, so that no driver stands between a click and its answer. */
export type PageTools = {
  /** Does something, and waits until what it asked for is there and painted; ms. */
  drawnAfter(act: () => void, isThere: () => boolean): Promise<number>
  /** Times between frames while something goes on; ms. */
  framesWhile(work: () => Promise<void>): Promise<number[]>
  /** The one element that fits. Throws when there is none. */
  one(selector: string): HTMLElement
  /** Types as a person does, whole words at once. */
  type(field: HTMLInputElement, text: string): void
  pause(ms: number): Promise<void>
}

/** Holds all it uses: its text is handed to the page. */
function createPageTools(): PageTools {
  const nextFrame = (): Promise<number> => new Promise(resolve => { requestAnimationFrame(resolve) })
  const pause = (ms: number): Promise<void> => new Promise(resolve => { setTimeout(resolve, ms) })
  const tools: PageTools = {
    pause,
    async drawnAfter(act, isThere) {
      const began = performance.now()
      act()
      while (!isThere()) {
        if (performance.now() - began > 20_000) throw new Error(`not drawn after 20 s: ${isThere.toString()}`)
        await nextFrame()
      }
      // The frame in which it is there still has to be painted: a message sent from within a frame is read after it.
      await nextFrame()
      await new Promise<void>(resolve => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => { resolve() }
        port2.postMessage(null)
      })
      return performance.now() - began
    },
    async framesWhile(work) {
      const frames: number[] = []
      const state = { isOver: false }
      let last = await nextFrame()
      const counting = (async () => {
        while (!state.isOver) {
          const now = await nextFrame()
          frames.push(now - last)
          last = now
        }
      })()
      await work()
      state.isOver = true
      await counting
      return frames
    },
    one(selector) {
      const found = document.querySelector<HTMLElement>(selector)
      if (!found) throw new Error(`nothing here is ${selector}`)
      return found
    },
    type(field, text) {
      // React hears of a value only when it was set past its own setter.
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text)
      field.dispatchEvent(new Event('input', { bubbles: true }))
    },
  }
  return tools
}

declare global {
  /** There after `bringTools`; measures reach it as a global of the page. */
  var bench: PageTools
}

export async function bringTools(page: Page): Promise<void> {
  await page.evaluate(`globalThis.bench = (${createPageTools.toString()})()`)
}
