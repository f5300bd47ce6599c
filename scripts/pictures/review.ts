import type { RunningApp } from '../bench/app.ts'
import type { Language } from './bakery.ts'
import { dress, goTo, take } from './camera.ts'

const sizes = [[1280, 800], [960, 640]] as const

/** Every place and the composer, in both themes and sizes. */
export async function takeAll(running: RunningApp, folder: string, language: Language, filling: 'empty' | 'ten' | 'full'): Promise<void> {
  const { page } = running
  for (const theme of ['light', 'dark'] as const) {
    for (const [width, height] of sizes) {
      await dress(running, { language, theme, width, height })
      const shoot = (name: string): Promise<void> => take(running, folder, `${name}-${language}-${theme}-${width}-${filling}`)
      for (const place of ['today', 'calendar', 'analytics', 'accounts', 'settings'] as const) {
        await goTo(running, place)
        await shoot(place)
      }
      await goTo(running, 'inbox')
      if (filling !== 'empty') await page.getByRole('row', { name: /Karim|Julie/u }).first().click()
      await shoot('inbox')
      await page.keyboard.press('Escape')
      await page.locator('nav > button').first().click()
      await shoot('new-post')
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
    }
  }
}
