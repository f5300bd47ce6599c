import { app, dialog, net, powerMonitor, shell } from 'electron'
import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Opening, SystemState } from '../preload/contract/system.ts'
import { expiryNews } from './accounts/expiry.ts'
import { askForBackup } from './backups/ask-for-backup.ts'
import { createBackups } from './backups/backups.ts'
import { createBringBack } from './backups/bring-back.ts'
import { createHttp } from './http/request.ts'
import { networks } from './networks/registry.ts'
import type { Trouble } from './notifications/notifications.ts'
import { createPollLoop } from './polling/loop.ts'
import { deriveDueAgain } from './publishing/derive-due.ts'
import { createWatchdog } from './publishing/watchdog.ts'
import { createEveningCheck } from './readiness/evening-check.ts'
import { gatherFacts } from './readiness/gather-facts.ts'
import { applySettings } from './system/apply-settings.ts'
import { createClock } from './system/clock.ts'
import { createLine } from './system/line.ts'
import { createPresence } from './system/presence.ts'
import { chooseLanguage, textsFor } from './text/texts.ts'
import { registerAppScheme } from './window/app-protocol.ts'
import { askAfterPageLost, askBeforeQuit } from './window/ask-before-quit.ts'
import { findDeepLink, listenForDeepLinks } from './window/deep-link.ts'
import { createLinkOpener } from './window/link-out.ts'
import { createQuitting } from './window/quitting.ts'
import { claimSingleInstance } from './window/single-instance.ts'
import { openAccounts } from './wiring/accounts.ts'
import { answerWindow } from './wiring/calls.ts'
import { layOutDesk } from './wiring/desk.ts'
import { eraseAll } from './wiring/erase-all.ts'
import { openPublishing } from './wiring/publishing.ts'
import { setWake } from './wiring/set-wake.ts'
import { openStore } from './wiring/store.ts'
import { createTellings } from './wiring/tell-window.ts'

// The order of a start, and that of an end. Each line makes one thing from those above it: a room of wiring/, or a single thing; what they do stands in
// their own files.

// A data folder of one's own: for a second set of accounts, and for tests.
if (process.env['COMPTOIR_USER_DATA']) app.setPath('userData', process.env['COMPTOIR_USER_DATA'])
// On Linux without a session bus libsecret would start one by itself and wait for ever for someone to unlock it.
if (process.platform === 'linux' && !process.env['DBUS_SESSION_BUS_ADDRESS'] && !existsSync(`/run/user/${process.getuid?.()}/bus`)) process.env['DBUS_SESSION_BUS_ADDRESS'] = 'unix:path=/nonexistent'

registerAppScheme()
let openWhere: (where: Opening | null) => void = () => undefined
if (claimSingleInstance(app, where => { openWhere(where) })) void app.whenReady().then(start).catch(sayCannotStart)
else app.quit()

