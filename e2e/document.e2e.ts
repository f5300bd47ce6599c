import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { samplePdf } from '../main/media/sample-media.ts'
import { hostsVariable } from '../main/networks/hosts.ts'
import { start, type FakeLinkedIn } from './fake-networks/linkedin/index.ts'
import { expect, test as base } from './fixtures.ts'
import { goTo, lookAround, startPost } from './pages/counter.ts'
import { glance, look } from './pages/look.ts'

const test = base.extend<{ network: FakeLinkedIn }>({
  network: async ({}, use) => {
    const network = await start()
    await use(network)
    await network.stop()
  },
  launchEnv: async ({ network }, use) => { await use({ [hostsVariable]: JSON.stringify({ linkedin: network.hosts }) }) },
})

test('a PDF is added, told apart from one that cannot be read, asked for its title, and posted where a network takes it', async ({ comptoir, network }) => {
  test.setTimeout(120_000)
  const { app, page } = comptoir
  await lookAround(page)
  const choose = async (name: string, bytes: Uint8Array): Promise<void> => {
    const file = path.join(comptoir.userData, name)
    await writeFile(file, bytes)
    await app.evaluate(({ dialog }, filePaths) => { dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths }) }, [file])
    await sheet.getByRole('button', { name: 'Add pictures, a video or a PDF' }).click()
  }
  const sheet = page.getByRole('dialog').first()

  await test.step('the page is connected', async () => {
    await goTo(page, 'Accounts')
    await page.getByRole('button', { name: 'Connect an account' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'LinkedIn', exact: true }).click()
    await dialog.getByText('With my own app there', { exact: true }).click()
    await dialog.getByRole('textbox', { name: /client ID/u }).fill(network.connect.fields['client-id'] ?? '')
    await dialog.getByRole('textbox', { name: /secret/u }).fill(network.connect.fields['client-secret'] ?? '')
    await dialog.getByRole('button', { name: 'Continue in the browser' }).click()
    // Asked a second time, for what the app turns out to have.
    for (const at of [0, 1]) await network.consent(await comptoir.openedUrl(at))
    await dialog.getByRole('button', { name: network.chooses ?? '' }).click()
    await expect(dialog).toBeHidden()
  })

  await test.step('one that is locked or damaged is refused by name, with what to do', async () => {
    await startPost(page, 'Our winter menu')
    for (const chip of await sheet.locator('button[aria-pressed=true][title*=" · "]').all()) if (!(await chip.innerText()).includes('LinkedIn')) await chip.click()
    await choose('locked.pdf', samplePdf({ isLocked: true }))
    await expect(page.getByText('This PDF opens with a password only.')).toBeVisible()
    await choose('cut.pdf', samplePdf().subarray(0, 300))
    await expect(page.getByText('This PDF is damaged and cannot be read.')).toBeVisible()
  })

  await test.step('a whole one shows its first page and how many there are, and asks for its title', async () => {
    await choose('Winter menu.pdf', samplePdf({ pages: 4 }))
    await expect(sheet.getByText('Winter menu.pdf · PDF, 4 pages')).toBeVisible({ timeout: 20_000 })
    await expect(sheet.getByText('Still to choose: Title.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Publish now' })).toBeDisabled()
    await sheet.getByRole('textbox', { name: 'Title' }).fill('Winter menu')
    const preview = sheet.getByRole('group', { name: 'Document: Winter menu' })
    await expect(preview.getByRole('presentation').or(preview.locator('img'))).toBeVisible()
    await expect.poll(() => preview.locator('img').evaluate(image => (image instanceof HTMLImageElement ? image.naturalWidth : 0))).toBeGreaterThan(100)
    await look(page, 'document', 'en', 'light')
  })

  await test.step('taken out and put back, then posted once, with its title', async () => {
    await sheet.getByRole('button', { name: 'Remove Winter menu.pdf' }).click()
    await expect(sheet.getByText('Winter menu.pdf · PDF, 4 pages')).toBeHidden()
    await choose('Winter menu.pdf', samplePdf({ pages: 4 }))
    await page.getByRole('button', { name: 'Publish now' }).click()
    await expect.poll(() => network.posts().map(post => [post.kind, post.text]), { timeout: 60_000 }).toEqual([['document', 'Our winter menu']])
    expect(network.world.posts[0]?.content).toMatchObject({ media: { title: 'Winter menu' } })
    await goTo(page, 'Calendar')
    await look(page, 'document in the calendar', 'en', 'light')
  })

  await test.step('an account that takes none says so', async () => {
    const added = await page.evaluate(() => window.comptoir.accounts.addByHand({ network: null, name: 'Instagram', handle: 'Bakery', page: 'https://www.instagram.com/' }))
    expect(added.ok).toBe(true)
    await startPost(page, 'Our winter menu, everywhere')
    await choose('Winter menu.pdf', samplePdf({ pages: 4 }))
    for (const chip of await sheet.locator('button[aria-pressed=false][title*=" · "]').all()) await chip.click()
    await expect(sheet.getByText(/Instagram: ?This account takes no documents \(PDF\)\./u)).toBeVisible()
    await glance(page, 'document nowhere', 'en')
  })
})
