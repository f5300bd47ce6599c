import { onlyCovered } from './covered.ts'

type Page = { readonly id: number; getURL(): string; isDestroyed(): boolean }

/** The page's own frame, as event.senderFrame shows it. Frames inside the page have no preload and never speak to main. */
export function describeMainFrame(page: Page): Electron.WebFrameMain {
  const frame: object = onlyCovered('WebFrameMain', {
    routingId: 1, processId: page.id, frameTreeNodeId: page.id, parent: null, frames: [], framesInSubtree: [], name: '', detached: false,
    get url() { return page.getURL() },
    get origin() { return originOf(page.getURL()) },
    get top() { return frame },
    isDestroyed: () => page.isDestroyed(),
  })
  return frame as Electron.WebFrameMain // the covered part of it
}

function originOf(url: string): string {
  const { protocol, host, origin } = new URL(url === '' ? 'about:blank' : url)
  return origin === 'null' && host !== '' ? `${protocol}//${host}` : origin
}
