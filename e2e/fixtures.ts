import { test as base, _electron, expect, type ElectronApplication, type Page } from '@playwright/test'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openBus, openKeyring, type DesktopPart } from '../scripts/desktop.ts'
import { useRuntime } from '../scripts/runtime.ts'
import { openNotificationServer, type NotificationServer } from './notification-server.ts'

const repo = path.resolve(import.meta.dirname, '..')
const isLinux = process.platform === 'linux'
useRuntime() // Playwright then starts Electron, or the stand-in, by itself

/** The built app on a data folder of its own, with a desktop of its own around it. The tests do not know which runtime it is. */
export type Comptoir = {
  readonly app: ElectronApplication
  readonly page: Page
  readonly userData: string
  /** The name its tokens have in the keychain; unique to the test. */
  readonly keychainService: string
  /** What the app gets besides the environment of the tests; for programs that must share its desktop. */
  readonly env: Readonly<Record<string, string>>
  /** Quits as a person does, and starts again on the same data. */
  relaunch(): Promise<Page>
  /** Starts again after `killMain` or `quit`. */
  launch(extraArgs?: readonly string[]): Promise<Page>
  /** SIGKILL: no goodbye, nothing written at the end. */
  killMain(): Promise<void>
  quit(): Promise<void>
  /** URLs the app gave to the system's browser, oldest first. */
  openedUrls(): Promise<readonly string[]>
  /** Waits for the n-th of them (from 0): the browser's part of a sign-in starts with it. */
  openedUrl(index: number): Promise<string>
}

type Options = {
  /** Environment the app gets in addition. */
  launchEnv: Record<string, string>
  /** Arguments the app gets in addition. */
  launchArgs: string[]
  /** The system's language. */
  systemLanguage: 'en' | 'fr'
}
type Fixtures = Options & { desktop: Desktop; comptoir: Comptoir; app: ElectronApplication; page: Page; notifications: NotificationServer }
type Desktop = { readonly folder: string; readonly env: Readonly<Record<string, string>>; readonly notifications: NotificationServer | undefined }

/** A folder that holds all the test leaves behind, a bus and a keyring of its own (Linux), a browser that only notes what it was given. */
async function openDesktop(): Promise<Desktop & { close(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'comptoir-e2e-'))
  const programs = path.join(folder, 'bin')
  const home = path.join(folder, 'home')
  await mkdir(programs)
  await mkdir(home)
  await writeFile(path.join(folder, 'opened-urls'), '')
  await writeFile(path.join(programs, 'xdg-open'), `#!/bin/sh\nprintf '%s\\n' "$1" >> '${path.join(folder, 'opened-urls')}'\n`)
  await chmod(path.join(programs, 'xdg-open'), 0o755)
  const parts: DesktopPart[] = []
  const env: Record<string, string> = {}
  let notifications: NotificationServer | undefined
  if (isLinux) {
    const bus = await openBus()
    parts.push(bus, await openKeyring(path.join(folder, 'keyring'), bus))
    notifications = await openNotificationServer(bus.env['DBUS_SESSION_BUS_ADDRESS'] ?? '')
    Object.assign(env, bus.env, {
      PATH: `${programs}${path.delimiter}${process.env['PATH'] ?? ''}`,
      HOME: home,
      XDG_CONFIG_HOME: path.join(home, '.config'),
      XDG_DATA_HOME: path.join(home, '.local/share'),
      XDG_CACHE_HOME: path.join(home, '.cache'),
    })
  }
  return {
    folder,
    env,
    notifications,
    async close() {
      notifications?.close()
      for (const part of parts.reverse()) part.close()
      await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }) // a killed app's last processes may still write
    },
  }
}

const languages = { en: 'en_GB.UTF-8', fr: 'fr_FR.UTF-8' } as const

