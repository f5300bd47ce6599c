import AxeBuilder from '@axe-core/playwright'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { emptyContent } from '../preload/contract/drafts.ts'
import { addPicture, deliveryNow, stateOf } from './contract.ts'
import { expect, test } from './fixtures.ts'
import { goTo, lookAround, startPost } from './pages/counter.ts'
import { pressOn, tabTo, typeInto } from './pages/keyboard.ts'
import { look } from './pages/look.ts'

const words = 'Sourdough at seven, rolls at eight'
const link = 'https://www.snapchat.com/add/bakery/1'

/** By hand, on a network that no program may post to. */
async function addSnapchat(page: Page): Promise<void> {
  await goTo(page, 'Accounts')
  await pressOn(page, page.getByRole('button', { name: 'Connect an account' }).first())
  const dialog = page.getByRole('dialog')
  await expectNoViolations(page, 'choice')
  await pressOn(page, dialog.getByRole('button', { name: 'Another network, by hand' }))
  await typeInto(page, dialog.getByRole('textbox', { name: 'Network' }), 'Snapchat')
  await typeInto(page, dialog.getByRole('textbox', { name: 'Which account' }), 'Old Mill Bakery')
  await typeInto(page, dialog.getByRole('textbox', { name: 'Page where you post' }), 'my.snapchat.com')
  await page.keyboard.press('Enter')
  await expect(dialog.getByText('This is no address of a page.')).toBeVisible()
  await expectNoViolations(page, 'form')
  await typeInto(page, dialog.getByRole('textbox', { name: 'Page where you post' }), 'https://my.snapchat.com/')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('article', { name: 'Snapchat: Old Mill Bakery' }).getByText('By hand', { exact: true })).toBeVisible()
}

const sheetOf = (page: Page) => page.getByRole('dialog', { name: 'Post it on Snapchat' })

