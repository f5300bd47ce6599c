import type { Locator } from 'playwright'
import { deliveryId, postId } from '../../preload/contract/ids.ts'
import type { DeliveryRecord } from '../../preload/contract/publishing.ts'
import type { RunningApp } from '../bench/app.ts'
import { createBakery, nowUtc, type Language, type PictureFacts } from './bakery.ts'
import { dress, goTo, take } from './camera.ts'
import { answerWith, changeState } from './door.ts'
import { tellWindow } from './fill.ts'
import { absences, afterTheNight, byHand, otherQuestions, pausesIn, readiness, resumePlan, storyOf } from './scenes.ts'

const sizes = [[1280, 800], [960, 640]] as const
const names = {
  en: { away: 'See what became of it', wayBack: 'While you were away', ready: /tomorrow/u, story: 'What happened so far', can: 'What this account can and cannot do', outbox: /\d questions?$/u, resume: 'Resume sending', connect: 'Connect an account', byHand: 'Another network, by hand', back: 'Back', table: 'What each network can do', postIt: 'Post it now', drawer: 'Outbox' },
  fr: { away: 'Voir ce qu’il en est', wayBack: 'En votre absence', ready: /demain/u, story: 'Ce qui s’est passé jusqu’ici', can: 'Ce que ce compte peut et ne peut pas faire', outbox: /\d questions?$/u, resume: 'Reprendre les envois', connect: 'Connecter un compte', byHand: 'Un autre réseau, à la main', back: 'Retour', table: 'Ce que permet chaque réseau', postIt: 'Le publier maintenant', drawer: 'Boîte d’envoi' },
} as const

type App = Omit<RunningApp, 'pid' | 'close'>
export type Show = {
  /** Once for each look in which they are wanted. */
  readonly inEachLook: (act: () => Promise<void>) => Promise<void>
  readonly shoot: (name: string) => Promise<void>
  /** What was opened by keys from here is closed again. */
  readonly closed?: (opener: Locator) => Promise<void>
}

