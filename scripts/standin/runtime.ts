import type { Chromium } from './chromium.ts'
import type { BrowserWindow } from './browser-window.ts'
import type { WebContents } from './web-contents.ts'

/** What the modules of the stand-in share while it runs. Empty in unit tests, where no Chromium is started. */
export const runtime: {
  chromium: Chromium | undefined
  readonly windows: Set<BrowserWindow>
  /** By DevTools session. */
  readonly contents: Map<string, WebContents>
  /** The window whose page is on its way: windows are opened one after the other, so that each finds its own page. */
  opening: WebContents | undefined
  isQuitting: boolean
  /** How windows and pages tell `app` of themselves; app.ts sets both, to keep the modules from importing each other. */
  announce: (event: string, subject: unknown) => void
  afterWindowClosed: () => void
} = { chromium: undefined, windows: new Set(), contents: new Map(), opening: undefined, isQuitting: false, announce: () => {}, afterWindowClosed: () => {} }

export function requireChromium(): Chromium {
  if (runtime.chromium === undefined) throw new Error('Cannot do this before app is ready')
  return runtime.chromium
}
