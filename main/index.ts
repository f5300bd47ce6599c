import { app, dialog, net, powerMonitor, session, shell } from 'electron'
import keytar from 'keytar'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Opening, SystemState } from '../preload/contract/system.ts'
import { createAccountCopy } from './accounts/account-copy.ts'
import { createAccounts } from './accounts/accounts.ts'
import { browserPage } from './accounts/browser-page.ts'
import { throughBrowser } from './accounts/browser-sign-in.ts'
import { expiryNews } from './accounts/expiry.ts'
import { createPracticeAccount } from './accounts/practice-account.ts'
import { createSecrets } from './accounts/secrets.ts'
import { createVault } from './accounts/vault.ts'
import { askForBackup } from './backups/ask-for-backup.ts'
import { createBackups } from './backups/backups.ts'
import { createBringBack } from './backups/bring-back.ts'
import { createHttp } from './http/request.ts'
import { accountCalls } from './ipc/accounts.ts'
import { backupCalls } from './ipc/backups.ts'
import { chooseFolder } from './ipc/choose-folder.ts'
import { logCalls } from './ipc/log.ts'
import { mediaCalls } from './ipc/media.ts'
import { outboxCalls } from './ipc/outbox.ts'
import { readingCalls } from './ipc/reading.ts'
import { registerCalls } from './ipc/register.ts'
import { systemCalls } from './ipc/system.ts'
import { webSpaceCalls } from './ipc/web-space.ts'
import { createJournal, type Journal } from './journal/journal.ts'
import { copiesBesides } from './journal/copy-before-upgrade.ts'
import { copiesIn, type JournalCopies } from './journal/open.ts'
import { NewerJournal } from './journal/schema.ts'
import { createLetGo } from './media/let-go.ts'
import { createMediaStore } from './media/media-store.ts'
import type { AccountId } from '../preload/contract/ids.ts'
import type { Pace } from '../preload/contract/pace.ts'
import { fail, ok } from '../preload/contract/result.ts'
import { networks } from './networks/registry.ts'
import { createNotifications } from './notifications/notifications.ts'
import { isQuiet, wallClock } from './notifications/quiet-hours.ts'
import { createPollLoop } from './polling/loop.ts'
import { createBudget } from './publishing/budget.ts'
import { deriveDueAgain } from './publishing/derive-due.ts'
import { exportStory } from './publishing/export-story.ts'
import { createHandRings } from './publishing/by-hand.ts'
import { createHandFiles } from './publishing/hand-files.ts'
import { createPublishLoop } from './publishing/loop.ts'
import { createOutbox } from './publishing/outbox.ts'
import { createPause } from './publishing/pause.ts'
import { createWatchdog } from './publishing/watchdog.ts'
import { createEveningCheck } from './readiness/evening-check.ts'
import { gatherFacts } from './readiness/gather-facts.ts'
import { aboutInfo } from './system/about.ts'
import { applySettings } from './system/apply-settings.ts'
import { createClock } from './system/clock.ts'
import { eraseFiles } from './system/erase-files.ts'
import { createLine, isLoopback } from './system/line.ts'
import { createLog, logUncaught, type Log } from './system/log.ts'
import { createPresence } from './system/presence.ts'
import { createSettings } from './system/settings.ts'
import { userName } from './system/user-name.ts'
import { chooseLanguage, textsFor } from './text/texts.ts'
import { setApplicationMenu } from './window/application-menu.ts'
import { registerAppScheme, serveApp } from './window/app-protocol.ts'
import { askAfterPageLost, askBeforeQuit } from './window/ask-before-quit.ts'
import { createAvatars } from './window/avatars.ts'
import { findDeepLink, listenForDeepLinks } from './window/deep-link.ts'
import { createLinkOpener } from './window/link-out.ts'
import { guardContents, guardSession, startUrl } from './window/security.ts'
import { createQuitting } from './window/quitting.ts'
import { claimSingleInstance, hiddenSwitch } from './window/single-instance.ts'
import { createTray, type TrayHandle } from './window/tray.ts'
import { createMainWindow, type MainWindow } from './window/window.ts'
import { createWebSpaces } from './web-space/web-space.ts'