async function start(): Promise<void> {
  const wall = (): number => Date.now()
  const clock = createClock({ wall, runningMs: () => performance.now(), changed: stateChanged })
  const { now } = clock
  const store = openStore(wall)
  if (!store) return
  const { folder, backupFolder, log, logTrouble, journal, accountCopy, settings, language, texts, media } = store

  const line = createLine({ isOnline: () => net.isOnline(), power: powerMonitor, now: wall })
  const presence = createPresence({ store: journal.settings, now: wall, power: powerMonitor, line, cameBack: stateChanged, logTrouble })
  const http = createHttp({ now, userAgent: `Comptoir/${app.getVersion()}`, log: text => { log.info(text) }, saw: line.saw, sawClock: clock.saw })
  const openLink = createLinkOpener(url => shell.openExternal(url), { isOwnServer: store.isOwnServer, onTrouble: cause => { log.error('a link could not be opened', cause) } })

  const accountsRoom = openAccounts({
    ...store, http, now, stateChanged, ringTrouble,
    keychainOpened: () => { loop.release('keychain') },
    signInOpened: url => { window.send('signInOpened', url) },
    signedIn: id => {
      loop.signedIn(id)
      void polling.hurry()
    },
  })
  const { vault, webSpaces, budget, accounts, practice } = accountsRoom
  // What is read brings a server's clock, before anything is sent by ours.
  const publishing = openPublishing({ ...store, ...accountsRoom, clock, stateChanged, ringTrouble, clockMoved: () => { void polling.hurry() } })
  const { pause, isPaused, paceOf, loop, handRings, handFiles } = publishing
  const polling = createPollLoop({ journal, accounts, budget, now, random: Math.random, isInFront: () => window.isFocused(), arrived: items => { notifications.ring(items) }, logTrouble, setWake })

  const desk = layOutDesk({ ...store, ...publishing, http, now, wall, openLink, onPageLost: reason => { void reopenOrQuit(reason) } })
  const { window, notifications, tray } = desk
  ;({ openWhere } = desk)

  const backups = createBackups({ folder: backupFolder, version: app.getVersion(), now, log, rows: journal.settings, copyJournal: journal.copyTo, journalBytes: journal.sizeBytes })
  const bringBack = createBringBack({ journal, media, now, log })
  const watchdog = createWatchdog({
    suspects: journal.suspects, rows: journal.settings, now, isPaused, changed: stateChanged, poke: loop.poke, logTrouble, setWake,
    ring: ({ accountId, id }, kind) => { notifications.ringTrouble({ kind, accountId, deliveryId: id }) },
  })
  const systemState = (): SystemState => ({ line: line.state(), keychain: vault.state(), pause: pause.state(), alarm: watchdog.alarm(), journalTrouble: journal.putAside, journalId: journal.id, clockOffByMs: clock.offByMs(), backSinceUtc: presence.absences().at(-1)?.untilUtc ?? null, notRevoked: accounts.notRevoked(), hasWebSpace: webSpaces.state().space !== null })
  const readiness = () => gatherFacts({ journal, media, dataFolder: folder, now, zone: () => Intl.DateTimeFormat().resolvedOptions().timeZone, state: systemState, paceOf, quotasOf: budget.state, networks })
  const eveningCheck = createEveningCheck({ settings, store: journal.settings, now: wall, facts: readiness, ring: count => { notifications.ringCheck(count) }, logTrouble })
  const tellings = createTellings({ journal, window, tray, systemState })
  answerWindow({
    ...store, ...accountsRoom, ...publishing, window, http, now, wall, polling, backups, bringBack, systemState, readiness, absences: presence.absences, openLink,
    quit: () => { void quitting.quitNow() },
    erase: () => eraseAll({
      ...store, ...accountsRoom, ...desk, stopLoops,
      closeJournal: () => {
        presence.stop() // it notes in the journal until the end
        closeJournal()
        isErased = true
      },
    }),
  })

  // From here on everything runs.
  applySettings(settings.get(), { app, platform: process.platform, env: process.env }, log)
  settings.onChange(changed => {
    applySettings(changed, { app, platform: process.platform, env: process.env }, log)
    window.send('settingsChanged', changed)
    tray.refresh()
  })
  journal.events.onAppended(entry => {
    tellings.logGrew()
    if (entry.kind === 'account' || entry.kind === 'account-removed') setImmediate(() => { accountCopy.keep(journal.accounts.all()) })
    if (entry.kind !== 'delivery') return
    const { state, delivery } = entry.record
    if (state.kind === 'published') setImmediate(() => { polling.published(delivery.accountId) })
    const trouble = state.kind === 'failed' ? 'failed' : state.kind === 'published' && state.despite ? (state.despite === 'early' ? 'early' : 'despite') : state.kind === 'needs-owner' && state.question.kind !== 'sign-in' ? state.question.kind : null
    if (trouble === 'by-hand') setImmediate(handRings.tick)
    else if (trouble) notifications.ringTrouble({ kind: trouble, accountId: delivery.accountId, deliveryId: delivery.id })
  })
  line.onChange(state => {
    stateChanged()
    if (state === 'offline') return
    loop.release('no-line')
    void polling.hurry()
  })
  line.onWake(() => {
    loop.poke()
    void polling.hurry()
  })
  listenForDeepLinks(app, openWhere)
  const linked = findDeepLink(process.argv)
  if (linked) openWhere(linked)
  app.on('activate', () => { window.show() })
  app.on('window-all-closed', () => { if (!settings.get().staysInTray) app.quit() })
  const quitting = createQuitting({
    app, powerMonitor, process, logTrouble,
    mayQuit: () => {
      const { count, firstDueUtc } = journal.deliveries.waiting()
      return askBeforeQuit({ window: window.browserWindow(), waiting: count, nextUtc: firstDueUtc, texts: texts(), language: language() })
    },
    stop: async () => {
      await stopRunning()
      if (!isErased) closeJournal()
    },
  })
  await practice.start().catch((error: unknown) => { logTrouble('practice network', error) })
  deriveDueAgain(journal, process.versions.tz ?? '', now())
  loop.start()
  polling.start()
  void webSpaces.sweep()
  void polling.hurry()
  const tellExpiry = (): void => { for (const { account, days, posts } of expiryNews(journal, now())) notifications.ringTrouble({ kind: 'expires', accountId: account.id, days, posts }) }
  tellExpiry()
  const expiryTimer = setInterval(tellExpiry, 600_000)
  handRings.tick()
  const handTimer = setInterval(handRings.tick, 60_000)
  void handFiles.tidy().catch((error: unknown) => { logTrouble('files posted by hand', error) })
  const stopBackups = askForBackup({ isDue: backups.isDue, want: () => { window.send('backupWanted', undefined) }, setWake, logTrouble })
  function stateChanged(): void {
    tellings.stateChanged()
  }
  function ringTrouble(trouble: Trouble): void {
    notifications.ringTrouble(trouble)
  }
  async function reopenOrQuit(reason: string): Promise<void> {
    log.error('the window is lost', undefined, { reason })
    if (await askAfterPageLost(texts())) window.show()
    else await quitting.quitNow()
  }
  function stopLoops(): Promise<unknown> {
    return Promise.allSettled([loop.stop(), polling.stop()])
  }
  async function stopRunning(): Promise<void> {
    // Not for ever: what is cut off stands in the journal and is cleared up at the next start.
    await Promise.race([stopLoops(), new Promise(resolve => { setTimeout(resolve, 5_000) })])
    await practice.stop()
    stopBackups()
    webSpaces.stop()
    watchdog.stop()
    if (!isErased) budget.stop()
    notifications.stop()
    clearInterval(expiryTimer)
    clearInterval(handTimer)
    line.stop()
    if (!isErased) presence.stop()
    eveningCheck.stop()
  }
  function closeJournal(): void {
    tellings.stop()
    journal.close()
  }
}

let isErased = false

/** Without a window nobody would see that nothing runs. What was written is left as it is. */
function sayCannotStart(error: unknown): never {
  const { title, body } = textsFor(chooseLanguage('system', app.getPreferredSystemLanguages())).cannotStart
  dialog.showErrorBox(title, body(path.join(app.getPath('userData'), 'logs')))
  setImmediate(() => { app.exit(1) })
  throw error // to the log, as all that is uncaught
}
