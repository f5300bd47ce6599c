import type { Locator, Page } from '@playwright/test'
import { expect } from '../fixtures.ts'

/** Past the welcome, into the shop. */
export async function lookAround(page: Page): Promise<void> {
  const inside = page.getByRole('navigation', { name: 'Places' })
  const passBy = page.getByRole('button', { name: 'Have a look around first' })
  await expect(inside.or(passBy)).toBeVisible()
  // It goes by itself once an account is connected, perhaps under the pointer.
  if (await passBy.isVisible()) await passBy.click({ timeout: 3_000 }).catch(() => undefined)
  await expect(inside).toBeVisible()
}

export async function goTo(page: Page, place: 'Today' | 'Calendar' | 'Inbox' | 'Analytics' | 'Accounts' | 'Settings'): Promise<void> {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: place }).click()
  await expect(page.getByRole('main', { name: place })).toBeVisible()
}

export const textField = (page: Page): Locator => page.getByRole('textbox', { name: 'Text', exact: true })

/** A new post, as the button in the rail gives it. */
export async function startPost(page: Page, text = ''): Promise<Locator> {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: 'New post' }).click()
  await expect(textField(page)).toBeFocused()
  if (text !== '') await textField(page).fill(text)
  return textField(page)
}

/** The drafts that wait beside the calendar. */
export const trayOf = (page: Page): Locator => page.getByRole('complementary', { name: 'Drafts without a date' })

export async function closeSheet(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
}

/** Files come into the composer as by a paste; their bytes are what they are, whatever their name says. */
export async function pasteFiles(page: Page, files: readonly { readonly name: string; readonly type: string; readonly base64: string }[]): Promise<void> {
  await textField(page).evaluate((field, files) => {
    const data = new DataTransfer()
    for (const { name, type, base64 } of files) data.items.add(new File([Uint8Array.from(atob(base64), sign => sign.codePointAt(0) ?? 0)], name, { type }))
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  }, files)
}
