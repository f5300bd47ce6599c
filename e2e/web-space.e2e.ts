import { readFile } from 'node:fs/promises'
import { startWebHost } from '../main/web-space/web-host.ts'
import { expect, test } from './fixtures.ts'
import { look } from './pages/look.ts'
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
