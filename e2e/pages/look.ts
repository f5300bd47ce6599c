import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from '../fixtures.ts'
import { strangersAmong, wordsOnScreen, type Language } from './words.ts'

const sizes = [{ width: 1280, height: 800 }, { width: 960, height: 640 }] as const
export type Theme = 'light' | 'dark'

/** Until what slides or fades has come to rest: half-drawn colours are nobody's. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let isMoving = true; isMoving;) {
      await new Promise(resolve => { requestAnimationFrame(() => { requestAnimationFrame(resolve) }) })
      const moving = document.getAnimations().filter(animation => animation.playState === 'running' && animation.effect?.getComputedTiming().endTime !== Infinity)
      isMoving = moving.length > 0
      await Promise.all(moving.map(animation => animation.finished.catch(() => undefined))) // taken away in the middle: at rest as well
    }
  })
}

/** What sticks out to the side: the page itself, the place, an open sheet. */
const overflowOf = (page: Page): Promise<string[]> => page.evaluate(() => [document.documentElement, ...document.querySelectorAll('main, nav, [role=dialog], .mantine-Modal-body, .mantine-Drawer-body')]
  .filter(element => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0 && (element === document.documentElement || getComputedStyle(element).overflowX !== 'visible'))
  .map(element => `${element.tagName}.${element.className.toString().slice(0, 60)}: ${element.scrollWidth} > ${element.clientWidth}`))

/** What everyone needs of what is on screen: axe finds nothing, nothing sticks out, one language is spoken. */
export async function look(page: Page, name: string, language: Language, theme: Theme): Promise<void> {
  await test.step(name, async () => {
    await page.mouse.move(0, 0) // hints that follow the pointer are not part of the place
    for (const size of sizes) {
      await page.setViewportSize(size)
      await settle(page)
      const at = `${name} at ${size.width}×${size.height}`
      // Each language and each theme is read at both sizes; all four with all would find no more and take twice the time.
      const isRead = size === sizes[0] || (language === 'en') === (theme === 'light')
      // Playwright's other mode opens a page of its own, which a window of ours refuses.
      const { violations } = isRead ? await new AxeBuilder({ page }).setLegacyMode(true).analyze() : { violations: [] }
      expect.soft(violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html.slice(0, 160)} — ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`)), `axe, ${at}`).toEqual([])
      if (theme === 'dark') continue // the same, but for colours
      expect.soft(await overflowOf(page), `sticks out, ${at}`).toEqual([])
      await page.evaluate(() => { document.documentElement.style.fontSize = '200%' })
      await settle(page)
      expect.soft(await overflowOf(page), `sticks out with text twice as large, ${at}`).toEqual([])
      await page.evaluate(() => { document.documentElement.style.fontSize = '' })
    }
    if (theme === 'light') {
      // 1280×800 looked at through twice the zoom.
      await page.setViewportSize({ width: 640, height: 400 })
      await settle(page)
      expect.soft(await overflowOf(page), `sticks out, ${name} at 640×400`).toEqual([])
    }
    await page.setViewportSize(sizes[0])
    expect.soft(strangersAmong(await wordsOnScreen(page), language), `words, ${name}`).toEqual([])
    if (process.env['COMPTOIR_LOOK']) await page.screenshot({ path: `${process.env['COMPTOIR_LOOK']}/${language}-${theme}-${name.replaceAll(/\W+/g, '-')}.png` })
  })
}

/** The same in short, for what is drawn of parts that `look` has read elsewhere. */
export async function glance(page: Page, name: string, language: Language): Promise<void> {
  await page.mouse.move(0, 0)
  await settle(page)
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  expect.soft(violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html.slice(0, 160)}`)), `axe, ${name}`).toEqual([])
  expect.soft(strangersAmong(await wordsOnScreen(page), language), `words, ${name}`).toEqual([])
  await page.setViewportSize(sizes[1])
  await settle(page)
  expect.soft(await overflowOf(page), `sticks out, ${name}`).toEqual([])
  await page.setViewportSize(sizes[0])
}