async function expectNoViolations(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  expect(violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html.slice(0, 160)}`)), where).toEqual([])
  if (process.env['COMPTOIR_LOOK']) await page.screenshot({ path: `${process.env['COMPTOIR_LOOK']}/by-hand-${where}.png` })
}

test('pain 53: by hand, on a network without any permission: with the keyboard alone from the account to the link', async ({ comptoir, notifications }) => {
  test.setTimeout(120_000)
  const { page } = comptoir
  await lookAround(page)
  await addSnapchat(page)
  await expectNoViolations(page, 'accounts')

  await test.step('written and published as any post; the badge says who', async () => {
    await startPost(page, words)
    const composer = page.getByRole('dialog')
    await tabTo(page, composer.getByRole('button', { name: /Snapchat/u, pressed: true }))
    await expect(composer.getByText('You will publish on Snapchat, by hand')).toBeVisible()
    await expectNoViolations(page, 'composer')
    await page.keyboard.press('ControlOrMeta+Enter')
  })

  await test.step('the desktop rings, and the sheet has all that is needed', async () => {
    const [ring] = await notifications.waitFor(1)
    expect(ring?.summary).toBe('Time to post on Snapchat')
    const sheet = sheetOf(page)
    await expect(sheet.getByText(words)).toBeVisible()
    await expect(sheet.getByRole('button', { name: 'Copy the text' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.getByText('Copied', { exact: false }).first()).toBeVisible()
    await pressOn(page, sheet.getByRole('button', { name: 'Open Snapchat' }))
    expect(await comptoir.openedUrl(0)).toBe('https://my.snapchat.com/')
    await look(page, 'by hand', 'en', 'light')
  })

  await test.step('the link ends it: once, and honestly', async () => {
    const sheet = sheetOf(page)
    const field = sheet.getByRole('textbox', { name: 'Link to the post' })
    await tabTo(page, field)
    await page.keyboard.press('ControlOrMeta+V')
    // What was copied is the text, to the letter; and a text is no link.
    await expect(field).toHaveValue(words)
    await page.keyboard.press('Enter')
    await expect(sheet.getByText('This is no link.')).toBeVisible()
    await typeInto(page, sheet.getByRole('textbox', { name: 'Link to the post' }), link)
    await page.keyboard.press('Enter')
    await expect(sheet).toBeHidden()
    const listed = await page.evaluate(() => window.comptoir.outbox.list())
    expect(listed.ok && listed.value.map(record => record.state)).toMatchObject([{ kind: 'published', byOwner: true, remotes: [{ url: link }] }])
  })

  await test.step('in the calendar it is a post that is out, with its link and the word whose it is', async () => {
    await goTo(page, 'Calendar')
    await page.getByRole('button', { name: new RegExp(words, 'u') }).first().press('Enter')
    const outcome = page.getByRole('article', { name: 'Snapchat: Old Mill Bakery' })
    await expect(outcome.getByText(/Posted by hand, as you said/u)).toBeVisible()
    await pressOn(page, outcome.getByRole('button', { name: 'Open on Snapchat' }))
    expect(await comptoir.openedUrl(1)).toBe(link)
    await expectNoViolations(page, 'outcome')
  })

  await test.step('a wrong tick is taken back: it asks again, without a link, and is ticked anew', async () => {
    const outcome = page.getByRole('article', { name: 'Snapchat: Old Mill Bakery' })
    await pressOn(page, outcome.getByRole('button', { name: 'It is not there after all' }))
    await expect(outcome.getByRole('button', { name: 'Open on Snapchat' })).toBeHidden()
    await expect(outcome.getByText('It is time: you post this one yourself.')).toBeVisible()
    await look(page, 'taken back', 'en', 'light')
    await pressOn(page, outcome.getByRole('button', { name: 'Post it now' }))
    await pressOn(page, sheetOf(page).getByRole('button', { name: 'It is there' }))
    await expect(outcome.getByText(/Posted by hand, as you said/u)).toBeVisible()
    const listed = await page.evaluate(() => window.comptoir.outbox.list())
    expect(listed.ok && listed.value.map(record => record.state)).toMatchObject([{ kind: 'published', byOwner: true, remotes: [{ url: null }] }])
  })
})

test('pain 53: late by a night and killed at any moment it waits and asks, and rings once', async ({ comptoir, notifications }) => {
  test.setTimeout(120_000)
  await lookAround(comptoir.page)
  const added = await comptoir.page.evaluate(() => window.comptoir.accounts.addByHand({ network: null, name: 'Snapchat', handle: 'Old Mill Bakery', page: 'https://my.snapchat.com/' }))
  if (!added.ok) throw new Error(added.failure.kind)
  const loaf = { ...await addPicture(comptoir.page, 'loaf.png', 3), alt: 'A round loaf' }
  const now = deliveryNow('story', added.value.id, words, [loaf])
  const late = { ...now, due: { ...now.due, utc: now.due.utc - 12 * 3_600_000 }, late: { graceMinutes: 1, then: 'drop' as const } }
  await comptoir.page.evaluate(delivery => window.comptoir.outbox.put([delivery]), late)
  const [ring] = await notifications.waitFor(1)
  expect(ring?.summary).toBe('Time to post on Snapchat')
  for (let kill = 0; kill < 2; kill++) {
    await comptoir.killMain()
    const page = await comptoir.launch()
    expect(await stateOf(page, late.id)).toEqual({ kind: 'needs-owner', question: { kind: 'by-hand' } })
  }
  expect(notifications.shown()).toHaveLength(1)

  const page = comptoir.page
  const needs = page.getByRole('region', { name: 'Needs you first' })
  await expect(needs.getByText('It is time: you post this one yourself.')).toBeVisible()
  await pressOn(page, needs.getByRole('button', { name: /^Post it now/u }))
  const sheet = sheetOf(page)
  await expect(sheet.getByRole('button', { name: 'Copy the description of loaf.png' })).toBeVisible()
  await pressOn(page, sheet.getByRole('button', { name: 'Open the folder with the file' }))
  await expect.poll(comptoir.openedUrls).toHaveLength(1)
  const folder = (await comptoir.openedUrls())[0] ?? ''
  expect(path.dirname(folder)).toBe(path.join(comptoir.userData, 'by-hand'))
  expect(await readdir(folder)).toEqual(['1 loaf.png'])
  await look(page, 'by hand with a picture', 'en', 'light')

  await test.step('put off, it leaves Today and comes again at its new time', async () => {
    await pressOn(page, sheet.getByRole('button', { name: 'At the next free time' }))
    await expect(sheet).toBeHidden()
    expect(await stateOf(page, late.id)).toMatchObject({ kind: 'waiting', why: 'slot' })
    await expect(needs).toBeHidden()
  })
})

test('a thread by hand takes a link for each of its posts, and none where there is none', async ({ comptoir, notifications }) => {
  const { page } = comptoir
  await lookAround(page)
  const added = await page.evaluate(() => window.comptoir.accounts.addByHand({ network: null, name: 'Snapchat', handle: 'Old Mill Bakery', page: 'https://my.snapchat.com/' }))
  if (!added.ok) throw new Error(added.failure.kind)
  const one = deliveryNow('thread', added.value.id, words)
  const parts = ['First the leaven', 'Then the oven', 'Then the queue'].map(text => ({ text, media: [], poll: null }))
  const thread = { ...one, act: { kind: 'publish' as const, content: { ...emptyContent(), parts } } }
  await page.evaluate(delivery => window.comptoir.outbox.put([delivery]), thread)
  await notifications.waitFor(1)
  notifications.click(0)
  const sheet = sheetOf(page)
  await sheet.getByRole('textbox', { name: 'Link to post 1 of 3' }).fill(link)
  await sheet.getByRole('textbox', { name: 'Link to post 3 of 3' }).fill('no link')
  await sheet.getByRole('button', { name: 'It is there' }).click()
  await expect(sheet.getByText('This is no link.')).toHaveCount(1)
  await look(page, 'by hand, a thread', 'en', 'light')
  await sheet.getByRole('textbox', { name: 'Link to post 3 of 3' }).fill(`${link}/3`)
  await sheet.getByRole('button', { name: 'It is there' }).click()
  await expect(sheet).toBeHidden()
  expect(await stateOf(page, thread.id)).toMatchObject({ kind: 'published', byOwner: true, remotes: [{ url: link }, { url: null }, { url: `${link}/3` }] })
})

test.describe('in French, at night', () => {
  test.use({ systemLanguage: 'fr' })
  test('the sheet and the account read as they should', async ({ comptoir, notifications }) => {
    const { page } = comptoir
    await page.evaluate(async () => {
      const settings = await window.comptoir.system.settings()
      if (settings.ok) await window.comptoir.system.change({ ...settings.value, theme: 'dark' })
    })
    const added = await page.evaluate(() => window.comptoir.accounts.addByHand({ network: null, name: 'Snapchat', handle: 'Boulangerie du Moulin', page: 'https://my.snapchat.com/' }))
    if (!added.ok) throw new Error(added.failure.kind)
    const loaf = { ...await addPicture(page, 'pain.png', 3), alt: 'Une miche ronde' }
    const delivery = deliveryNow('histoire', added.value.id, 'Le levain à sept heures', [loaf])
    await page.evaluate(one => window.comptoir.outbox.put([one]), delivery)
    await notifications.waitFor(1)
    await expect(page.getByRole('main', { name: 'Aujourd’hui' })).toBeVisible()
    notifications.click(0)
    await expect(page.getByRole('dialog', { name: 'À publier sur Snapchat' })).toBeVisible()
    await look(page, 'à la main', 'fr', 'dark')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Comptes' }).click()
    await look(page, 'comptes à la main', 'fr', 'dark')
  })
})