export const test = base.extend<Fixtures>({
  launchEnv: [{}, { option: true }],
  launchArgs: [[], { option: true }],
  systemLanguage: ['en', { option: true }],

  desktop: async ({}, use) => {
    const desktop = await openDesktop()
    await use(desktop)
    await desktop.close()
  },

  notifications: async ({ desktop }, use, testInfo) => {
    if (desktop.notifications === undefined) testInfo.skip(true, 'only a Linux desktop lets a test see its notifications')
    else await use(desktop.notifications)
  },

  comptoir: async ({ desktop, launchEnv, launchArgs, systemLanguage }, use, testInfo) => {
    const userData = path.join(desktop.folder, 'user-data')
    const keychainService = `Comptoir test ${testInfo.testId} ${path.basename(desktop.folder)}`
    const env = {
      ...desktop.env,
      LANG: languages[systemLanguage],
      LANGUAGE: systemLanguage,
      COMPTOIR_USER_DATA: userData,
      COMPTOIR_KEYCHAIN_SERVICE: keychainService,
      ...launchEnv,
    }
    // Its process is held: an app that ended by itself no longer tells it.
    let running: { readonly app: ElectronApplication; readonly page: Page; readonly child: ReturnType<ElectronApplication['process']> } | undefined
    let launches = 0
    const current = (): NonNullable<typeof running> => {
      if (running === undefined) throw new Error('The app is not running')
      return running
    }

    const launch = async (extraArgs: readonly string[] = []): Promise<Page> => {
      const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
      const app = await _electron.launch({ args: [repo, `--user-data-dir=${userData}`, ...launchArgs, ...extraArgs], env: { ...Object.fromEntries(inherited), ...env } })
      const logFile = testInfo.outputPath(`main-${++launches}.log`)
      const log: string[] = []
      for (const stream of [app.process().stdout, app.process().stderr]) stream?.on('data', (data: Buffer) => log.push(data.toString()))
      app.process().on('exit', () => void (testInfo.status === testInfo.expectedStatus ? undefined : writeFile(logFile, log.join(''))))
      if (!isLinux) await noteOpenedUrls(app, path.join(desktop.folder, 'opened-urls'))
      await app.context().tracing.start({ screenshots: true, snapshots: true })
      const page = await app.firstWindow()
      await page.waitForLoadState('domcontentloaded')
      running = { app, page, child: app.process() }
      return page
    }
    const keepTrace = async (): Promise<void> => {
      const hasFailed = testInfo.status !== testInfo.expectedStatus
      // The app may be gone already; then there is no trace to keep.
      await running?.app.context().tracing.stop(hasFailed ? { path: testInfo.outputPath(`trace-${launches}.zip`) } : {}).catch(() => {})
    }
    const killMain = async (): Promise<void> => {
      const { child } = current()
      running = undefined
      if (child.exitCode !== null || child.signalCode !== null) return
      const exited = once(child, 'exit')
      child.kill('SIGKILL')
      await exited
    }
    const quit = async (): Promise<void> => {
      const { app } = current()
      running = undefined
      await app.close()
    }

    const comptoir: Comptoir = {
      get app() { return current().app },
      get page() { return current().page },
      userData,
      keychainService,
      env,
      launch,
      killMain,
      quit,
      async relaunch() {
        await quit()
        return launch()
      },
      openedUrls: () => readLines(path.join(desktop.folder, 'opened-urls')),
      async openedUrl(index) {
        await expect.poll(async () => (await readLines(path.join(desktop.folder, 'opened-urls'))).length, { message: 'the app opens the browser' }).toBeGreaterThan(index)
        return (await readLines(path.join(desktop.folder, 'opened-urls')))[index] ?? ''
      },
    }
    await launch()
    await use(comptoir)
    await keepTrace()
    if (running !== undefined) {
      const { child } = running
      // An app that asks before it quits must not hold the test up.
      const tooLong = setTimeout(() => child.kill('SIGKILL'), 5_000)
      await quit().catch(() => {}) // killed meanwhile
      clearTimeout(tooLong)
    }
  },

  app: async ({ comptoir }, use) => use(comptoir.app),
  page: async ({ comptoir }, use) => use(comptoir.page),
})

/** Elsewhere than on Linux the system opens URLs by a call, not by a program that could be replaced. */
async function noteOpenedUrls(app: ElectronApplication, file: string): Promise<void> {
  await app.evaluate(({ shell }, target) => {
    shell.openExternal = url => Promise.resolve(process.getBuiltinModule('node:fs').appendFileSync(target, `${url}\n`))
  }, file)
}

async function readLines(file: string): Promise<string[]> {
  return (await readFile(file, 'utf8')).split('\n').filter(line => line !== '')
}

export { expect }
