import type { Page } from '@playwright/test'
import type { WebHost } from '../../main/web-space/web-host.ts'
import { settings } from '../../renderer/text/en/settings.ts'
import { expect } from '../fixtures.ts'

/** Fills the open dialog, and waits until a small picture went all the way. */
export async function setUpWebSpace(page: Page, host: WebHost): Promise<void> {
  await page.getByLabel(settings.web.address).fill(host.dav)
  await page.getByLabel(settings.web.user).fill(host.user)
  await page.getByRole('textbox', { name: settings.web.password }).fill(host.password)
  await page.getByLabel(settings.web.publicAddress).fill(host.web)
  await page.getByRole('button', { name: settings.web.keep }).click()
  await expect(page.getByText(settings.web.trial.works)).toBeVisible()
}
