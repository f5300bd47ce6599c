import { app, shell } from 'electron'
import { fail, ok } from '../../preload/contract/result.ts'
import type { ReadinessFacts } from '../../preload/contract/readiness.ts'
import type { Backups } from '../backups/backups.ts'
import type { BringBack } from '../backups/bring-back.ts'
import type { Http } from '../http/http.ts'
import { accountCalls } from '../ipc/accounts.ts'
import { backupCalls } from '../ipc/backups.ts'
import { chooseFolder } from '../ipc/choose-folder.ts'
import { logCalls } from '../ipc/log.ts'
import { mediaCalls } from '../ipc/media.ts'
import { outboxCalls } from '../ipc/outbox.ts'
import { readingCalls } from '../ipc/reading.ts'
import { registerCalls } from '../ipc/register.ts'
import { systemCalls, type SystemDeps } from '../ipc/system.ts'
import { webSpaceCalls } from '../ipc/web-space.ts'
import { createLetGo } from '../media/let-go.ts'
import { networks } from '../networks/registry.ts'
import type { PollLoop } from '../polling/loop.ts'
import { exportStory } from '../publishing/export-story.ts'
import { createOutbox } from '../publishing/outbox.ts'
import { aboutInfo } from '../system/about.ts'
import type { AccountsRoom } from './accounts.ts'
import type { Desk } from './desk.ts'
import type { PublishingRoom } from './publishing.ts'
import type { Store } from './store.ts'

export type CallsTools = Store & AccountsRoom & PublishingRoom & Pick<Desk, 'window'> & Pick<SystemDeps, 'absences' | 'erase' | 'openLink' | 'quit'> & {
  readonly http: Http
  readonly now: () => number
  readonly wall: () => number
  readonly polling: PollLoop
  readonly backups: Backups
  readonly bringBack: BringBack
  readonly systemState: SystemDeps['state']
  readonly readiness: () => Promise<ReadinessFacts>
}

/** What the window may ask, and who answers. */
export function answerWindow(tools: CallsTools): void {
  const { journal, accounts, media, texts, language, log, logTrouble, now, wall, window, loop, pause, polling, backups } = tools
  const version = app.getVersion()
  registerCalls({
    accounts: accountCalls({ journal, accounts, budget: tools.budget, networks, practice: tools.practice }),
    outbox: outboxCalls({
      journal, outbox: createOutbox(journal, now, tools.paceOf, wall), loop, pause, readiness: tools.readiness, now, version,
      openFiles: async id => {
        const laid = await tools.handFiles.layOut(id)
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
    reading: readingCalls({ journal, accounts, polling, http: tools.http, now }),
    media: mediaCalls({ media, letGo: createLetGo({ media, journal, backups, now, log }), window: window.browserWindow, texts }),
    backups: backupCalls({ backups, bringBack: tools.bringBack, folder: tools.backupFolder, chooseFolder: () => chooseFolder(window.browserWindow(), texts().dialogs.importTitle, texts().dialogs.importThis, 'isThere') }),
    webSpace: webSpaceCalls(tools.webSpaces),
    system: systemCalls({
      about: () => aboutInfo({ version, dataFolder: tools.folder, systemLanguages: tools.systemLanguages, versions: process.versions }),
      state: tools.systemState, settings: tools.settings, absences: tools.absences, openLink: tools.openLink, window: window.browserWindow, texts, media, now, log, quit: tools.quit,
      journal: () => ({ accounts: journal.accounts.all(), deliveries: journal.deliveries.all().map(record => ({ ...record, story: journal.deliveries.story(record.delivery.id) })) }),
      erase: tools.erase,
    }),
  }, {
    isOurs: event => window.isOwnContents(event.sender) && event.senderFrame === event.sender.mainFrame,
    logTrouble,
  })
}
