import { amount, atMost, type Figure } from './figure.ts'
import { withApp, type Shop } from './shop.ts'
import { median } from './statistics.ts'

/** From the click to curves on screen, over a million samples. */
export async function measureAnalytics(shop: Shop): Promise<readonly Figure[]> {
  return withApp(() => shop.open(), async ({ page }) => {
    const { openings, periods } = await page.evaluate(async () => {
      const { drawnAfter, pause } = bench
      const goTo = (name: string): void => { [...document.querySelectorAll<HTMLElement>('nav button')].find(button => button.textContent?.startsWith(name))?.click() }
      const curves = (): string => [...document.querySelectorAll('main path.recharts-area-curve')].map(curve => curve.getAttribute('d') ?? '').join()
      const openings: number[] = []
      for (let n = 0; n < 7; n++) {
        goTo('Today')
        await pause(500)
        openings.push(await drawnAfter(() => { goTo('Analytics') }, () => document.querySelectorAll('main path.recharts-area-curve').length >= 3))
        await pause(500)
      }
      const periods: number[] = []
      // 90 days, all there is, 30 days: each redraws every curve.
      for (const n of [2, 3, 1, 2, 3, 1]) {
        const before = curves()
        const choice = document.querySelectorAll<HTMLElement>('main [role=radiogroup] input')[n]
        periods.push(await drawnAfter(() => { choice?.click() }, () => curves() !== before && curves() !== ''))
        await pause(500)
      }
      return { openings, periods }
    })
    const samples = shop.sizes.accountSamples + shop.sizes.postSamples
    return [
      { what: `analytics of ${samples} samples: to a drawn chart`, measured: amount(median(openings.slice(1)), 'ms'), against: null, budget: atMost(200), note: `the very first time, with its code to be loaded, ${Math.round(openings[0] ?? 0)} ms` },
      { what: 'change of period, longest of six', measured: amount(Math.max(...periods), 'ms'), against: null, budget: atMost(200) },
    ]
  })
}
