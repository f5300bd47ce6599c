import { readFile } from 'node:fs/promises'
import { samplePicture } from '../main/media/sample-media.ts'
import { hostsVariable } from '../main/networks/hosts.ts'
import { startWebHost } from '../main/web-space/web-host.ts'
import { postFreely } from './contract.ts'
import { startThreads, type FakeThreads } from './fake-networks/threads/index.ts'
import { expect, test } from './fixtures.ts'
import { connectThroughWindow } from './pages/connect.ts'
import { goTo, lookAround, pasteFiles, startPost } from './pages/counter.ts'
import { look } from './pages/look.ts'
import { setUpWebSpace } from './pages/web-space.ts'
import { textsOf } from './pages/words.ts'
import { everythingInTheWindow, filesBelow } from './secrets.ts'

for (const [language, theme] of [['en', 'light'], ['fr', 'dark']] as const) {
  test.describe(language, () => {
    test.use({ systemLanguage: language })
    test('a web space is tried before it is kept, keeps its password in the keychain, and is taken away again', async ({ comptoir }) => {
      const { page } = comptoir
      const text = textsOf[language]
      const button = (name: string) => page.getByRole('button', { name, exact: true })
      await page.evaluate(async theme => {
        const settings = await window.comptoir.system.settings()
        if (settings.ok) await window.comptoir.system.change({ ...settings.value, theme })
      }, theme)
      const host = await startWebHost()
      try {
        await button(text.welcome.skip).click()
        await page.getByRole('navigation').getByRole('button', { name: text.shell.place.settings }).click()
        await button(text.settings.web.setUp).click()
        await page.getByLabel(text.settings.web.address).fill(host.dav)
        await page.getByLabel(text.settings.web.user).fill(host.user)
        const password = page.getByRole('textbox', { name: text.settings.web.password })
        await password.fill('wrong')
        await page.getByLabel(text.settings.web.publicAddress).fill(host.web)
        await button(text.settings.web.keep).click()
        await expect(page.getByRole('alert').filter({ hasText: text.settings.web.trial['no-entry'] })).toBeVisible()
        await look(page, 'web space', language, theme)
        await password.fill(host.password)
        await page.keyboard.press('Enter')
        await expect(page.getByText(text.settings.web.trial.works)).toBeVisible()
        expect(host.files.size).toBe(0)

        await comptoir.relaunch()
        await comptoir.page.getByRole('navigation').getByRole('button', { name: text.shell.place.settings }).click()
        await comptoir.page.getByRole('button', { name: text.settings.web.tryIt }).click()
        await expect(comptoir.page.getByText(text.settings.web.trial.works)).toBeVisible()
        expect(await everythingInTheWindow(comptoir)).not.toContain(host.password)
        for (const file of await filesBelow(comptoir.userData)) expect((await readFile(file)).includes(host.password), file).toBe(false)
        await comptoir.page.getByRole('button', { name: text.settings.web.remove, exact: true }).click()
        await expect(comptoir.page.getByRole('button', { name: text.settings.web.setUp })).toBeVisible()
      } finally {
        await host.stop()
      }
    })
  })
}

const withNetwork = test.extend<{ network: FakeThreads }>({
  network: async ({}, use) => {
    const network = await startThreads()
    await use(network)
    await network.stop()
  },
  launchEnv: async ({ network }, use) => { await use({ [hostsVariable]: JSON.stringify({ threads: network.hosts }) }) },
})

const pictureAsText = async (side: number): Promise<string> => Buffer.from(await samplePicture({ width: side, height: side })).toString('base64')

withNetwork('a network that takes pictures from the web only: the composer says so before anything is planned, and the web space is set up on the spot', async ({ comptoir, network }) => {
  const { page } = comptoir
  const text = textsOf.en
  const host = await startWebHost()
  try {
    await lookAround(page)
    await postFreely(page)
    await connectThroughWindow(comptoir, 'threads', network)
    await startPost(page, 'Bread, seen from the web')
    await expect(page.getByRole('button', { name: 'Publish now' })).toBeEnabled()
    await pasteFiles(page, [{ name: 'loaf.jpg', type: 'image/jpeg', base64: await pictureAsText(1080) }])
    const found = page.getByText(text.problems['media-web-space']['image-without'])
    await expect(found).toBeVisible()
    await expect(page.getByRole('button', { name: 'Publish now' })).toBeDisabled()
    await page.getByRole('button', { name: text.settings.web.setUpNow }).click()
    await setUpWebSpace(page, host)
    await expect(found).toBeHidden()
    await page.getByRole('button', { name: 'Publish now' }).click()
    await expect.poll(() => network.posts().map(post => post.text), { timeout: 60_000 }).toEqual(['Bread, seen from the web'])
    expect(host.requests.filter(request => request.startsWith('GET /public/') && request.endsWith('.jpg 200'))).toHaveLength(1)

    // It may go while posts that need it are planned: what is due is looked at with that in mind.
    await goTo(page, 'Settings')
    await page.getByRole('button', { name: text.settings.web.remove, exact: true }).click()
    await expect(page.getByRole('button', { name: text.settings.web.setUp })).toBeVisible()
    await startPost(page, 'More bread')
    await pasteFiles(page, [{ name: 'bun.jpg', type: 'image/jpeg', base64: await pictureAsText(1000) }])
    await expect(found).toBeVisible()
  } finally {
    await host.stop()
  }
})
