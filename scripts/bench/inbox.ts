import type { RunningApp } from './app.ts'
import { amount, atMost, type Figure } from './figure.ts'
import type { Machine } from './machine.ts'
import { withApp, withEmptyShop, type Shop } from './shop.ts'
import { median, p95, quantile } from './statistics.ts'

type Times = { readonly firstRows: readonly number[]; readonly filters: readonly number[]; readonly searches: readonly number[]; readonly frames: readonly number[] }

/** The inbox of the full shop, and the same inbox with nothing in it. */
export async function measureInbox(machine: Machine, shop: Shop): Promise<readonly Figure[]> {
  const empty = await withEmptyShop(machine, measure)
  const full = await withApp(() => shop.open(), measure)
  const against = (value: number) => ({ what: 'when it is empty', amount: amount(value, 'ms') })
  const [firstSearch = 0, ...searches] = full.searches
  const { length: late } = full.frames.filter(ms => ms > 50)
  return [
    { what: `inbox of ${shop.sizes.items}: first rows`, measured: amount(median(full.firstRows.slice(1)), 'ms'), against: against(median(empty.firstRows.slice(1))), budget: atMost(100), note: `the very first time ${Math.round(full.firstRows[0] ?? 0)} ms` },
    { what: 'change of filter, p95', measured: amount(p95(full.filters), 'ms'), against: against(p95(empty.filters)), budget: atMost(100), note: `median ${Math.round(median(full.filters))} ms` },
    { what: 'search, p95', measured: amount(p95(searches), 'ms'), against: against(p95(empty.searches.slice(1))), budget: atMost(50), note: `median ${Math.round(median(searches))} ms, the first one reads all in: ${Math.round(firstSearch)} ms` },
    { what: 'longest frame while scrolling', measured: amount(Math.max(...full.frames), 'ms'), against: { what: 'with nothing to scroll', amount: amount(Math.max(...empty.frames), 'ms') }, budget: atMost(50), note: `${late} of ${full.frames.length} frames over 50 ms, p99 ${Math.round(quantile(full.frames, 0.99))} ms` },
  ]
}

const measure = ({ page }: RunningApp): Promise<Times> => page.evaluate(async () => {
  const { drawnAfter, framesWhile, one, type, pause } = bench
  const goTo = (name: string): void => { [...document.querySelectorAll<HTMLElement>('nav button')].find(button => button.textContent?.startsWith(name))?.click() }
  const list = (): Element | null => document.querySelector('main [role=grid]')
  // Rows, or the drawing that says there is nothing.
  const isListed = (): boolean => document.querySelector('main [role=radiogroup]') !== null && (list() === null || (list()?.getAttribute('aria-busy') === 'false' && list()?.querySelector('[role=row]') !== null))

  const firstRows: number[] = []
  for (let n = 0; n < 8; n++) {
    goTo('Today')
    await pause(400)
    firstRows.push(await drawnAfter(() => { goTo('Inbox') }, isListed))
    await pause(300)
  }

  const filters: number[] = []
  const choose = async (act: () => void): Promise<void> => {
    // The change itself is drawn a frame later: what stood there before must not count.
    const before = { isOld: true }
    filters.push(await drawnAfter(() => {
      act()
      requestAnimationFrame(() => { before.isOld = false })
    }, () => !before.isOld && isListed()))
    await pause(250)
  }
  for (let n = 0; n < 9; n++) await choose(() => { [...document.querySelectorAll<HTMLElement>('main [role=radiogroup] input')][[1, 2, 0][n % 3] ?? 0]?.click() })
  for (const n of [1, 2, 3, 4, 5, 0, 1, 4, 0]) {
    one('main button[aria-haspopup=menu]').click()
    await drawnAfter(() => {}, () => document.querySelectorAll('[role^=menuitem]').length > 5)
    await choose(() => { document.querySelectorAll<HTMLElement>('[role^=menuitem]')[n]?.click() })
  }
  await choose(() => { document.querySelectorAll<HTMLElement>('main [role=radiogroup] input')[1]?.click() })

  const scroller = list()
  const frames = await framesWhile(async () => {
    // A hand on the wheel: some 80 rows a second, down and back up.
    for (let n = 0; n < 300; n++) {
      scroller?.scrollBy(0, n < 240 ? 110 : -400)
      await new Promise(resolve => { requestAnimationFrame(resolve) })
    }
  })

  const searches: number[] = []
  document.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', code: 'KeyK', ctrlKey: true, bubbles: true }))
  document.documentElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', code: 'KeyK', ctrlKey: true, bubbles: true }))
  await drawnAfter(() => {}, () => document.querySelector('[role=dialog] input') !== null)
  const isEmpty = list() === null
  for (let n = 0; n < 41; n++) {
    const who = String(100 + n * 7)
    const hits = (): string[] => [...document.querySelectorAll('[role=dialog] button')].map(button => button.textContent ?? '')
    // Each asks for someone else, by a number in the name; without items the answer is that nothing was found.
    searches.push(await drawnAfter(() => { type(one('[role=dialog] input') as HTMLInputElement, who) }, () => isEmpty ? (document.querySelector('[role=dialog]')?.textContent ?? '').includes('Nothing found') : hits().some(text => new RegExp(` ${who}\\d*:`).test(text))))
    await pause(120)
  }
  return { firstRows, filters, searches, frames }
})
