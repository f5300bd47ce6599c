import { _electron, type ElectronApplication, type Page } from 'playwright'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { AccountSummary } from '../../preload/contract/accounts.ts'
import { useRuntime } from '../runtime.ts'
import type { Machine } from './machine.ts'
import type { Servers } from './servers.ts'

const repo = path.resolve(import.meta.dirname, '../..')
export const runtime = useRuntime() // Playwright then starts Electron, or the stand-in, by itself

export type RunningApp = { readonly app: ElectronApplication; readonly page: Page; readonly userData: string; readonly pid: number; close(): Promise<void> }

/** Any app on a data folder under the machine's. */
async function start(folder: string, name: string, { env, folder: home }: Machine): Promise<RunningApp> {
  const userData = path.join(home, name)
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const app = await _electron.launch({
    args: [folder, `--user-data-dir=${userData}`], timeout: 120_000,
    env: { ...Object.fromEntries(inherited), ...env, COMPTOIR_USER_DATA: userData, COMPTOIR_KEYCHAIN_SERVICE: `Comptoir bench ${path.basename(home)} ${name}` },
  })
  const child = app.process()
  const page = await app.firstWindow({ timeout: 120_000 })
  page.setDefaultTimeout(60_000)
  return {
    app, page, userData,
    pid: child.pid ?? -1,
    async close() {
      const exited = child.exitCode !== null || child.signalCode !== null ? Promise.resolve() : once(child, 'exit')
      // A start that could not end its work must not hold the run up.
      const tooLong = setTimeout(() => child.kill('SIGKILL'), 15_000)
      await app.close().catch(() => {}) // killed meanwhile
      await exited
      clearTimeout(tooLong)
    },
  }
}

/** The built app. Data of the same name are found again. */
export const startComptoir = (machine: Machine, name: string): Promise<RunningApp> => start(repo, name, machine)

/** The bare runtime: the same window with a page of two lines, served the same way. */
export const startEmpty = (machine: Machine, name: string): Promise<RunningApp> => start(path.join(import.meta.dirname, 'empty-app'), name, machine)

/** The rail and a place are drawn. On fresh data the welcome stands before them, and is passed by. */
export async function waitForShell({ page }: Pick<RunningApp, 'page'>): Promise<void> {
  const rail = page.locator('nav button[aria-current=page]')
  const passBy = page.getByRole('button', { name: 'Have a look around first' })
  await rail.or(passBy).waitFor()
  if (await passBy.isVisible()) await passBy.click()
  await rail.waitFor()
}

/** Signs in to each server in turn, with the browser's part done by the servers' process. */
export async function connectAll({ app, page }: RunningApp, servers: Servers): Promise<readonly AccountSummary[]> {
  await app.evaluate(({ shell }) => {
    const opened: string[] = []
    Reflect.set(globalThis, 'openedByBench', opened)
    shell.openExternal = url => Promise.resolve(void opened.push(url))
  })
  const accounts: AccountSummary[] = []
  for (const [index, url] of servers.urls.entries()) {
    const connecting = page.evaluate(server => window.comptoir.accounts.connect({ network: 'mastodon', way: 'browser', server }), url)
    const asked = await openedUrl(app)
    await (await fetch(await servers.approve(index, asked))).text()
    const connected = await connecting
    if (!connected.ok) throw new Error(`not connected: ${JSON.stringify(connected.failure)}`)
    accounts.push(connected.value)
  }
  return accounts
}

async function openedUrl(app: ElectronApplication): Promise<string> {
  for (;;) {
    const url = await app.evaluate(() => (Reflect.get(globalThis, 'openedByBench') as string[]).shift()) // the cast: made above
    if (url !== undefined) return url
    await new Promise(resolve => { setTimeout(resolve, 50) })
  }
}

export const version = (): string => String(JSON.parse(readFileSync(path.join(repo, 'package.json'), 'utf8')).version)
