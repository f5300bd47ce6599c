import type { Page } from '@playwright/test'
import { connectOutside } from './contract.ts'
import { expect, test } from './fixtures.ts'
import { goTo, lookAround } from './pages/counter.ts'
import { startOutsideServer } from './servers/outside-server.ts'

const refresh = (page: Page) => page.evaluate(() => window.comptoir.reading.refresh())

test('a ring leads to what was written, with the window hidden or gone; many ring once; quiet hours are quiet', async ({ comptoir, notifications }) => {
  const { app } = comptoir
  const server = await startOutsideServer()
  try {
    await lookAround(comptoir.page)
    await connectOutside(comptoir, server)
    const say = (from: string, text: string) => { server.say({ from, text: `@${server.ownerHandle} ${text}` }) }
    const isVisible = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false)
    await refresh(comptoir.page)

    await test.step('hidden: the click brings the window up, at the words', async () => {
      await app.evaluate(({ BrowserWindow }) => { BrowserWindow.getAllWindows()[0]?.close() })
      await expect.poll(isVisible).toBe(false)
      say('alice_h', 'Is the rye bread in?')
      await refresh(comptoir.page)
      const [ring] = await notifications.waitFor(1)
      expect(ring?.summary).toContain('Alice Hartwell')
      expect(ring?.body).toContain('Is the rye bread in?')
      notifications.click(0)
      await expect.poll(isVisible).toBe(true)
      await expect(comptoir.page.getByRole('textbox', { name: /^Your answer to Alice Hartwell/ })).toBeVisible()
    })

    await test.step('gone: the click makes it anew, at the words', async () => {
      await goTo(comptoir.page, 'Today')
      say('george_w', 'Do you deliver on Sunday?')
      await refresh(comptoir.page)
      await notifications.waitFor(2)
      await app.evaluate(({ BrowserWindow }) => { BrowserWindow.getAllWindows()[0]?.destroy() })
      await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0)
      const opening = app.waitForEvent('window')
      notifications.click(1)
      const page = await opening
      await expect(page.getByRole('textbox', { name: /^Your answer to George Whitlock/ })).toBeVisible()
      await expect(page.getByText('Do you deliver on Sunday?').last()).toBeVisible()

      await test.step('four at once ring once, and lead to the inbox', async () => {
        await goTo(page, 'Today')
        for (const from of ['alice_h', 'george_w', 'farah_k', 'isaac_b']) say(from, 'A word to you')
        await refresh(page)
        const rings = await notifications.waitFor(3)
        expect(rings[2]?.summary).toContain('4')
        notifications.click(2)
        await expect(page.getByRole('main', { name: 'Inbox' })).toBeVisible()
      })

      await test.step('in quiet hours it comes in without a sound', async () => {
        const quiet = (isOn: boolean) => page.evaluate(async isOn => {
          const clock = (inMs: number) => { const at = new Date(Date.now() + inMs); return `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}` }
          const settings = await window.comptoir.system.settings()
          if (settings.ok) await window.comptoir.system.change({ ...settings.value, quietHours: { isOn, from: clock(-3_600_000), to: clock(3_600_000) } })
        }, isOn)
        await quiet(true)
        say('farah_k', 'Late in the evening')
        await refresh(page)
        await expect(page.getByText('Late in the evening').first()).toBeVisible()
        await quiet(false)
        say('isaac_b', 'In the morning')
        await refresh(page)
        const rings = await notifications.waitFor(4)
        expect(rings.slice(3).map(ring => ring.body).join()).toContain('In the morning')
        expect(rings.map(ring => ring.body).join()).not.toContain('Late in the evening')
      })
    })
  } finally {
    await server.close()
  }
})
