// Takes the README's pictures of the built app, filled with an invented bakery's month: `npm run pictures`.
// `npm run pictures -- --all --folder F`: each place in both languages and themes, at two sizes, empty, young and full, into F;
// `--scenes --folder F`: what is seen when something went wrong or could (away, story, question, pause, readiness), in all of those looks;
// `--language fr` and `--filling full` take only those.
import path from 'node:path'
import { parseArgs } from 'node:util'
import { startComptoir, type RunningApp } from './bench/app.ts'
import { openMachine } from './bench/machine.ts'
import type { Language } from './pictures/bakery.ts'
import { dress, goTo, take, type Look } from './pictures/camera.ts'
import { fillBakery } from './pictures/fill.ts'
import { takeAll } from './pictures/review.ts'
import { takeScenes } from './pictures/take-scenes.ts'

const { values } = parseArgs({ options: { all: { type: 'boolean', default: false }, folder: { type: 'string' }, language: { type: 'string' }, filling: { type: 'string' }, scenes: { type: 'boolean', default: false } } })
const folder = path.resolve(values.folder ?? path.join(import.meta.dirname, '../assets/pictures'))
const day: Omit<Look, 'language'> = { theme: 'light', width: 1280, height: 800 }

async function takeForReadme(running: RunningApp, language: Language): Promise<void> {
  const { page } = running
  if (language === 'fr') {
    await dress(running, { ...day, language, theme: 'dark' })
    await goTo(running, 'analytics')
    return take(running, folder, 'analytics-fr-dark')
  }
  await dress(running, { ...day, language })
  await goTo(running, 'today')
  await take(running, folder, 'today-en-light')
  await goTo(running, 'calendar')
  await take(running, folder, 'calendar-en-light')
  await page.getByRole('button', { name: /Behind the counter/u }).first().click()
  await take(running, folder, 'new-post-en-light')
  await page.keyboard.press('Escape')
  await goTo(running, 'inbox')
  await page.getByRole('row', { name: /Karim Belhadj/u }).first().click()
  await take(running, folder, 'inbox-en-light')
}

const machine = await openMachine({ ownScreen: true })
try {
  for (const language of ['en', 'fr'] as const) {
    if ((values.language ?? language) !== language) continue
    for (const size of values.all ? ['full', 'ten', 'empty'] as const : ['full'] as const) {
      if ((values.filling ?? size) !== size) continue
      const running = await startComptoir(machine, `${language}-${size}`)
      try {
        await fillBakery(running, language, size)
        if (values.all) await takeAll(running, folder, language, size)
        if (size === 'full' && (values.all || values.scenes)) await takeScenes(running, folder, language)
        if (!values.all && !values.scenes) await takeForReadme(running, language)
      } finally {
        await running.close()
      }
    }
  }
} finally {
  machine.close()
}
