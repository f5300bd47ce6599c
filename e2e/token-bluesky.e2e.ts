import { expect } from '@playwright/test'
import { deliveryNow, stateOf } from './contract.ts'
import { connectByAppPassword, connectByOAuth, test } from './networks.ts'
import { expectNowhere, listenTo, secretsInKeychain } from './secrets.ts'

test('the tokens and keys of both ways to sign in to Bluesky are in the keychain and nowhere else', async ({ comptoir, bluesky }) => {
  if (!bluesky) return
  const printed = listenTo(comptoir)
  const baker = await bluesky.newPerson('baker')
  const florist = await bluesky.newPerson('florist')
  const appPassword = await bluesky.appPassword(florist.handle, florist.password)
  const accounts = [await connectByOAuth(comptoir, baker), await connectByAppPassword(comptoir, florist, appPassword)]
  const secrets = await secretsInKeychain(comptoir)
  // Two tokens each, the private key that OAuth's are bound to, and the pieces they lie in.
  expect(secrets.length).toBeGreaterThanOrEqual(6)
  for (const account of accounts) {
    const delivery = deliveryNow(`said-${account.handle}`, account.id, 'Open on Sunday')
    await comptoir.page.evaluate(d => window.comptoir.outbox.put([d]), delivery)
    await expect.poll(() => stateOf(comptoir.page, delivery.id), { timeout: 30_000 }).toMatchObject({ kind: 'published' })
    await comptoir.page.evaluate(id => window.comptoir.accounts.check(id), account.id)
  }
  // Passwords are never kept, not even in the keychain.
  const typed = [appPassword, baker.password, florist.password]
  const later = await secretsInKeychain(comptoir)
  expect(typed.filter(password => later.some(secret => secret.includes(password)))).toEqual([])
  await expectNowhere(comptoir, [...new Set([...secrets, ...later])], baker.handle, printed, typed)
})
