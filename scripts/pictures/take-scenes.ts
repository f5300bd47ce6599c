import { deliveryId, postId } from '../../preload/contract/ids.ts'
import type { DeliveryRecord } from '../../preload/contract/publishing.ts'
import type { RunningApp } from '../bench/app.ts'
import { createBakery, nowUtc, type Language, type PictureFacts } from './bakery.ts'
import { dress, goTo, take } from './camera.ts'
import { answerWith, changeState } from './door.ts'
import { tellWindow } from './fill.ts'
import { absences, afterTheNight, otherQuestions, pausesIn, readiness, resumePlan, storyOf } from './scenes.ts'

const sizes = [[1280, 800], [960, 640]] as const
const names = {
  en: { away: 'See what became of it', wayBack: 'While you were away', ready: /tomorrow/u, story: 'What happened so far', can: 'What this account can and cannot do' },
  fr: { away: 'Voir ce qu’il en est', wayBack: 'En votre absence', ready: /demain/u, story: 'Ce qui s’est passé jusqu’ici', can: 'Ce que ce compte peut et ne peut pas faire' },
} as const

/** What is only seen when something went wrong, or could: the morning after a night without power. Each in both themes and sizes. */
export async function takeScenes(running: RunningApp, folder: string, language: Language): Promise<void> {
  const { page } = running
  const tell = (records: readonly DeliveryRecord[]): Promise<void> => tellWindow(running, records.map(record => ({ utc: nowUtc, entry: { kind: 'delivery', record } })))
  const croissants = createBakery(language, {} as PictureFacts).told.flatMap(({ entry }) => entry.kind === 'delivery' && entry.record.delivery.id.startsWith('bakery-post-8:') ? [entry.record] : []) // the cast: no picture is drawn from it
  await answerWith(running, {
    'system.absences': absences, 'outbox.readiness': readiness(language), 'outbox.pauses': pausesIn(language), 'outbox.resumePlan': resumePlan(language),
    ...Object.fromEntries(croissants.map(record => [`outbox.story:${record.delivery.id}`, storyOf(record)])),
    'accounts.quotas': [{ name: 'calls', used: 212, max: 300, resetsUtc: nowUtc + 150_000 }, { name: 'media', used: 29, max: 30, resetsUtc: nowUtc + 1_300_000 }, { name: 'deletes', used: 0, max: 30, resetsUtc: nowUtc + 1_800_000 }],
    'backups.state': { kept: [{ name: 'a', utc: nowUtc - 7 * 3_600_000, why: 'daily', sizeBytes: 4_200_000, posts: 36, items: 15 }, { name: 'b', utc: nowUtc - 31 * 3_600_000, why: 'before-upgrade', sizeBytes: 4_100_000, posts: 34, items: 12 }], failed: null, isRunning: false },
  })
  await tell(afterTheNight(language))
  const escape = async (): Promise<void> => {
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  }
  const inEachLook = async (act: (shoot: (name: string) => Promise<void>) => Promise<void>): Promise<void> => {
    for (const theme of ['light', 'dark'] as const) {
      for (const [width, height] of sizes) {
        await dress(running, { language, theme, width, height })
        await act(name => take(running, folder, `${name}-${language}-${theme}-${width}`, 3))
      }
    }
  }
  await goTo(running, 'today')
  await changeState(running, { backSinceUtc: absences.at(-1)?.untilUtc ?? 0 })
  await inEachLook(async shoot => {
    await goTo(running, 'today')
    const link = page.getByRole('button', { name: names[language].away }).or(page.getByRole('main').getByRole('button', { name: names[language].wayBack })).first()
    await link.waitFor()
    await shoot('today-away')
    await link.click()
    await page.getByRole('dialog').waitFor()
    await shoot('away')
    await escape()
    await page.getByRole('main').getByRole('button', { name: names[language].ready }).first().click()
    await page.getByRole('dialog').waitFor()
    await shoot('readiness')
    await escape()
    await page.keyboard.press('o')
    await page.getByRole('dialog').waitFor()
    await shoot('question')
    await escape()
    await goTo(running, 'calendar')
    await page.locator(`[data-card="${postId.parse('bakery-post-8')}"]`).first().click({ button: 'right' })
    await page.getByRole('menuitem', { name: names[language].story }).click()
    await page.getByRole('dialog').waitFor()
    await shoot('story')
    await escape()
  })
  await tell(otherQuestions(language))
  await changeState(running, { backSinceUtc: absences.at(-1)?.untilUtc ?? 0, pause: { sinceUtc: pausesIn(language)[0]?.beganUtc ?? 0, who: 'Marguerite', why: '' } })
  await inEachLook(async shoot => {
    await goTo(running, 'today')
    await shoot('pause-banner')
    await page.keyboard.press('o')
    await page.getByRole('dialog').locator('summary').first().click()
    await shoot('pauses')
    await page.getByRole('dialog').locator('section').first().locator('li[data-asks]').last().scrollIntoViewIfNeeded()
    await shoot('questions')
    await escape()
    await page.getByRole('status').getByRole('button').last().click()
    await page.getByRole('dialog').waitFor()
    await shoot('resume')
    await escape()
    await goTo(running, 'accounts')
    const can = page.getByRole('button', { name: names[language].can }).first()
    if (await can.getAttribute('aria-expanded') !== 'true') await can.click()
    await shoot('accounts-quota')
  })
  await changeState(running, { backSinceUtc: null, alarm: { kind: 'held-up', count: 2, sinceUtc: nowUtc - 5 * 3_600_000, deliveryId: deliveryId.parse('scene-lunch:bakery-b') } })
  await inEachLook(async shoot => {
    await goTo(running, 'settings')
    await shoot('settings-top')
    await page.getByRole('heading').last().scrollIntoViewIfNeeded()
    await shoot('settings-data')
  })
}
