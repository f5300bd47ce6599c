// The stand-in drives a tiny app, through the same Playwright code that drives Electron.
import { _electron, expect, test, type ElectronApplication, type Page } from '@playwright/test'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openNotificationServer, type NotificationServer } from '../../e2e/notification-server.ts'
import { openBus, type DesktopPart } from '../desktop.ts'

type Fixture = {
  ask(channel: string, value?: unknown): Promise<unknown>
  tell(channel: string, value?: unknown): void
  listen(channel: string, listener: (value: unknown) => void): () => void
  add(left: number, right: number): number
  refuse(): never
  nested: { readonly list: readonly number[]; now(): Date }
}
declare const fixture: Fixture

const executable = path.join(import.meta.dirname, 'electron')
const appFolder = path.join(import.meta.dirname, 'fixture-app')
const it = test.extend<{ folder: string; bus: DesktopPart; desktop: NotificationServer; app: ElectronApplication; page: Page }>({
  folder: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'standin-'))
    await use(folder)
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
  },
  bus: async ({}, use) => {
    const bus = await openBus()
    await use(bus)
    bus.close()
  },
  desktop: async ({ bus }, use) => {
    const desktop = await openNotificationServer(bus.env['DBUS_SESSION_BUS_ADDRESS'] ?? '')
    await use(desktop)
    desktop.close()
  },
  app: async ({ folder, bus, desktop: _ }, use) => {
    process.env['ELECTRON_OVERRIDE_DIST_PATH'] = import.meta.dirname
    const app = await _electron.launch({ args: [appFolder], env: envOf(folder, bus) })
    await use(app)
    await app.close().catch(() => {}) // a test may have ended it
  },
  page: async ({ app }, use) => {
    const page = await app.firstWindow()
    await expect(page.getByRole('heading')).toBeVisible()
    await use(page)
  },
})

test.skip(process.platform !== 'linux', 'the stand-in runs on Linux only')

function envOf(folder: string, bus: DesktopPart): Record<string, string> {
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return { ...Object.fromEntries(inherited), ...bus.env, FIXTURE_USER_DATA: path.join(folder, 'data') }
}

const isVisible = (app: ElectronApplication): Promise<boolean | undefined> => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())

it('values go to main and back as Electron carries them', async ({ page }) => {
  const got = await page.evaluate(async () => {
    const { value, from, isOurs } = (await fixture.ask('echo', { when: new Date(5), map: new Map([[1, 'x']]), bytes: new Uint8Array([9]) })) as {
      value: { when: Date; map: Map<number, string>; bytes: Uint8Array }
      from: string
      isOurs: boolean
    }
    return [value.when.getTime(), value.map.get(1), value.bytes[0], from, isOurs]
  })
  expect(got).toEqual([5, 'x', 9, 'app://fixture', true])
})

it('refusals of main read as they do in Electron', async ({ page }) => {
  const refusal = (channel: string): Promise<unknown> => page.evaluate(one => fixture.ask(one).catch((error: unknown) => (error as Error).message), channel)
  expect(await refusal('fail')).toBe("Error invoking remote method 'fail': TypeError: no good")
  expect(await refusal('nobody')).toBe("Error invoking remote method 'nobody': Error: No handler registered for 'nobody'")
})

it('the preload lives in a world of its own', async ({ page }) => {
  const got = await page.evaluate(() => {
    let refusal = ''
    try {
      fixture.refuse()
    } catch (error) {
      refusal = (error as Error).message
    }
    return [fixture.add(1, 2), refusal, fixture.nested.now().getTime(), Object.isFrozen(fixture.nested.list), typeof Reflect.get(window, 'require'), typeof Reflect.get(window, 'process'), isSecureContext]
  })
  expect(got).toEqual([3, 'never', 0, true, 'undefined', 'undefined', true])
})

it('the own scheme serves pages and takes what they post, under the policy it sends', async ({ page }) => {
  expect(await page.evaluate(() => fetch('/echo', { method: 'POST', body: 'hé' }).then(answer => answer.text()))).toBe('hé')
  expect(await page.title()).toBe('Fixture') // the inline script was refused
})

