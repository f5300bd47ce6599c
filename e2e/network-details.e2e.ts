import { hostsVariable } from '../main/networks/hosts.ts'
import { startGoogleBusiness, type FakeGoogleBusiness } from './fake-networks/google-business/index.ts'
import { expect, test as base } from './fixtures.ts'
import { goTo, lookAround, textField } from './pages/counter.ts'
import { glance, look } from './pages/look.ts'

const test = base.extend<{ network: FakeGoogleBusiness }>({
  network: async ({}, use) => {
    const network = await startGoogleBusiness()
    await use(network)
    await network.stop()
  },
  launchEnv: async ({ network }, use) => { await use({ [hostsVariable]: JSON.stringify({ 'google-business': network.hosts }) }) },
})

test('a network that asks for more than a text is connected by its guide, asked in the composer, and gets what was filled in', async ({ comptoir, network }) => {
  test.setTimeout(240_000)
  const { page } = comptoir
  const dialog = page.getByRole('dialog')
  network.say?.('The best bread in town')
  await lookAround(page)

  await test.step('its guide stands above the fields, and its pages open in the browser', async () => {
    await goTo(page, 'Accounts')
    await page.getByRole('button', { name: 'Connect an account' }).click()
    await dialog.getByRole('button', { name: /Google/ }).click()
    const guide = dialog.getByRole('region', { name: 'What to prepare first' })
    await guide.getByRole('button', { name: /^Open / }).first().click()
    expect(await comptoir.openedUrl(0)).toMatch(/^https:\/\//)
    await glance(page, 'guide', 'en')
    await guide.getByRole('button', { name: /^First, \d+ steps/ }).click()
    await expect(guide.getByRole('listitem').first()).toBeHidden()
  })

  await test.step('one sign-in speaks for several places: the owner chooses', async () => {
    await dialog.getByRole('textbox', { name: /client ID/ }).fill(network.connect.fields['client-id'] ?? '')
    await dialog.getByRole('textbox', { name: /secret/ }).fill(network.connect.fields['client-secret'] ?? '')
    await dialog.getByRole('button', { name: 'Continue in the browser' }).click()
    await network.consent(await comptoir.openedUrl(1))
    await expect(dialog.getByText('Which one?')).toBeVisible()
    await dialog.getByRole('button').filter({ hasNotText: /^$/ }).first().click()
    await expect(dialog).toBeHidden()
  })

  await test.step('an event asks for its title and times, and cannot go out before it has them', async () => {
    await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'New post' }).click()
    await textField(page).fill('Come and taste our loaves')
    const section = page.getByRole('region', { name: /^For / })
    await section.getByText('Event', { exact: true }).click()
    const send = page.getByRole('button', { name: 'Publish now' })
    await expect(section.getByText('Still to choose: Title.')).toBeVisible()
    await expect(send).toBeDisabled()
    await section.getByRole('textbox', { name: 'Title' }).fill('Tasting')
    for (const name of ['Begins', 'Ends']) {
      await section.getByRole('group', { name }).getByRole('button', { name: 'Date' }).click()
      await page.getByRole('button', { name: 'Next month' }).or(page.locator('[data-direction=next]')).first().click()
      await page.getByRole('button', { name: /^15 / }).click()
      if (name === 'Ends') await section.getByRole('group', { name }).getByRole('spinbutton', { name: 'Hours' }).fill('18')
    }
    await glance(page, 'what a network asks', 'en')
    await expect(section.getByText('Still to choose')).toBeHidden()
    await send.click()
  })

  await expect.poll(() => network.posts().map(({ text, kind }) => ({ text, kind })), { timeout: 60_000 }).toEqual([{ text: 'Come and taste our loaves', kind: 'event' }])
  expect(network.place.posts[0]?.body).toMatchObject({ event: { title: 'Tasting' } })

  await test.step('what people saw and did there is among the figures, in both languages; no followers are missed', async () => {
    await page.keyboard.press('Escape')
    await goTo(page, 'Analytics')
    const card = page.getByRole('region', { name: /^What people saw and did on/u })
    await expect(card.getByText(/counted days?, up to .*: seen [\d,]+ times?/u)).toBeVisible({ timeout: 30_000 })
    await expect(card.getByRole('heading', { name: /of 5/u })).toBeVisible()
    await expect(page.getByRole('region', { name: /^Followers of/u })).toBeHidden()
    await look(page, 'figures of a place', 'en', 'light')
    await page.evaluate(async () => {
      const settings = await window.comptoir.system.settings()
      if (settings.ok) await window.comptoir.system.change({ ...settings.value, language: 'fr' })
    })
    await expect(page.getByRole('region', { name: /^Ce que l’on a vu et fait/u })).toBeVisible()
    await look(page, 'figures of a place', 'fr', 'light')
  })
})
