import AxeBuilder from '@axe-core/playwright'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { addPicture, connectOutside } from './contract.ts'
import { expect, test } from './fixtures.ts'
import { startOutsideServer } from './servers/outside-server.ts'

test('the evening before: a picture that is gone is found, said with its post, and the rest can go out', async ({ comptoir }) => {
  test.setTimeout(120_000)
  const server = await startOutsideServer()
  try {
    const { page } = comptoir
    await page.getByRole('button', { name: 'Have a look around first' }).click()
    const account = await connectOutside(comptoir, server)
    const picture = await addPicture(page, 'loaf.png', 7)
    await page.evaluate(async ({ accountId, picture }) => {
      const put = (name: string, inMs: number, text: string, media: readonly unknown[]) => window.comptoir.outbox.put([{
        id: `${name}:${accountId}`, revision: 1, accountId, late: { graceMinutes: 60, then: 'ask' }, origin: { kind: 'post', postId: name },
        act: { kind: 'publish', content: { parts: [{ text, media, poll: null }], contentWarning: null, visibility: null, language: null, quote: null } },
        due: { wall: new Date(Date.now() + inMs).toISOString().slice(0, 16), zone: 'UTC', utc: Date.now() + inMs },
        // The cast: ids of a test.
      }] as unknown as Parameters<typeof window.comptoir.outbox.put>[0])
      await put('a', 20 * 3_600_000, 'Sourdough at seven', [{ ...picture, alt: '' }])
      await put('b', 21 * 3_600_000, 'Open until six', [])
    }, { accountId: account.id, picture })

    await page.keyboard.press('ControlOrMeta+k')
    await page.getByPlaceholder('Search or do anything…').fill('check that')
    await page.keyboard.press('Enter')
    const sheet = page.getByRole('dialog', { name: 'Ready for tomorrow?' })
    await expect(sheet.getByText('All of it can go out.')).toBeVisible()
    await expect(sheet.getByRole('region', { name: 'Could be better' }).getByText('“loaf.png” has no description')).toBeVisible()
    await expect(sheet.getByText(/This computer publishes 2: keep it on and connected until/u)).toBeVisible()

    await rm(path.join(comptoir.userData, 'media', picture.hash.slice(0, 2), picture.hash))
    await sheet.getByRole('button', { name: 'Check again', exact: true }).click()
    const toDo = sheet.getByRole('region', { name: 'To do so that all of it can go out' })
    await expect(toDo.getByText('“loaf.png” is gone from this computer, or was changed.')).toBeVisible()
    await expect(toDo.getByText(/Sourdough at seven/u)).toBeVisible()
    await expect(toDo.getByRole('button', { name: /Add it again/u })).toBeVisible()
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
    expect(violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html.slice(0, 160)}`))).toEqual([])
    if (process.env['COMPTOIR_LOOK']) {
      for (const [width, height] of [[1280, 800], [960, 640]] as const) {
        await page.setViewportSize({ width, height })
        await page.screenshot({ path: `${process.env['COMPTOIR_LOOK']}/readiness-${width}.png` })
      }
    }
    await page.evaluate(() => window.comptoir.outbox.pause(''))
    await expect(toDo.getByText('Everything is paused: nothing goes out.')).toBeVisible()
    await toDo.getByRole('button', { name: /^Resume/u }).press('Enter')
    // First it is shown what that does.
    await page.getByRole('dialog', { name: 'What happens when you resume' }).getByRole('button', { name: 'Resume sending' }).press('Enter')
    await expect(page.getByText(/Everything has been paused since/u)).toBeHidden()
  } finally {
    await server.close()
  }
})