it('nothing leads out of the page', async ({ page }) => {
  await page.evaluate(() => void window.open('https://example.org/pop'))
  await page.getByText('Away').click()
  await expect.poll(() => page.evaluate(() => fixture.ask('heard'))).toEqual(['open https://example.org/pop', 'navigate https://example.org/away'])
  await expect(page.getByRole('heading')).toHaveText('Fixture')
})

it('a reload is not a goodbye', async ({ app, page }) => {
  await page.reload()
  await page.evaluate(() => location.reload())
  await expect(page.getByRole('heading')).toBeVisible()
  expect(await page.evaluate(() => fixture.add(2, 2))).toBe(4)
  expect(await isVisible(app)).toBe(true)
})

it('a closed window that refuses is only hidden, and comes back', async ({ app, page }) => {
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await expect.poll(() => isVisible(app)).toBe(false)
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.show())
  await expect.poll(() => isVisible(app)).toBe(true)
  expect(await page.evaluate(() => fixture.add(1, 1))).toBe(2)
})

it('a notification is shown on the desktop, and a click on it comes back', async ({ page, desktop }) => {
  await page.evaluate(() => {
    const heard: unknown[] = []
    Reflect.set(window, 'heard', heard)
    fixture.listen('notification', kind => heard.push(kind))
    fixture.tell('notify', 'Two answers')
  })
  const [shown] = await desktop.waitFor(1)
  expect(shown).toMatchObject({ summary: 'Two answers', body: 'Two new answers' })
  desktop.click(0)
  await expect.poll(() => page.evaluate(() => Reflect.get(window, 'heard') as unknown)).toEqual(['show', 'click', 'close'])
})

it('a second start hands its arguments to the first and ends', async ({ page, folder, bus }) => {
  const second = spawn(executable, ['--no-sandbox', appFolder, 'standin://hello'], { env: envOf(folder, bus), stdio: 'ignore' })
  expect(await once(second, 'exit')).toEqual([7, null])
  await expect.poll(() => page.evaluate(() => fixture.ask('heard'))).toEqual(['second standin://hello second'])
})

it('the theme asked for is the theme of the page', async ({ page }) => {
  await page.evaluate(() => fixture.ask('theme', 'dark'))
  await expect.poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true)
})

it('what main copies can be pasted', async ({ page }) => {
  expect(await page.evaluate(() => fixture.ask('copy', 'à bientôt ✓'))).toBe('à bientôt ✓')
})

it('what is not covered says so by name', async ({ app, page: _ }) => {
  const refusals = await app.evaluate(({ app: electronApp, BrowserWindow }) =>
    [() => electronApp.getFileIcon('/'), () => BrowserWindow.getAllWindows()[0]?.setProgressBar(1), () => electronApp.on('gpu-process-crashed' as 'ready', () => {})].map(call => {
      try {
        void call()
        return 'nothing'
      } catch (error) {
        return (error as Error).message.replace(/ \(see.*/, '')
      }
    }),
  )
  expect(refusals).toEqual(['app.getFileIcon', 'BrowserWindow.setProgressBar', "app event 'gpu-process-crashed'"].map(name => `The Electron stand-in does not cover ${name}`))
})

it('killing main takes the browser along', async ({ app, page: _ }) => {
  const browser = (await app.evaluate(() => process.getBuiltinModule('node:child_process').execFileSync('pgrep', ['-P', String(process.pid)]).toString())).trim().split('\n').map(Number)
  expect(browser.length).toBeGreaterThan(0)
  app.process().kill('SIGKILL')
  const isAlive = (processId: number): boolean => {
    const state = process.getBuiltinModule('node:child_process').spawnSync('ps', ['-o', 'stat=', '-p', String(processId)]).stdout.toString().trim()
    return state !== '' && !state.startsWith('Z')
  }
  await expect.poll(() => browser.filter(isAlive)).toEqual([])
})
