import { shell } from 'electron'
import keytar from 'keytar'
import path from 'node:path'
import { createAccounts, type AccountsTools } from '../accounts/accounts.ts'
import { browserPage } from '../accounts/browser-page.ts'
import { throughBrowser } from '../accounts/browser-sign-in.ts'
import { createPracticeAccount } from '../accounts/practice-account.ts'
import { createSecrets } from '../accounts/secrets.ts'
import { createVault } from '../accounts/vault.ts'
import { networks } from '../networks/registry.ts'
import type { Trouble } from '../notifications/notifications.ts'
import { createBudget } from '../publishing/budget.ts'
import { createWebSpaces } from '../web-space/web-space.ts'
import { setWake } from './set-wake.ts'
import type { Store } from './store.ts'

export type AccountsRoom = ReturnType<typeof openAccounts>
export type AccountsRoomTools = Store & Pick<AccountsTools, 'http' | 'now' | 'signedIn'> & {
  readonly stateChanged: () => void
  readonly keychainOpened: () => void
  /** The system browser was sent there. */
  readonly signInOpened: (url: string) => void
  readonly ringTrouble: (trouble: Trouble) => void
}

/** Who may speak to which network: secrets, allowances, the accounts themselves, and the one to practise with. */
export function openAccounts({ folder, log, logTrouble, journal, language, texts, media, http, now, signedIn, stateChanged, keychainOpened, signInOpened, ringTrouble }: AccountsRoomTools) {
  const vault = createVault({
    keychain: keytar, service: process.env['COMPTOIR_KEYCHAIN_SERVICE'] ?? 'Comptoir', timeoutMs: 20_000, redact: secret => { log.redact.add(secret) },
    onState: state => {
      stateChanged()
      if (state === 'open') keychainOpened()
    },
  })
  const webSpaces = createWebSpaces({ rows: journal.settings, vault, http, media, now, changed: stateChanged, setWake, logTrouble })
  const budget = createBudget({ rows: journal.quotas, quotasOf: id => {
    const account = journal.accounts.get(id)
    return account?.byHand ? null : networks.find(network => network.description.id === account?.network)?.quotas ?? null
  }, now, logTrouble, setWake })
  const accounts = createAccounts({
    journal, budget, vault, secrets: createSecrets(vault), networks, http, media: { original: media.original, rendition: media.rendition, get onTheWeb() { return webSpaces.onTheWeb } }, now, log: text => { log.info(text) }, clean: text => log.redact.cleanKnown(text),
    throughBrowser: signal => throughBrowser({
      openExternal: url => shell.openExternal(url), opened: signInOpened,
      page: outcome => browserPage(outcome, texts().browser, language()), timeoutMs: 600_000, signal,
    }),
    signedIn,
    refused: account => { ringTrouble({ kind: 'needs-sign-in', accountId: account.id }) },
    notRevokedChanged: gaveUp => {
      stateChanged()
      if (gaveUp) ringTrouble({ kind: 'not-revoked', accountId: gaveUp.id, handle: gaveUp.handle, server: URL.parse(gaveUp.serverUrl)?.host ?? gaveUp.serverUrl })
    },
  })
  const practice = createPracticeAccount({ folder: path.join(folder, 'practice'), journal, accounts, vault, language, logTrouble })
  return { vault, webSpaces, budget, accounts, practice }
}
