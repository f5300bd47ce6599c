import { expect, type Page } from '@playwright/test'
import { textsOf } from './pages/words.ts'
import { goTo, startPost } from './pages/counter.ts'
import { stateOf } from './contract.ts'
import { test } from './fixtures.ts'
import type { DeliveryId } from '../preload/contract/ids.ts'

const outbox = textsOf.en.outbox
const shell = textsOf.en.shell

async function onlyDelivery(page: Page): Promise<DeliveryId> {
  const listed = await page.evaluate(() => window.comptoir.outbox.list())
  const id = listed.ok ? listed.value.find(record => record.delivery.act.kind === 'publish')?.delivery.id : undefined
  if (!id) throw new Error('nothing is planned')
  return id
}
const kindOf = async (page: Page, id: DeliveryId) => (await stateOf(page, id))?.kind

test('pain 18 and 19: planned far ahead it is handed to the network, moved there, called back by a pause, handed over again, and cancelled', async ({ comptoir }) => {
  test.setTimeout(180_000)
  const { page } = comptoir
  await page.getByRole('button', { name: 'Try with the practice network' }).click()
  await expect(page.getByRole('textbox', { name: 'Text', exact: true })).toBeFocused({ timeout: 30_000 })
  await page.keyboard.press('Escape')

  await startPost(page, 'Bread of tomorrow')
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('button', { name: /^Tomorrow/ }).click()
  await expect(sheet.getByText('Practice will publish')).toBeVisible()
  await expect(sheet.getByText(/This computer may be off then/)).toBeVisible()
  await sheet.getByRole('button', { name: /^Schedule for/ }).click()
  await expect(sheet).toBeHidden()
  const id = await onlyDelivery(page)
  await expect.poll(() => kindOf(page, id), { timeout: 20_000 }).toBe('handed-over')

  await test.step('the calendar and the outbox say who publishes', async () => {
    await goTo(page, 'Calendar')
    await page.locator('[data-card][data-state="handed-over"]').first().click()
    await expect(page.getByRole('dialog').getByText(textsOf.en.composer.state['handed-over']).first()).toBeVisible()
  })

  await test.step('moved: the network has the new time', async () => {
    const before = await stateOf(page, id)
    const open = page.getByRole('dialog')
    await open.getByRole('textbox', { name: 'Hours' }).or(open.getByRole('spinbutton', { name: 'Hours' })).first().fill('11')
    await open.getByRole('button', { name: /^Update for/ }).click()
    await expect(open).toBeHidden()
    await expect.poll(() => kindOf(page, id), { timeout: 20_000 }).toBe('handed-over')
    expect(before?.kind).toBe('handed-over')
    const listed = await page.evaluate(() => window.comptoir.outbox.list())
    expect(listed.ok && listed.value.find(record => record.delivery.id === id)?.delivery.due.wall).toMatch(/T11:/)
  })

  await test.step('paused: it is called back; resuming shows first what it will do', async () => {
    await page.getByRole('button', { name: shell.pause }).click()
    await expect(page.getByText(/Everything has been paused/).first()).toBeVisible()
    await page.getByRole('textbox', { name: shell.banner.why }).fill('A day of mourning')
    await page.keyboard.press('Enter')
    await expect(page.getByText(/A day of mourning/).first()).toBeVisible()
    await expect.poll(() => kindOf(page, id), { timeout: 20_000 }).toBe('planned')
    await page.getByRole('status').getByRole('button', { name: shell.resume }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByText(shell.resuming['handed-over'])).toBeVisible()
    await expect(dialog.getByText('Bread of tomorrow')).toBeVisible()
    expect(await kindOf(page, id)).toBe('planned')
    await dialog.getByRole('button', { name: shell.resume }).click()
    await expect.poll(() => kindOf(page, id), { timeout: 20_000 }).toBe('handed-over')
  })

  await test.step('cancelled: it is gone there', async () => {
    await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'Today' }).click()
    await page.keyboard.press('o')
    const drawer = page.getByRole('dialog')
    await expect(drawer.getByText(/The network publishes it/)).toBeVisible()
    await drawer.getByRole('button', { name: new RegExp(`^${outbox.cancel}`) }).click()
    await expect.poll(() => kindOf(page, id), { timeout: 20_000 }).toBe('cancelled')
  })
})
