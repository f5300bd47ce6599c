import type { AccountSummary } from '../../preload/contract/accounts.ts'
import { networkId } from '../../preload/contract/ids.ts'
import { fail, ok, type Result } from '../../preload/contract/result.ts'
import type { Journal } from '../journal/journal.ts'
import type { SignInTools } from '../networks/network.ts'
import { removePractice, startPracticeServer, type PracticeServer } from '../practice/server.ts'
import type { Accounts } from './accounts.ts'
import type { Vault } from './vault.ts'

/** The practice network's server speaks the Mastodon API, so that a newcomer's first minute takes the real path. */
const spokenNetwork = networkId.parse('mastodon')
const seed = 2026

export type PracticeAccount = {
  /** At start-up: runs the server again if it is connected. */
  start(): Promise<void>
  connect(): Promise<Result<AccountSummary>>
  /** Without trace: its server, its posts, its pictures, what the keychain holds of it. */
  remove(): Promise<void>
  stop(): Promise<void>
}

export type PracticeTools = { readonly folder: string; readonly journal: Journal; readonly accounts: Pick<Accounts, 'connect'>; readonly vault: Pick<Vault, 'names' | 'erase'>; readonly language: () => 'fr' | 'en'; readonly logTrouble: (where: string, error: unknown) => void }

export function createPracticeAccount({ folder, journal, accounts, vault, language, logTrouble }: PracticeTools): PracticeAccount {
  let running: Promise<PracticeServer> | null = null
  const run = (): Promise<PracticeServer> => running ??= startPracticeServer({ folder, seed, language: language(), onCrash: error => { logTrouble('practice network', error) } })
  const stop = async (): Promise<void> => {
    const server = await running
    running = null
    await server?.close()
  }
  return {
    start: async () => {
      if (!journal.accounts.all().some(account => account.isPractice)) return
      const server = await run()
      if (server.hasMoved) logTrouble('practice network', 'its port is taken by another program; it is reachable again once that one has ended')
    },
    connect: async () => {
      const server = await run()
      const consents: SignInTools['throughBrowser'] = async address => {
        const redirectUri = 'http://127.0.0.1/callback'
        const url = await address(redirectUri)
        if (!url.ok) return url
        const back = URL.parse(await server.approve(url.value))
        return back ? ok({ params: back.searchParams, redirectUri }) : fail({ kind: 'internal', detail: 'the practice network sent the browser nowhere' })
      }
      return accounts.connect({ network: spokenNetwork, way: 'browser', server: server.url, handle: '', appPassword: '', clientId: '', clientSecret: '', token: '', chosen: null, again: null }, consents)
    },
    remove: async () => {
      const url = (await running)?.url
      await stop()
      const names = url === undefined ? null : await vault.names()
      // The app's own registration there; a keychain that is locked just now keeps a name that opens nothing any more.
      for (const name of names?.ok ? names.value : []) if (url !== undefined && name.includes(url)) await vault.erase(name)
      removePractice(folder)
    },
    stop,
  }
}
