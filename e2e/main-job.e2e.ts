import { expect } from '@playwright/test'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import sharp from 'sharp'
import { cutLine, restoreLine } from './line.ts'
import { test, type Bluesky } from './networks.ts'
import type { Comptoir } from './fixtures.ts'
import { authorizeByHttp } from './servers/bluesky/consent.ts'
import { pressOn, tabTo, typeInto } from './pages/keyboard.ts'

type PracticeStatus = { readonly id: string; readonly by: string; readonly text: string; readonly createdAt: string; readonly url: string; readonly visibility: string; readonly inReplyToId: string | null; readonly media: { readonly description: string | null }[] }

/** The practice network's side door: what is really there. */
async function practiceStatuses(comptoir: Comptoir): Promise<PracticeStatus[]> {
  const token = await readFile(path.join(comptoir.userData, 'practice/control-token'), 'utf8')
  const listed = await comptoir.page.evaluate(() => window.comptoir.accounts.list())
  const url = listed.ok ? listed.value.find(account => account.isPractice)?.serverUrl : undefined
  const answer = await fetch(`${url}/__practice/statuses`, { headers: { 'x-practice-token': token.trim(), connection: 'close' } })
  return await answer.json() as PracticeStatus[] // the cast: our own server's shape
}

async function blueskyPosts(bluesky: Bluesky, person: { handle: string; password: string }): Promise<{ text: string; createdAt: string; alts: string[]; uri: string }[]> {
  const listed = await bluesky.call(person.handle, person.password, 'com.atproto.repo.listRecords', { repo: person.handle, collection: 'app.bsky.feed.post' }) as // the cast: listRecords' own shape
    { records: { uri: string; value: { text: string; createdAt: string; embed?: { images?: { alt: string }[] } } }[] }
  return listed.records.map(({ uri, value }) => ({ uri, text: value.text, createdAt: value.createdAt, alts: (value.embed?.images ?? []).map(image => image.alt) }))
}