// The order of a start. Each line makes one thing from those above it; what they do stands in their own files.

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
  const clock = createClock({ wall, runningMs: () => performance.now(), changed: () => { stateChanged() } })
  const { now } = clock
  const folder = app.getPath('userData')
  const repo = app.getAppPath()
  const log = createLog(path.join(folder, 'logs'), wall)
  logUncaught(log)
  const logTrouble = (where: string, error: unknown): void => { log.error(where, error) }
  const systemLanguages = app.getPreferredSystemLanguages()

  const backupFolder = path.join(folder, 'backups')
  const opened = openJournalOrStop(path.join(folder, 'journal.sqlite'), backupFolder, systemLanguages, log)
  if (!opened) return
  const journal: Journal = opened
  const accountCopy = createAccountCopy(path.join(folder, 'accounts.json'), logTrouble)
  if (journal.isRecovered) {
    for (const account of accountCopy.read()) journal.accounts.put(account)
    log.error('the journal was damaged or older than it had been', undefined, { putAside: journal.putAside })
  }
  const settings = createSettings(journal.settings, log)
  const language = () => chooseLanguage(settings.get().language, systemLanguages)
  const texts = () => textsFor(language())

  const line = createLine({ isOnline: () => net.isOnline(), power: powerMonitor, now: wall })
  const presence = createPresence({ store: journal.settings, now: wall, power: powerMonitor, line, cameBack: () => { stateChanged() }, logTrouble })
  const http = createHttp({
    now, userAgent: `Comptoir/${app.getVersion()}`,
    log: text => { log.info(text) },
    saw: line.saw,
    sawClock: clock.saw,
  })
  const media = createMediaStore(path.join(folder, 'media'), log)
  const isOwnServer = (url: URL): boolean => journal.accounts.all().some(account => URL.parse(account.serverUrl)?.origin === url.origin)
  const openLink = createLinkOpener(url => shell.openExternal(url), { isOwnServer, onTrouble: cause => { log.error('a link could not be opened', cause) } })

  const vault = createVault({
    keychain: keytar, service: process.env['COMPTOIR_KEYCHAIN_SERVICE'] ?? 'Comptoir', timeoutMs: 20_000, redact: secret => { log.redact.add(secret) },
    onState: state => {
      stateChanged()
      if (state === 'open') loop.release('keychain')
    },
  })
  const webSpaces = createWebSpaces({ rows: journal.settings, vault, http, media, now, changed: () => { stateChanged() }, setWake, logTrouble })
  const budget = createBudget({ rows: journal.quotas, quotasOf: id => {
    const account = journal.accounts.get(id)
    return account?.byHand ? null : networks.find(network => network.description.id === account?.network)?.quotas ?? null
  }, now, logTrouble, setWake })
  const accounts = createAccounts({
    journal, budget, vault, secrets: createSecrets(vault), networks, http, media: { original: media.original, rendition: media.rendition, get onTheWeb() { return webSpaces.onTheWeb } }, now, log: text => { log.info(text) }, clean: text => log.redact.cleanKnown(text),
    throughBrowser: signal => throughBrowser({
      openExternal: url => shell.openExternal(url), opened: url => { window.send('signInOpened', url) },
      page: outcome => browserPage(outcome, texts().browser, language()), timeoutMs: 600_000, signal,
    }),
    signedIn: id => {
      loop.signedIn(id)
      void polling.hurry()
    },
    refused: account => { notifications.ringTrouble({ kind: 'needs-sign-in', accountId: account.id }) },
    notRevokedChanged: gaveUp => {
      stateChanged()
      if (gaveUp) notifications.ringTrouble({ kind: 'not-revoked', accountId: gaveUp.id, handle: gaveUp.handle, server: URL.parse(gaveUp.serverUrl)?.host ?? gaveUp.serverUrl })
    },
  })
  const practice = createPracticeAccount({ folder: path.join(folder, 'practice'), journal, accounts, vault, language, logTrouble })

  const pause = createPause({ journal, now, who: userName, changed: () => { stateChanged() } })
  const paceOf = (id: AccountId): Pace => settings.get().paceOf[id] ?? settings.get().pace
  const loopClock = {
    look: () => {
      const movedMs = clock.look()
      // What is read brings a server's clock, before anything is sent by ours.
      if (movedMs !== 0) void polling.hurry()
      return movedMs
    },
    isTrusted: (id: AccountId) => {
      const account = journal.accounts.get(id)
      // A reminder is nothing that a wrong clock could publish.
      return clock.isTrusted() || account?.byHand !== undefined || isLoopback(URL.parse(account?.serverUrl ?? '')?.hostname ?? '')
    },
  }
  const loop = createPublishLoop({ journal, now, random: Math.random, isPaused: () => pause.state() !== null, clock: loopClock, pace: paceOf, quotaUntil: budget.waitUntil, connect: accounts.connection, signInRefused: accounts.signInRefused, hangUp: accounts.hangUp, postsAtOnce: accounts.postsAtOnce, logTrouble, setWake })
  const polling = createPollLoop({ journal, accounts, budget, now, random: Math.random, isInFront: () => window.isFocused(), arrived: items => { notifications.ring(items) }, logTrouble, setWake })

  const avatars = createAvatars({ folder: path.join(folder, 'avatars'), http, now, log, isOwnServer, isKnownAvatar: url => journal.events.namedAvatar(url) })
  serveApp({ rendererFolder: path.join(repo, 'dist/renderer'), media, avatars, log })
  guardSession(session.defaultSession)
  guardContents(app, openLink)
  setApplicationMenu(process.platform)

  const iconPath = path.join(repo, 'assets/icon.png')
  const window: MainWindow = createMainWindow({
    preloadPath: path.join(repo, 'dist/preload/index.cjs'), startUrl, iconPath, settings, openLink, log, now,
    startsHidden: process.argv.includes(hiddenSwitch),
    onClose: () => settings.get().staysInTray ? 'hide' : 'close',
    onPageLost: reason => { void reopenOrQuit(reason) },
  })
  openWhere = where => {
    window.show()
    if (where) window.send('opening', where)
  }
  const notifications = createNotifications({
    settings, texts, store: journal.settings, iconPath, now: wall, log,
    accountName: id => journal.accounts.get(id)?.displayName ?? null,
    isOwn: item => journal.accounts.get(item.accountId)?.remoteId === item.person.remoteId,
    open: openWhere,
    onNotShown: (_ring, why) => { log.warn('a notification stayed in the window', { why }) },
  })

  const handRings = createHandRings({
    deliveries: journal.deliveries, now, isPaused: () => pause.state() !== null, isQuietAt: utc => isQuiet(settings.get().quietHours, wallClock(utc)),
    ring: ({ delivery: { id, accountId } }, isReminder) => { notifications.ringTrouble({ kind: 'by-hand', accountId, deliveryId: id, network: journal.accounts.get(accountId)?.byHand?.network ?? '', isReminder }) },
  })
  const handFiles = createHandFiles(path.join(folder, 'by-hand'), { journal, media })

  const tray: TrayHandle = createTray({
    assetsFolder: path.join(repo, 'assets'), platform: process.platform, texts, log,
    state: () => ({ isPaused: pause.state() !== null, waiting: journal.deliveries.waiting().count }),
    acts: {
      open: () => { openWhere(null) }, newPost: () => { openWhere({ kind: 'place', place: 'new-post' }) },
      pause: () => {
        pause.begin('')
        loop.poke()
      },
      // What that will do is shown first.
      resume: () => { openWhere({ kind: 'resume' }) },
      quit: () => { app.quit() },
    },
  })

  const backups = createBackups({ folder: backupFolder, version: app.getVersion(), now, log, rows: journal.settings, copyJournal: journal.copyTo, journalBytes: journal.sizeBytes })
  const bringBack = createBringBack({ journal, media, now, log })

  const watchdog = createWatchdog({
    suspects: journal.suspects, rows: journal.settings, now, isPaused: () => pause.state() !== null, changed: () => { stateChanged() }, poke: loop.poke, logTrouble, setWake,
    ring: ({ accountId, id }, kind) => { notifications.ringTrouble({ kind, accountId, deliveryId: id }) },
  })
  const systemState = (): SystemState => ({ line: line.state(), keychain: vault.state(), pause: pause.state(), alarm: watchdog.alarm(), journalTrouble: journal.putAside, journalId: journal.id, clockOffByMs: clock.offByMs(), backSinceUtc: presence.absences().at(-1)?.untilUtc ?? null, notRevoked: accounts.notRevoked(), hasWebSpace: webSpaces.state().space !== null })
  const readiness = () => gatherFacts({ journal, media, dataFolder: folder, now, zone: () => Intl.DateTimeFormat().resolvedOptions().timeZone, state: systemState, paceOf, quotasOf: budget.state, networks })
  const eveningCheck = createEveningCheck({ settings, store: journal.settings, now: wall, facts: readiness, ring: count => { notifications.ringCheck(count) }, logTrouble })
  registerCalls({
    accounts: accountCalls({ journal, accounts, budget, networks, practice }),
    outbox: outboxCalls({
      journal, outbox: createOutbox(journal, now, paceOf, wall), loop, pause, readiness, now, version: app.getVersion(),
      openFiles: async id => {
        const laid = await handFiles.layOut(id)
        if (!laid.ok) return laid
        const trouble = await shell.openPath(laid.value)
        return trouble === '' ? ok(undefined) : fail({ kind: 'not-found', detail: trouble })
      },
      saveStory: async evidence => {
        const { exportTitle, exportHere } = texts().dialogs
        const chosen = await chooseFolder(window.browserWindow(), exportTitle, exportHere, 'mayMake')
        return chosen === null ? ok(null) : exportStory({ folder: chosen, name: texts().storyFile(evidence.account?.handle ?? '', new Date(evidence.record.delivery.due.utc).toISOString().slice(0, 16).replace('T', ' ').replace(':', 'h')), language: language(), redact: log.redact, evidence })
      },
    }),
    log: logCalls(journal, () => { void polling.hurry() }),
    reading: readingCalls({ journal, accounts, polling, http, now }),
    media: mediaCalls({ media, letGo: createLetGo({ media, journal, backups, now, log }), window: window.browserWindow, texts }),
    backups: backupCalls({ backups, bringBack, folder: backupFolder, chooseFolder: () => chooseFolder(window.browserWindow(), texts().dialogs.importTitle, texts().dialogs.importThis, 'isThere') }),
    webSpace: webSpaceCalls(webSpaces),
    system: systemCalls({
      about: () => aboutInfo({ version: app.getVersion(), dataFolder: folder, systemLanguages, versions: process.versions }),
      state: systemState, settings, absences: presence.absences, openLink, window: window.browserWindow, texts, media, now, log, quit: () => { void quitting.quitNow() },
      journal: () => ({ accounts: journal.accounts.all(), deliveries: journal.deliveries.all().map(record => ({ ...record, story: journal.deliveries.story(record.delivery.id) })) }),
      erase: eraseAll,
    }),
  }, {
    isOurs: event => window.isOwnContents(event.sender) && event.senderFrame === event.sender.mainFrame,
    logTrouble,
  })

  // From here on everything runs.
  applySettings(settings.get(), { app, platform: process.platform, env: process.env }, log)
  settings.onChange(changed => {
    applySettings(changed, { app, platform: process.platform, env: process.env }, log)
    window.send('settingsChanged', changed)
    tray.refresh()
  })
  journal.events.onAppended(entry => {
    tellLogGrew()
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
    window.send('stateChanged', systemState())
    tray.refresh()
  }
  /** Once for all that was appended in a moment, when it is on the disk; the menu beside the clock, slow to draw, more rarely. */
  function tellLogGrew(): void {
    grewSoon ??= setTimeout(() => {
      grewSoon = null
      window.send('logGrew', journal.events.last())
    }, 50)
    traySoon ??= setTimeout(() => {
      traySoon = null
      tray.refresh()
    }, 500)
  }
  function closeJournal(): void {
    // What is still to be told asks the journal.
    for (const timer of [grewSoon, traySoon]) if (timer) clearTimeout(timer)
    journal.close()
  }
  async function stopRunning(): Promise<void> {
    // Not for ever: what is cut off stands in the journal and is cleared up at the next start.
    await Promise.race([Promise.allSettled([loop.stop(), polling.stop()]), new Promise(resolve => { setTimeout(resolve, 5_000) })])
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
  async function reopenOrQuit(reason: string): Promise<void> {
    log.error('the window is lost', undefined, { reason })
    if (await askAfterPageLost(texts())) window.show()
    else await quitting.quitNow()
  }
  async function eraseAll() {
    await Promise.allSettled([loop.stop(), polling.stop()])
    for (const account of journal.accounts.all()) await accounts.disconnect(account.id, true)
    await practice.remove()
    // While its password is still known.
    await webSpaces.remove()
    const names = await vault.names()
    // Without a keychain nothing is in it; a locked one has to be opened first.
    if (!names.ok && names.failure.kind !== 'keychain-absent') return names
    for (const name of names.ok ? names.value : []) await vault.erase(name)
    rmSync(backupFolder, { recursive: true, force: true })
    await eraseFiles({ dataFolder: folder, logFolder: log.folder, media, avatars, pages: session.defaultSession })
    presence.stop() // it notes in the journal until the end
    closeJournal()
    isErased = true
    // The window notes its place once more as it closes, and a request that ends only now is logged.
    app.once('will-quit', () => {
      rmSync(path.join(folder, 'window.json'), { force: true })
      rmSync(log.folder, { recursive: true, force: true })
    })
    // With its mark, the copies from before upgrades, and what was ever put aside.
    for (const name of readdirSync(folder)) if (name.startsWith('journal.sqlite') || name === 'accounts.json') rmSync(path.join(folder, name), { force: true })
    return ok(undefined)
  }
}

let isErased = false
let grewSoon: NodeJS.Timeout | null = null
let traySoon: NodeJS.Timeout | null = null

function setWake(afterMs: number, wake: () => void): () => void {
  const timer = setTimeout(wake, afterMs)
  return () => { clearTimeout(timer) }
}

/** Without a window nobody would see that nothing runs. What was written is left as it is. */
function sayCannotStart(error: unknown): never {
  const { title, body } = textsFor(chooseLanguage('system', app.getPreferredSystemLanguages())).cannotStart
  dialog.showErrorBox(title, body(path.join(app.getPath('userData'), 'logs')))
  setImmediate(() => { app.exit(1) })
  throw error // to the log, as all that is uncaught
}

function openJournalOrStop(file: string, backupFolder: string, systemLanguages: readonly string[], log: Pick<Log, 'warn'>): Journal | null {
  try {
    const copies = (): ReturnType<JournalCopies> => [...copiesIn(backupFolder)(), ...copiesBesides(file)()].sort((a, b) => b.utc - a.utc)
    return createJournal(file, { now: () => Date.now(), warn: line => { log.warn(line) } }, copies)
  } catch (error) {
    if (!(error instanceof NewerJournal)) throw error
    const { title, body } = textsFor(chooseLanguage('system', systemLanguages)).newerData
    dialog.showErrorBox(title, body)
    app.exit(1)
    return null
  }
}
