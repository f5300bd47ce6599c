import { startComptoir, connectAll, type RunningApp } from './app.ts'
import { fillJournal, fillStore, type Sizes } from './fill.ts'
import type { Machine } from './machine.ts'
import { bringTools } from './page-tools.ts'
import { startServers, type Servers } from './servers.ts'

/** Data of years of a busy shop, with three accounts connected to servers that run as long as it does. */
export type Shop = { readonly sizes: Sizes; open(): Promise<RunningApp>; close(): Promise<void> }

const name = 'shop'

export async function openShop(machine: Machine, scale: number): Promise<Shop> {
  // A million samples: hours of three accounts, and what each of their posts has brought.
  const sizes: Sizes = { items: Math.round(100_000 * scale), posts: Math.round(20_000 * scale), accountSamples: Math.round(80_000 * scale), postSamples: Math.round(920_000 * scale) }
  const servers = await startServers(3)
  try {
    const { userData, world } = await fillWindow(machine, servers, sizes)
    fillJournal(userData, world, sizes.posts)
    // The first start after it tidies up what was written.
    await (await startComptoir(machine, name)).close()
  } catch (error) {
    await servers.close()
    throw error
  }
  return { sizes, open: () => startComptoir(machine, name), close: () => servers.close() }
}

async function fillWindow(machine: Machine, servers: Servers, sizes: Sizes) {
  const running = await startComptoir(machine, name)
  try {
    const world = { accounts: await connectAll(running, servers), nowUtc: Date.now(), postsPerMonth: Math.ceil(sizes.posts / 40) }
    await fillStore(running.page, world, sizes)
    return { userData: running.userData, world }
  } finally {
    await running.close()
  }
}

/** Opens the app with the page's tools in place and the first work of a start behind it. */
export async function withApp<T>(open: () => Promise<RunningApp>, work: (running: RunningApp) => Promise<T>): Promise<T> {
  const running = await open()
  try {
    await running.page.locator('nav button[aria-current=page]').waitFor()
    await bringTools(running.page)
    await new Promise(resolve => { setTimeout(resolve, 3000) })
    return await work(running)
  } finally {
    await running.close()
  }
}

/** Opens it on fresh data, past the welcome: the same app with nothing in it. */
export async function withEmptyShop<T>(machine: Machine, work: (running: RunningApp) => Promise<T>): Promise<T> {
  return withApp(async () => {
    const running = await startComptoir(machine, 'empty-shop')
    const passBy = running.page.getByRole('button', { name: 'Have a look around first' })
    await running.page.locator('nav button[aria-current=page]').or(passBy).waitFor()
    if (await passBy.isVisible()) await passBy.click()
    return running
  }, work)
}
