import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { connectOutside, deliveryNow } from './contract.ts'
import { expect, test, type Comptoir } from './fixtures.ts'
import { closeSheet, goTo, lookAround, pasteFiles, startPost, textField } from './pages/counter.ts'
import { startOutsideServer } from './servers/outside-server.ts'

/** A server that is no network at all, with a clock of its own. */
async function startPlainServer(offMs = 0) {
  const server = createServer((_, response) => {
    response.setHeader('date', new Date(Date.now() + offMs).toUTCString())
    response.end('<h1>A bakery</h1>')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => { server.closeAllConnections(); server.close() } } // the cast: it listens on TCP
}

/** Opens the sign-in to Mastodon and tries an address there. */
async function tryAddress(comptoir: Comptoir, address: string): Promise<void> {
  const dialog = comptoir.page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Server' }).fill(address)
  await dialog.getByRole('button', { name: 'Continue in the browser' }).click()
}
async function openSignIn({ page }: Comptoir): Promise<void> {
  await goTo(page, 'Accounts')
  await page.getByRole('button', { name: 'Connect an account' }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: 'Mastodon' }).click()
}

test('what goes wrong is said on screen in one sentence, with one thing to do', async ({ comptoir }) => {
  test.setTimeout(120_000)
  const { page } = comptoir
  const server = await startOutsideServer()
  const plain = await startPlainServer()
  const banners = page.getByRole('status')
  try {
    await lookAround(page)

    await test.step('at the sign-in: the address, another kind of server, nobody there, no consent, an abandoned browser', async () => {
      await openSignIn(comptoir)
      const alert = page.getByRole('dialog').getByRole('alert')
      await tryAddress(comptoir, 'my bakery dot com')
      await expect(alert).toHaveText(/does not look like an address/)
      await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Server' })).toHaveValue('my bakery dot com')
      await tryAddress(comptoir, plain.url)
      await expect(alert).toHaveText(/does not belong to this network/)
      await tryAddress(comptoir, 'http://127.0.0.1:1')
      await expect(alert).toHaveText(/cannot be reached/)
      await tryAddress(comptoir, server.url)
      const asked = new URL(await comptoir.openedUrl(0)).searchParams
      await fetch(`${asked.get('redirect_uri')}?${new URLSearchParams({ state: asked.get('state') ?? '', error: 'access_denied' })}`)
      await expect(alert).toHaveText(/did not give your consent/)
      await tryAddress(comptoir, server.url)
      await comptoir.openedUrl(1)
      await expect(page.getByText('Your browser has opened')).toBeVisible()
      await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
      await expect(page.getByRole('dialog').getByRole('button', { name: 'Continue in the browser' })).toBeVisible()
      await expect(alert).toHaveText(/was not finished in the browser/)
      await closeSheet(page)
      await expect(page.getByText('No account yet')).toBeVisible()
    })

    const account = await connectOutside(comptoir, server)
    await expect(page.getByRole('article').getByText('All is well')).toBeVisible()
    await test.step('in the composer: no picture, too long a text', async () => {
      await startPost(page, 'Bread')
      await pasteFiles(page, [{ name: 'invoice.jpg', type: 'image/jpeg', base64: Buffer.from('MZ this is a program').toString('base64') }])
      const notice = page.getByRole('alert').filter({ hasText: 'no picture, video or PDF that Comptoir can read' })
      await expect(notice).toBeVisible()
      await expect(notice.getByRole('button', { name: 'Close' })).toBeVisible()
      await notice.getByRole('button', { name: 'Close' }).click()
      await expect(page.getByRole('list', { name: 'Pictures, video and documents' })).toBeHidden()

      const publish = page.getByRole('button', { name: 'Publish now' })
      await expect(publish).toBeEnabled()
      await textField(page).fill('x'.repeat(account.limits.text.maxGraphemes + 7))
      await expect(publish).toBeDisabled()
      await expect(page.getByRole('dialog').getByText('7 too many')).toBeAttached()
      await expect(page.getByRole('dialog').getByText(/7 characters too many/)).toBeVisible()
      await expect(page.getByRole('dialog').getByText('Something still needs you')).toBeVisible()
      await textField(page).fill('Bread')
      await expect(publish).toBeEnabled()
      await closeSheet(page)
    })

    await test.step('everything paused: said in each place until it goes on', async () => {
      await page.evaluate(() => window.comptoir.outbox.pause(''))
      await expect(banners.getByText(/Everything has been paused since/)).toBeVisible()
      await banners.getByRole('button', { name: 'Resume sending' }).click()
      await page.getByRole('dialog', { name: 'What happens when you resume' }).getByRole('button', { name: 'Resume sending' }).click()
      await expect(banners.getByText(/Everything has been paused since/)).toBeHidden()
    })

    await test.step('a sign-in ended elsewhere: the banner leads to the account, and what waited goes out', async () => {
      server.faults.set({ faults: [{ path: '/api/**', trouble: { kind: 'refuse', status: 401, error: 'The access token was revoked' } }] })
      await page.evaluate(delivery => window.comptoir.outbox.put([delivery]), deliveryNow('revoked', account.id, 'Bread at eight'))
      await goTo(page, 'Inbox')
      await expect(banners.getByText(/please sign in again\. What waits goes out afterwards/)).toBeVisible()
      await banners.getByRole('button', { name: 'To the accounts' }).click()
      server.faults.set({})
      const opened = (await comptoir.openedUrls()).length
      await page.getByRole('article').getByRole('button', { name: 'Sign in again' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Continue in the browser' }).click()
      await fetch(await server.approve(await comptoir.openedUrl(opened)))
      await expect(page.getByRole('article').getByText('All is well')).toBeVisible()
      await expect.poll(() => server.statuses().filter(status => status.text === 'Bread at eight').length).toBe(1)
    })

    await test.step('a clock that is an hour off', async () => {
      const wrong = await startPlainServer(3_600_000)
      await page.evaluate(async url => {
        for (let i = 0; i < 2; i++) await window.comptoir.accounts.connect({ network: 'mastodon', way: 'browser', server: url })
      }, wrong.url)
      await expect(banners.getByText(/clock is off by (1 hour|60 minutes|1 h)/)).toBeVisible()
      wrong.close()
    })

    await test.step('a journal that cannot be read: said, with the way to it', async () => {
      await comptoir.killMain()
      for (const ending of ['', '-wal', '-shm']) await writeFile(path.join(comptoir.userData, `journal.sqlite${ending}`), 'x'.repeat(8192))
      await comptoir.launch()
      const { page } = comptoir
      const banner = page.getByRole('status').getByText(/notes on what has gone out were damaged/)
      await expect(banner).toBeVisible()
      const opened = (await comptoir.openedUrls()).length
      await page.getByRole('button', { name: 'Show my data folder' }).click()
      expect(await comptoir.openedUrl(opened)).toContain(comptoir.userData)
      await goTo(page, 'Calendar')
      await expect(page.getByRole('complementary', { name: 'Drafts without a date' }).getByText('Bread')).toBeVisible()
    })
  } finally {
    plain.close()
    await server.close()
  }
})

test.describe('without a keychain', () => {
  test.use({ launchEnv: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' } })
  test('the sign-in says what is missing, and so does every place', async ({ comptoir }) => {
    test.skip(process.platform !== 'linux', 'macOS and Windows always have one')
    const { page } = comptoir
    const server = await startOutsideServer()
    try {
      await lookAround(page)
      await openSignIn(comptoir)
      await tryAddress(comptoir, server.url)
      await expect(page.getByRole('dialog').getByRole('alert')).toHaveText(/This computer has no keychain/)
      await closeSheet(page)
      await expect(page.getByRole('status').getByText(/has no keychain, the safe for passwords/)).toBeVisible()
      await expect(page.getByRole('button', { name: 'Check again' })).toBeVisible()
      await startPost(page, 'Written all the same')
      await closeSheet(page)
      await goTo(page, 'Calendar')
      await expect(page.getByText('Written all the same')).toBeVisible()
    } finally {
      await server.close()
    }
  })
})
