import type { AccountSummary } from '../preload/contract/accounts.ts'
import { test as base, type Comptoir } from './fixtures.ts'
import { authorizeByHttp } from './servers/bluesky/consent.ts'
import { BlueskyServersMissing } from './servers/bluesky/install.ts'
import { startBlueskyServers, type BlueskyServers } from './servers/bluesky/start.ts'

type Person = { readonly handle: string; readonly password: string }
export type Bluesky = BlueskyServers & { newPerson(name: string): Promise<Person> }

/** Stories that need Bluesky's real server; it starts once a worker, its people are new in each test. */
export const test = base.extend<object, { bluesky: Bluesky | null }>({
  bluesky: [async ({}, use) => {
    let people = 0
    const servers = await startBlueskyServers().catch((error: unknown) => {
      if (error instanceof BlueskyServersMissing) return null
      throw error
    })
    await use(servers && { ...servers, async newPerson(name) {
      const person = { handle: `${name}${process.pid}x${++people}.test`, password: `password of ${name}` }
      await servers.createAccount(person.handle, person.password)
      return person
    } })
    await servers?.close()
  }, { scope: 'worker', timeout: 300_000 }],
  launchEnv: async ({ bluesky }, use, testInfo) => {
    testInfo.skip(bluesky === null, "Bluesky's own server could not be installed from npm")
    await use({ ...bluesky?.environment })
  },
})

/** By OAuth, with the browser's part done on the server's own pages. */
export async function connectByOAuth(comptoir: Comptoir, person: Person): Promise<AccountSummary> {
  const opened = (await comptoir.openedUrls()).length
  const connecting = comptoir.page.evaluate(handle => window.comptoir.accounts.connect({ network: 'bluesky', way: 'browser', handle }), person.handle)
  const url = await Promise.race([comptoir.openedUrl(opened), connecting.then(result => { throw new Error(`ended before the browser: ${JSON.stringify(result)}`) })])
  await fetch(await authorizeByHttp(url, person.handle, person.password))
  return connectedOrThrow(await connecting)
}

export async function connectByAppPassword(comptoir: Comptoir, person: Person, appPassword: string): Promise<AccountSummary> {
  return connectedOrThrow(await comptoir.page.evaluate(order => window.comptoir.accounts.connect({ network: 'bluesky', way: 'app-password', ...order }), { handle: person.handle, appPassword }))
}

type Connected = Awaited<ReturnType<Window['comptoir']['accounts']['connect']>>
function connectedOrThrow(result: Connected): AccountSummary {
  if (!result.ok) throw new Error(`not connected: ${JSON.stringify(result.failure)}`)
  return result.value
}
