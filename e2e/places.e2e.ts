import { connectOutside } from './contract.ts'
import { expect, test } from './fixtures.ts'
import { look, type Theme } from './pages/look.ts'
import { fillOutbox, fillShop } from './pages/shop.ts'
import { textsOf } from './pages/words.ts'
import { startOutsideServer } from './servers/outside-server.ts'

// What fits hangs on the words, what can be read on the colours: each language and each theme once is all there is to see.
for (const [language, theme] of [['en', 'light'], ['fr', 'dark']] as const satisfies readonly (readonly [string, Theme])[]) {
  test.describe(`${language}, ${theme}`, () => {
    test.use({ systemLanguage: language })
    test('each place can be read by everyone, fits, and speaks one language', async ({ comptoir }) => {
      test.setTimeout(360_000)
      const { page } = comptoir
      const text = textsOf[language]
      const button = (name: string | RegExp) => page.getByRole('button', { name })
      const place = (id: keyof typeof text.shell.place) => page.getByRole('navigation').getByRole('button', { name: text.shell.place[id] })
      const goTo = async (id: keyof typeof text.shell.place) => {
        await place(id).click()
        await expect(page.getByRole('main', { name: text.shell.place[id] })).toBeVisible()
      }
      const closeSheet = async () => {
        await page.keyboard.press('Escape')
        await expect(page.getByRole('dialog')).toBeHidden()
      }
      await page.evaluate(async theme => {
        const settings = await window.comptoir.system.settings()
        if (settings.ok) await window.comptoir.system.change({ ...settings.value, theme })
      }, theme)

      await expect(page.getByRole('heading', { name: text.welcome.title })).toBeVisible()
      await look(page, 'welcome', language, theme)
      await button(text.welcome.real).click()
      await look(page, 'connect: which network', language, theme)
      await page.getByRole('dialog').getByRole('button', { name: 'Bluesky' }).click()
      await page.getByText(text.accounts.way['app-password']).click()
      await look(page, 'connect: app password', language, theme)
      await closeSheet()
      await button(text.welcome.skip).click()
      for (const id of ['today', 'calendar', 'inbox', 'analytics', 'accounts', 'settings'] as const) {
        await goTo(id)
        await look(page, `${id}, empty`, language, theme)
      }

      const server = await startOutsideServer()
      try {
        const account = await connectOutside(comptoir, server)
        await fillShop(page, [account])
        await fillOutbox(page, account)
        for (const id of ['today', 'analytics'] as const) {
          await goTo(id)
          await look(page, id, language, theme)
        }
        await page.getByRole('button', { name: text.analytics.asTable }).or(page.getByText(text.analytics.asTable)).first().click()
        await look(page, 'analytics as a table', language, theme)
        await goTo('calendar')
        for (const view of ['month', 'week', 'day', 'list'] as const) {
          await page.getByRole('radiogroup', { name: text.calendar.view.label }).getByText(text.calendar.view[view], { exact: true }).click()
          await look(page, `calendar by ${view}`, language, theme)
        }
        await goTo('inbox')
        await look(page, 'inbox', language, theme)
        await page.keyboard.press('j')
        await page.keyboard.press('Enter')
        await look(page, 'inbox with an open conversation', language, theme)
        await goTo('accounts')
        await button(text.accounts.can).click()
        await look(page, 'accounts with what they can', language, theme)
        await button(text.accounts.matrix.open).click()
        await expect(button(text.accounts.matrix.back)).toBeFocused()
        await look(page, 'what each network can do', language, theme)
        await page.keyboard.press('Escape')
        await expect(button(text.accounts.matrix.open)).toBeFocused()
        await button(text.accounts.disconnect).click()
        await look(page, 'disconnect', language, theme)
        await closeSheet()
        await goTo('settings')
        await button(text.settings.eraseAll).click()
        await look(page, 'erase', language, theme)
        await closeSheet()

        await page.keyboard.press('o')
        await expect(page.getByRole('dialog').getByText('Bread of tomorrow')).toBeVisible()
        await look(page, 'outbox', language, theme)
        await closeSheet()
        await page.keyboard.press('?')
        await expect(page.getByRole('dialog')).toBeVisible()
        await look(page, 'shortcuts', language, theme)
        await closeSheet()
        await page.keyboard.press('ControlOrMeta+k')
        await expect(page.getByRole('dialog')).toBeVisible()
        await look(page, 'palette', language, theme)
        await page.keyboard.type('rhubarb')
        await look(page, 'palette with findings', language, theme)
        await closeSheet()
        await page.keyboard.press('n')
        await page.getByRole('textbox', { name: text.composer.text.label, exact: true }).fill('Sourdough on Saturday #bread https://example.net/bread')
        await page.evaluate(() => new Promise<void>(resolve => {
          const canvas = document.createElement('canvas')
          canvas.width = canvas.height = 200
          canvas.toBlob(blob => {
            const data = new DataTransfer()
            for (const name of ['loaf.png', 'oven.png']) data.items.add(new File([blob ?? '', name], name, { type: 'image/png' }))
            document.querySelector('[role=dialog] textarea')?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
            resolve()
          })
        }))
        await look(page, 'composer with pictures', language, theme)
        await button(text.composer.poll.add).click()
        await button(text.composer.warning.add).click()
        await button(text.composer.parts.add).click()
        await page.getByText(text.composer.when.later, { exact: true }).click()
        await look(page, 'composer with a poll, a warning, a thread and a time', language, theme)
      } finally {
        await server.close()
      }
    })
  })
}
