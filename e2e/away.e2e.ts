import { DatabaseSync } from 'node:sqlite'
import path from 'node:path'
import { connectOutside } from './contract.ts'
import { expect, test } from './fixtures.ts'
import { startOutsideServer } from './servers/outside-server.ts'

const hourMs = 3_600_000

/** The last sign of life, put back as if the power had failed then. */
function cutOffAt(userData: string, utc: number): void {
  const db = new DatabaseSync(path.join(userData, 'journal.sqlite'))
  db.prepare("UPDATE settings SET value = json_set(value, '$.aliveUtc', ?, '$.hasEnded', json('false')) WHERE name = 'presence'").run(utc)
  db.close()
}

test('pain 20: after a night without power nothing is fired at once, and one screen tells what became of each post', async ({ comptoir }) => {
  test.setTimeout(240_000)
  const server = await startOutsideServer()
  // Its invented customers write as well.
  const ours = (): string[] => server.statuses().map(status => status.text).filter(text => /^(?:Bread|Open|Good)/u.test(text)).sort()
  try {
    await comptoir.page.getByRole('button', { name: 'Have a look around first' }).click()
    const account = await connectOutside(comptoir, server)
    await comptoir.quit()
    cutOffAt(comptoir.userData, Date.now() - 14 * hourMs)
    const page = await comptoir.launch()
    await page.evaluate(async ({ accountId, hourMs }) => {
      const put = (name: string, hoursAgo: number, then: string, text: string) => window.comptoir.outbox.put([{
        id: `${name}:${accountId}`, revision: 1, accountId, late: { graceMinutes: 60, then }, origin: { kind: 'post', postId: name },
        act: { kind: 'publish', content: { parts: [{ text, media: [], poll: null }], contentWarning: null, visibility: null, language: null, quote: null } },
        due: { wall: new Date(Date.now() - hoursAgo * hourMs).toISOString().slice(0, 16), zone: 'UTC', utc: Date.now() - hoursAgo * hourMs },
        // The cast: ids of a test.
      }] as unknown as Parameters<typeof window.comptoir.outbox.put>[0])
      await put('a', 13, 'ask', 'Bread of last evening')
      await put('b', 2, 'ask', 'Bread of this morning')
      await put('c', 4, 'drop', 'Good morning')
      await put('d', 3, 'publish', 'Open as usual')
    }, { accountId: account.id, hourMs })

    await expect(page.getByText('While you were away, 4 posts were due.')).toBeVisible()
    // It is offered, not forced: the place behind it goes on.
    await expect(page.getByRole('dialog')).toBeHidden()
    await page.getByRole('button', { name: 'See what became of it' }).click()
    const sheet = page.getByRole('dialog', { name: 'While you were away' })
    await expect(sheet.getByText('Comptoir or this computer stopped without notice')).toBeVisible()
    await expect(sheet.getByRole('region', { name: 'Not sent, as you wished' }).getByText('Good morning')).toBeVisible()
    await expect(sheet.getByRole('region', { name: 'Went out late' }).getByText(/went out 3 hours late/u)).toBeVisible()
    const asks = sheet.getByRole('region', { name: 'Should they still go out?' })
    await expect(asks.getByText('Bread of last evening')).toBeVisible()
    expect(ours()).toEqual(['Open as usual'])

    // By the keyboard alone: the answer for all is the first thing after the close button.
    await asks.getByRole('button', { name: 'Publish one after the other' }).focus()
    await page.keyboard.press('Enter')
    // The second keeps its distance of a minute from the first.
    await expect.poll(ours, { timeout: 150_000, intervals: [1000] }).toEqual(['Bread of last evening', 'Bread of this morning', 'Open as usual'])
    await page.keyboard.press('Escape')
    await expect(sheet).toBeHidden()
    await expect(page.getByText('While you were away, 4 posts were due.')).toBeHidden()
    // Looked at, it stays within reach for the day.
    await page.getByRole('main').getByRole('button', { name: 'While you were away' }).click()
    await expect(sheet.getByText('Bread of last evening')).toBeVisible()
  } finally {
    await server.close()
  }
})