test('the main job, with the keyboard alone: connect, write offline with pictures, plan, close, publish, be answered, answer', async ({ comptoir, bluesky, notifications }) => {
  if (!bluesky) return
  test.setTimeout(360_000)
  const { page, app } = comptoir
  const button = (name: string | RegExp) => page.getByRole('button', { name })

  await test.step('first start leads to a first post on the practice network', async () => {
    await pressOn(page, button('Try with the practice network'))
    await expect(page.getByRole('textbox', { name: 'Text', exact: true })).toBeFocused({ timeout: 20_000 })
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
  })

  const baker = await bluesky.newPerson('baker')
  await test.step('connect Bluesky in the browser', async () => {
    await pressOn(page, page.getByRole('navigation').getByRole('button', { name: 'Accounts' }))
    await pressOn(page, button('Connect an account'))
    const dialog = page.getByRole('dialog')
    const choice = dialog.getByRole('button', { name: /Bluesky/ }).or(dialog.getByRole('radio', { name: /Bluesky/ })).first()
    await pressOn(page, choice, 'Space')
    await typeInto(page, dialog.getByRole('textbox', { name: /Your name there/ }), baker.handle)
    const opened = (await comptoir.openedUrls()).length
    await pressOn(page, dialog.getByRole('button', { name: 'Continue in the browser' }))
    await fetch(await authorizeByHttp(await comptoir.openedUrl(opened), baker.handle, baker.password))
    await expect(page.getByText(baker.handle).first()).toBeVisible({ timeout: 20_000 })
  })

  const text = 'Sourdough on Saturday, two loaves a head'
  let dueUtc = 0
  await test.step('write offline, with two pictures and their descriptions, planned two minutes ahead', async () => {
    await cutLine(app)
    await expect(page.getByText(/Offline/).first()).toBeVisible()
    const files = await Promise.all(['loaf', 'oven'].map(async (name, i) => {
      const file = path.join(comptoir.userData, `${name}.jpg`)
      await writeFile(file, await sharp({ create: { width: 800, height: 600, channels: 3, background: { r: 200, g: 120 + i * 60, b: 60 } } }).jpeg().toBuffer())
      return file
    }))
    await app.evaluate(({ dialog }, filePaths) => { dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths }) }, files)
    // Without waiting for the sheet, as a quick hand does: no letter is lost, and none is taken for a key.
    await page.keyboard.press('n')
    await page.keyboard.type(text)
    await expect(page.getByRole('textbox', { name: 'Text', exact: true })).toBeFocused()
    await expect(page.getByRole('textbox', { name: 'Text', exact: true })).toHaveValue(text)
    await pressOn(page, button('Add pictures or a video'))
    await typeInto(page, page.getByRole('textbox', { name: 'Description of loaf.jpg' }), 'A round loaf with a cross on it')
    await typeInto(page, page.getByRole('textbox', { name: 'Description of oven.jpg' }), 'The oven, glowing')
    await tabTo(page, page.getByRole('radio', { name: 'Now' }))
    await page.keyboard.press('ArrowRight')
    await pressOn(page, button('Date'))
    await expect(page.getByRole('dialog').getByRole('table')).toBeVisible()
    await page.waitForTimeout(300) // the calendar takes the focus once it is drawn
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Enter')
    dueUtc = Math.ceil(Date.now() / 60_000) * 60_000 + 60_000
    const due = new Date(dueUtc)
    await tabTo(page, page.getByRole('spinbutton', { name: 'Hours' }).or(page.getByLabel('Hours')))
    await page.keyboard.type(`${String(due.getHours()).padStart(2, '0')}${String(due.getMinutes()).padStart(2, '0')}`)
    await expect(button(/^Schedule for/)).toBeEnabled()
    await page.screenshot({ path: test.info().outputPath('composer.png') })
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText(/^Scheduled for/).first()).toBeVisible()
  })

  await test.step('close the window, restore the line: it goes out once on both, at its time, with its descriptions', async () => {
    await app.evaluate(({ BrowserWindow }) => { BrowserWindow.getAllWindows()[0]?.close() })
    await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false)).toBe(false)
    await restoreLine(app)
    const alts = ['A round loaf with a cross on it', 'The oven, glowing']
    await expect.poll(async () => (await blueskyPosts(bluesky, baker)).map(post => ({ text: post.text, alts: post.alts })), { timeout: 180_000, intervals: [1000] }).toEqual([{ text, alts }])
    await expect.poll(async () => (await practiceStatuses(comptoir)).filter(status => status.text.includes(text)).map(status => status.media.map(m => m.description)), { timeout: 30_000 }).toEqual([alts])
    const times = [(await blueskyPosts(bluesky, baker))[0]?.createdAt, (await practiceStatuses(comptoir)).find(status => status.text.includes(text))?.createdAt]
    for (const time of times) {
      expect(Date.parse(time ?? '')).toBeGreaterThanOrEqual(dueUtc)
      expect(Date.parse(time ?? '')).toBeLessThan(dueUtc + 20_000)
    }
    const listed = await page.evaluate(() => window.comptoir.outbox.list())
    const remotes = listed.ok ? listed.value.flatMap(({ state }) => state.kind === 'published' ? state.remotes : []) : []
    expect(remotes).toHaveLength(2)
    for (const remote of remotes) expect(await (await fetch(remote.url ?? '')).text()).toContain('Sourdough on Saturday')
  })

  let question = ''
  await test.step('an answer rings on the desktop; the click brings the window to it', async () => {
    const rings = await notifications.waitFor(1)
    question = (rings[0]?.body ?? '').replace(/^(@\S+\s+)+/, '') // the screen leaves our own name off its head
    expect(question.length).toBeGreaterThan(3)
    notifications.click(0)
    await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false)).toBe(true)
    await expect(page.getByText(question.slice(0, 30)).first()).toBeVisible()
  })

  await test.step('the reply written offline leaves once when the line is back', async () => {
    await cutLine(app)
    await expect(page.getByText(/Offline/).first()).toBeVisible()
    await page.keyboard.press('r')
    await page.keyboard.type('With pleasure, I keep one for you')
    await page.keyboard.press('Control+Enter')
    await expect(page.getByText('With pleasure, I keep one for you').first()).toBeVisible()
    await page.screenshot({ path: test.info().outputPath('reply-waits.png') })
    await restoreLine(app)
    const replies = async () => (await practiceStatuses(comptoir)).filter(status => status.text.includes('With pleasure, I keep one for you'))
    await expect.poll(async () => (await replies()).length, { timeout: 60_000 }).toBe(1)
    expect((await replies())[0]?.inReplyToId).not.toBeNull()
    await page.waitForTimeout(5_000)
    expect(await replies()).toHaveLength(1)
  })
})
