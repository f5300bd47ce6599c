import type { RunningApp } from '../bench/app.ts'
import type { Language } from './bakery.ts'
import { dress, goTo, take } from './camera.ts'

const sizes = [[1280, 800], [960, 640]] as const

/** Every place, its other faces and what opens over it, in both themes and sizes. */
export async function takeAll(running: RunningApp, folder: string, language: Language, filling: 'empty' | 'ten' | 'full'): Promise<void> {
  const { page } = running
  for (const theme of ['light', 'dark'] as const) {
    for (const [width, height] of sizes) {
      await dress(running, { language, theme, width, height })
      const shoot = (name: string): Promise<void> => take(running, folder, `${name}-${language}-${theme}-${width}-${filling}`, 3)
      for (const place of ['today', 'calendar', 'analytics', 'accounts', 'settings'] as const) {
        await goTo(running, place)
        await shoot(place)
      }
      await goTo(running, 'inbox')
      if (filling !== 'empty') await page.getByRole('row', { name: /Julie/u }).first().click()
      await shoot('inbox')
      await page.keyboard.press('Escape')
      await page.locator('nav > button').first().click()
      await shoot('new-post')
      await close(running)
      if (filling === 'full') await takeFaces(running, shoot)
    }
  }
}

async function close({ page }: RunningApp): Promise<void> {
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
}

async function takeFaces(running: RunningApp, shoot: (name: string) => Promise<void>): Promise<void> {
  const { page } = running
  await goTo(running, 'calendar')
  const views = page.locator('.mantine-SegmentedControl-label')
  for (const [index, name] of [[1, 'week'], [2, 'day'], [3, 'list']] as const) {
    await views.nth(index).click()
    await shoot(`calendar-${name}`)
  }
  await views.first().click()
  await page.getByRole('button', { name: /Behind the counter|De l’autre côté/u }).first().click()
  await shoot('draft')
  await close(running)
  await page.keyboard.press('ControlOrMeta+k')
  await shoot('palette')
  await page.keyboard.press('Escape')
  await page.locator('section button').nth(1).click()
  await shoot('outbox')
  await close(running)
  await goTo(running, 'analytics')
  await page.locator('#each-post').scrollIntoViewIfNeeded()
  await shoot('analytics-posts')
}
