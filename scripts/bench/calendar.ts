import type { Page } from 'playwright'
import { amount, atLeast, atMost, type Figure } from './figure.ts'
import { withApp, type Shop } from './shop.ts'
import { median, p95 } from './statistics.ts'

/** Months of 500 posts each, and a card carried over one of them by the mouse. */
export async function measureCalendar(shop: Shop): Promise<readonly Figure[]> {
  return withApp(() => shop.open(), async ({ page }) => {
    const changes = await turnMonths(page)
    const atRest = await page.evaluate(() => bench.framesWhile(() => bench.pause(2000)))
    const dragging = await dragCard(page)
    const framesPerSecond = (frames: readonly number[]): number => frames.length / frames.reduce((sum, ms) => sum + ms, 0) * 1000
    return [
      { what: `change of month with ${Math.ceil(shop.sizes.posts / 40)} posts of ${shop.sizes.posts}, p95`, measured: amount(p95(changes), 'ms'), against: null, budget: atMost(100), note: `median ${Math.round(median(changes))} ms` },
      // The screen here may not reach 60 a second: what it gives a page at rest is what a drag can have.
      { what: 'frames while dragging a post', measured: amount(framesPerSecond(dragging), 'fps'), against: { what: 'of the same page at rest', amount: amount(framesPerSecond(atRest), 'fps') }, budget: atLeast(0.95, 'ratio'), note: `p95 ${p95(dragging).toFixed(1)} ms, longest ${Math.round(Math.max(...dragging))} ms` },
    ]
  })
}

const turnMonths = (page: Page): Promise<number[]> => page.evaluate(async () => {
  const { drawnAfter, one, pause } = bench
  ;[...document.querySelectorAll<HTMLElement>('nav button')].find(button => button.textContent?.startsWith('Calendar'))?.click()
  const daysWithPosts = (): number => document.querySelectorAll('main [data-day]:not([data-outside]):has([data-card])').length
  await drawnAfter(() => {}, () => daysWithPosts() >= 28)
  const tookMs: number[] = []
  for (const step of [...Array.from({ length: 12 }, () => 'Previous'), ...Array.from({ length: 14 }, () => 'Next')]) {
    await pause(200)
    const before = one('main h2').textContent
    tookMs.push(await drawnAfter(() => { one(`main button[aria-label^="${step}"]`).click() }, () => one('main h2').textContent !== before && daysWithPosts() >= 28))
  }
  return tookMs
})

/** Carries a planned post over the days for two seconds, by real input, and lets it go by Escape. */
async function dragCard(page: Page): Promise<number[]> {
  const card = await page.locator('main [data-card][data-state=scheduled]').first().boundingBox()
  const grid = await page.locator('main [role=grid]').boundingBox()
  if (!card || !grid) throw new Error('no planned post in this month')
  await page.mouse.move(card.x + card.width / 2, card.y + card.height / 2)
  await page.mouse.down()
  await page.mouse.move(card.x + card.width / 2 + 20, card.y + card.height / 2 + 20, { steps: 4 })
  await page.evaluate(() => {
    const state = { isOver: false, frames: Promise.resolve<number[]>([]) }
    Reflect.set(globalThis, 'benchDrag', state)
    state.frames = bench.framesWhile(async () => { while (!state.isOver) await bench.pause(20) })
  })
  const began = performance.now()
  for (let n = 0; performance.now() - began < 2500; n++) {
    await page.mouse.move(grid.x + grid.width * (0.1 + 0.8 * Math.abs(Math.sin(n / 37))), grid.y + grid.height * (0.15 + 0.7 * Math.abs(Math.cos(n / 53))))
  }
  const frames = await page.evaluate(async () => {
    const state = Reflect.get(globalThis, 'benchDrag') as { isOver: boolean; frames: Promise<number[]> } // the cast: made above
    state.isOver = true
    return state.frames
  })
  await page.keyboard.press('Escape')
  await page.mouse.up()
  return frames
}
