import type { AccountSummary } from '../../preload/contract/accounts.ts'
import type { FakeNetwork } from '../fake-networks/fake-network.ts'
import { expect, type Comptoir } from '../fixtures.ts'
import { goTo } from './counter.ts'

const fieldNames: Readonly<Record<string, string>> = { 'client-id': 'Your app’s number (client ID)', 'client-secret': 'Your app’s secret', token: 'Token', server: 'Server', handle: 'Your name there' }
const wayNames: Readonly<Record<string, string>> = { browser: 'In the browser', 'own-app': 'With my own app there', token: 'With a token' }

/** Connects an account of this network as an owner does, with the browser's part done by its double. */
export async function connectThroughWindow(comptoir: Comptoir, id: string, double: FakeNetwork): Promise<AccountSummary> {
  const { page } = comptoir
  const described = await page.evaluate(() => window.comptoir.accounts.networks())
  const network = described.ok ? described.value.find(one => one.id === id) : undefined
  if (!network) throw new Error('not in the registry')
  await goTo(page, 'Accounts')
  await page.getByRole('button', { name: 'Connect an account' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: network.name, exact: true }).click()
  if (network.ways.length > 1) await dialog.getByText(wayNames[double.connect.way] ?? double.connect.way, { exact: true }).click()
  for (const [name, value] of Object.entries(double.connect.fields)) await dialog.getByLabel(fieldNames[name] ?? name).fill(value)
  const opened = (await comptoir.openedUrls()).length
  await dialog.getByRole('button', { name: /^(Continue in the browser|Connect)$/u }).click()
  if (double.connect.way !== 'token') {
    await comptoir.openedUrl(opened)
    let agreed = opened
    // One network is asked a second time, for what the app turned out to have.
    await expect.poll(async () => {
      for (const url of (await comptoir.openedUrls()).slice(agreed)) {
        agreed++
        await double.consent(url)
      }
      return dialog.getByText('Your browser has opened').isVisible()
    }, { timeout: 20_000, intervals: [100] }).toBe(false)
  }
  if (double.chooses !== null) {
    await expect(dialog.getByRole('heading', { name: 'Which one?' })).toBeVisible({ timeout: 20_000 })
    const named = dialog.getByRole('button', { name: double.chooses })
    // Some are named to the owner otherwise than to programs: then it is the first.
    await (await named.count() > 0 ? named : dialog.locator('section, div').getByRole('button').filter({ hasNotText: /^$/u })).first().click()
  }
  await expect(dialog).toBeHidden({ timeout: 20_000 })
  const listed = await page.evaluate(() => window.comptoir.accounts.list())
  const account = listed.ok ? listed.value.find(one => one.network === id) : undefined
  if (!account) throw new Error('no account came of it')
  return account
}
