import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'
import type { Settings } from '../../preload/contract/system.ts'
import type { RunningApp } from '../bench/app.ts'
import type { Language } from './bakery.ts'

export type PlaceName = 'today' | 'calendar' | 'inbox' | 'analytics' | 'accounts' | 'settings'
const places: readonly PlaceName[] = ['today', 'calendar', 'inbox', 'analytics', 'accounts', 'settings']
export type Look = { readonly language: Language; readonly theme: Settings['theme']; readonly width: number; readonly height: number }

/** Language, theme and size, as the owner changes them. */
export async function dress({ page }: Pick<RunningApp, 'page'>, { language, theme, width, height }: Look): Promise<void> {
  await page.setViewportSize({ width, height })
  await page.evaluate(async ({ language, theme }) => {
    const now = await window.comptoir.system.settings()
    if (now.ok) await window.comptoir.system.change({ ...now.value, language, theme })
  }, { language, theme })
}

/** By the order of the rail, so that it works in each language. */
export async function goTo({ page }: Pick<RunningApp, 'page'>, place: PlaceName): Promise<void> {
  await page.locator('nav li button').nth(places.indexOf(place)).click()
}

/** The window once it stands still: no skeleton, no fade under way, each picture there. */
async function settled({ page }: RunningApp): Promise<Buffer> {
  await page.mouse.move(0, 0)
  await page.waitForTimeout(500)
  await page.evaluate(async () => {
    await document.fonts.ready
    await Promise.all([...document.images].filter(image => !image.complete).map(image => new Promise(resolve => { image.onload = resolve; image.onerror = resolve })))
  })
  const shoot = (): Promise<Buffer> => page.screenshot({ animations: 'disabled', caret: 'hide' })
  for (let before = await shoot(); ;) {
    await page.waitForTimeout(400)
    const now = await shoot()
    if (now.equals(before)) return now
    before = now
  }
}

/** A PNG of at most 256 colours: the app has few, and its photographs bear it. */
export async function take(running: RunningApp, folder: string, name: string, effort = 10): Promise<void> {
  const bytes = await sharp(await settled(running)).png({ palette: true, quality: 100, dither: 0, effort, compressionLevel: 9 }).toBuffer()
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, `${name}.png`), bytes)
  console.log(`${path.basename(folder)}/${name}.png ${Math.round(bytes.length / 1024)} KB`)
}
