import { expect, test } from './fixtures.ts'

test('the window opens on the app, with nothing of Node in its page', async ({ page }) => {
  await expect(page.locator('body')).toBeVisible()
  expect(await page.evaluate(() => [typeof Reflect.get(globalThis, 'require'), typeof Reflect.get(globalThis, 'process'), isSecureContext])).toEqual(['undefined', 'undefined', true])
})

test('what was there before a quit is there after it', async ({ comptoir }) => {
  const page = await comptoir.relaunch()
  await expect(page.locator('body')).toBeVisible()
})