/** What is only seen when something went wrong, or could: the morning after a night without power, gone through by keys alone. */
export async function showScenes(running: App, language: Language, { inEachLook, shoot, closed }: Show): Promise<void> {
  const { page } = running
  const words = names[language]
  const tell = (records: readonly DeliveryRecord[]): Promise<void> => tellWindow(running, records.map(record => ({ utc: nowUtc, entry: { kind: 'delivery', record } })))
  const croissants = createBakery(language, {} as PictureFacts).told.flatMap(({ entry }) => entry.kind === 'delivery' && entry.record.delivery.id.startsWith('bakery-post-8:') ? [entry.record] : []) // the cast: no picture is drawn from it
  await answerWith(running, {
    'system.absences': absences, 'outbox.readiness': readiness(language), 'outbox.pauses': pausesIn(language), 'outbox.resumePlan': resumePlan(language),
    ...Object.fromEntries(croissants.map(record => [`outbox.story:${record.delivery.id}`, storyOf(record)])),
    'accounts.quotas': [{ name: 'calls', used: 212, max: 300, resetsUtc: nowUtc + 150_000 }, { name: 'media', used: 29, max: 30, resetsUtc: nowUtc + 1_300_000 }, { name: 'deletes', used: 0, max: 30, resetsUtc: nowUtc + 1_800_000 }],
    'backups.state': { kept: [{ name: 'a', utc: nowUtc - 7 * 3_600_000, why: 'daily', sizeBytes: 4_200_000, posts: 36, items: 15 }, { name: 'b', utc: nowUtc - 31 * 3_600_000, why: 'before-upgrade', sizeBytes: 4_100_000, posts: 34, items: 12 }], failed: null, isRunning: false },
  })
  await tell(afterTheNight(language))

  const dialog = page.getByRole('dialog')
  const open = async (opener: Locator, name: string, inside: () => Promise<void> = () => Promise.resolve()): Promise<void> => {
    await opener.press('Enter')
    await dialog.waitFor()
    await shoot(name)
    await inside()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await closed?.(opener)
  }

  await goTo(running, 'today')
  await changeState(running, { backSinceUtc: absences.at(-1)?.untilUtc ?? 0 })
  await page.getByRole('button', { name: words.away }).waitFor()
  await shoot('today-away')
  await page.getByRole('button', { name: words.away }).press('Enter')
  await dialog.waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  await inEachLook(async () => {
    await goTo(running, 'today')
    await open(page.getByRole('main').getByRole('button', { name: words.wayBack }), 'away')
    await open(page.getByRole('main').getByRole('button', { name: words.ready }).first(), 'readiness')
    await open(page.getByRole('button', { name: words.outbox }).first(), 'question')
    await goTo(running, 'calendar')
    const card = page.locator(`[data-card="${postId.parse('bakery-post-8')}"]`).first()
    await card.press('Shift+F10')
    await open(page.getByRole('menuitem', { name: words.story }), 'story')
    await closed?.(card)
  })

  await tell(otherQuestions(language))
  await changeState(running, { backSinceUtc: absences.at(-1)?.untilUtc ?? 0, pause: { sinceUtc: pausesIn(language)[0]?.beganUtc ?? 0, who: 'Marguerite', why: '' } })
  await inEachLook(async () => {
    await goTo(running, 'today')
    await open(page.getByRole('status').getByRole('button', { name: words.resume }), 'resume')
    await open(page.getByRole('button', { name: words.outbox }).first(), 'questions', async () => {
      await dialog.locator('section').first().locator('li[data-asks]').last().scrollIntoViewIfNeeded()
      await shoot('questions-last')
      await dialog.locator('summary').first().press('Enter')
      await shoot('pauses')
    })
    // Written already, and out: said before it goes out again.
    await page.keyboard.press('n')
    await dialog.waitFor()
    await dialog.locator('textarea').first().fill(croissants.flatMap(({ delivery: { act } }) => act.kind === 'publish' ? act.content.parts.map(part => part.text) : [])[0] ?? '')
    await dialog.locator('q').first().waitFor()
    await shoot('written-before')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
  })

  await changeState(running, { backSinceUtc: null, alarm: { kind: 'held-up', count: 2, sinceUtc: nowUtc - 5 * 3_600_000, deliveryId: deliveryId.parse('scene-lunch:bakery-b') } })
  await inEachLook(async () => {
    await goTo(running, 'accounts')
    const can = page.getByRole('button', { name: words.can }).first()
    if (await can.getAttribute('aria-expanded') !== 'true') await can.press('Enter')
    await page.getByRole('progressbar').last().scrollIntoViewIfNeeded()
    await shoot('accounts-quota')
    await goTo(running, 'settings')
    await page.getByRole('heading').last().scrollIntoViewIfNeeded()
    await shoot('settings-data')
  })

  await tellWindow(running, byHand(language).map(entry => ({ utc: nowUtc, entry })))
  const described = await page.evaluate(() => window.comptoir.accounts.networks())
  const guided = described.ok ? described.value.find(network => network.ways[0]?.guide !== undefined) : undefined
  await inEachLook(async () => {
    await goTo(running, 'accounts')
    await open(page.getByRole('button', { name: words.connect }).first(), 'networks', async () => {
      await dialog.getByRole('button', { name: guided?.name ?? '', exact: true }).press('Enter')
      await dialog.locator('ol').waitFor()
      await shoot('guide')
      await dialog.getByRole('button', { name: words.back, exact: true }).press('Enter')
      await dialog.getByRole('button', { name: words.byHand }).press('Enter')
      await dialog.getByRole('textbox').first().waitFor()
      await shoot('by-hand-account')
    })
    await page.getByRole('button', { name: words.table }).press('Enter')
    await page.getByRole('table').waitFor()
    await shoot('networks-table')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: words.outbox }).first().press('Enter')
    // The drawer takes the focus once it stands.
    await dialog.locator(':focus').waitFor()
    await dialog.getByRole('button', { name: words.postIt }).press('Enter')
    const sheet = page.getByRole('dialog', { name: /Snapchat/u })
    await sheet.waitFor()
    await page.getByRole('dialog', { name: words.drawer }).waitFor({ state: 'hidden' })
    await shoot('by-hand')
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'hidden' })
  })
}

/** Each of them in both themes and sizes. */
export async function takeScenes(running: RunningApp, folder: string, language: Language): Promise<void> {
  let look = `${language}-first`
  await dress(running, { language, theme: 'light', width: 1280, height: 800 })
  await showScenes(running, language, {
    shoot: name => take(running, folder, `${name}-${look}`, 3),
    async inEachLook(act) {
      for (const theme of ['light', 'dark'] as const) {
        for (const [width, height] of sizes) {
          look = `${language}-${theme}-${width}`
          await dress(running, { language, theme, width, height })
          await act()
        }
      }
    },
  })
}
