import AxeBuilder from '@axe-core/playwright'
import { expect, type Locator, type Page } from '@playwright/test'
import { connectOutside, postFreely } from './contract.ts'
import { cutLine, restoreLine } from './line.ts'
import { connectByOAuth, test } from './networks.ts'
import { goTo, lookAround, startPost } from './pages/counter.ts'
import { startOutsideServer } from './servers/outside-server.ts'

/** Playwright's other mode opens a page of its own, which a window of ours refuses. */
async function expectReadable(page: Page): Promise<void> {
  await page.mouse.move(0, 0)
  await page.waitForTimeout(400) // what fades in is not judged half way
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  expect.soft(violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html.slice(0, 160)}`))).toEqual([])
}

test('pain 43: a published post is changed and deleted where it stands, network by network, also without a line', async ({ comptoir, bluesky }) => {
  if (!bluesky) return
  test.setTimeout(180_000)
  const { page, app } = comptoir
  const server = await startOutsideServer()
  try {
    const mastodon = await connectOutside(comptoir, server)
    const baker = await bluesky.newPerson('baker')
    await connectByOAuth(comptoir, baker)
    const onBluesky = async (): Promise<{ uri: string }[]> => (await bluesky.call(baker.handle, baker.password, 'com.atproto.repo.listRecords', { repo: baker.handle, collection: 'app.bsky.feed.post' }) as { records: { uri: string }[] }).records // the cast: listRecords' own shape
    const onMastodon = async (): Promise<string> => (await fetch(`${mastodon.profileUrl}`)).text()
    const out = async (text: string): Promise<Locator> => {
      await startPost(page, text)
      await page.getByRole('button', { name: 'Publish now' }).click()
      await goTo(page, 'Calendar')
      // A day of the month shows two and counts the others.
      await page.getByText('List', { exact: true }).click()
      const card = page.getByRole('button', { name: new RegExp(`Published.*${text}`) })
      await expect(card).toBeVisible({ timeout: 30_000 })
      return card
    }
    await lookAround(page)
    await postFreely(page)
    const card = await out('Bread at 8')
    expect(await onMastodon()).toContain('Bread at 8')
    await card.click()
    const sheet = page.getByRole('dialog').first()
    const there = sheet.getByRole('article', { name: /^Mastodon/ })
    await expect(sheet.getByRole('article', { name: /^Bluesky/ })).toContainText('Bluesky lets nobody change a post that is out')

    await test.step('changed on the network that can', async () => {
      await there.getByRole('button', { name: 'Edit on Mastodon' }).click()
      await there.getByRole('textbox', { name: 'Edit on Mastodon' }).fill('Bread at 9')
      await expectReadable(page)
      await there.getByRole('button', { name: 'Change it there' }).click()
      await expect(there).toContainText(/Changed on Mastodon on .*, by you/, { timeout: 20_000 })
      expect(await onMastodon()).toContain('Bread at 9')
    })
    await test.step('taken back', async () => {
      await page.getByRole('button', { name: 'Undo' }).click()
      await expect.poll(onMastodon, { timeout: 20_000 }).toContain('Bread at 8')
    })
    await test.step('deleted without a line, from both networks when it is back', async () => {
      await cutLine(app)
      await sheet.getByRole('button', { name: 'More' }).click()
      await page.getByRole('menuitem', { name: 'Delete…' }).click()
      await page.getByRole('radio', { name: /^On .* only$/ }).check()
      await expectReadable(page)
      await page.getByRole('button', { name: 'Delete it there' }).click()
      await expect(there).toContainText('The deletion is on its way.')
      expect(await onBluesky()).toHaveLength(1)
      await restoreLine(app)
      await expect(there).toContainText(/Deleted on Mastodon on .*, by you/, { timeout: 40_000 })
      await expect(sheet.getByRole('article', { name: /^Bluesky/ })).toContainText(/Deleted on Bluesky on .*, by you/, { timeout: 40_000 })
      expect(await onBluesky()).toEqual([])
      expect(await onMastodon()).not.toContain('Bread at 8')
    })
    await test.step('publish again is a new draft, and the card says that it was deleted', async () => {
      await sheet.getByRole('button', { name: 'More' }).click()
      await page.getByRole('menuitem', { name: /Publish again/ }).click()
      await expect(page.getByRole('textbox', { name: 'Text', exact: true })).toHaveValue('Bread at 8')
      await page.keyboard.press('Escape')
      await expect(page.getByRole('button', { name: /Deleted.*Bread/ })).toBeVisible()
      await expectReadable(page)
    })
    await test.step('deleted by somebody else there', async () => {
      const second = await out('Rolls at 8')
      // What the stream of own posts has seen once it misses.
      await page.evaluate(() => window.comptoir.reading.refresh())
      const [record] = await onBluesky()
      await bluesky.call(baker.handle, baker.password, 'com.atproto.repo.deleteRecord', {}, { repo: baker.handle, collection: 'app.bsky.feed.post', rkey: record?.uri.split('/').at(-1) })
      await page.evaluate(() => window.comptoir.reading.refresh())
      await second.click()
      await expect(page.getByRole('article', { name: /^Bluesky/ })).toContainText(/Deleted on Bluesky, not from here: seen on/, { timeout: 20_000 })
    })
    await test.step('hidden here only, and it stays there', async () => {
      await page.getByRole('dialog').first().getByRole('button', { name: 'More' }).click()
      await page.getByRole('menuitem', { name: 'Delete…' }).click()
      await page.getByRole('radio', { name: 'Here only' }).check()
      await page.getByRole('button', { name: 'Delete it here' }).click()
      await expect(page.getByText(/Out of your calendar. It stays on/)).toBeVisible()
      await expect(page.getByRole('button', { name: /Rolls at 8/ })).toBeHidden()
      expect(await onMastodon()).toContain('Rolls at 8')
      await page.getByRole('button', { name: 'Undo' }).click()
      await expect(page.getByRole('button', { name: /Rolls at 8/ })).toBeVisible()
    })
  } finally {
    await server.close()
  }
})
