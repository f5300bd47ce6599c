import { app, dialog } from 'electron'
import path from 'node:path'
import { createAccountCopy } from '../accounts/account-copy.ts'
import { copiesBesides } from '../journal/copy-before-upgrade.ts'
import { createJournal, type Journal } from '../journal/journal.ts'
import { copiesIn, type JournalCopies } from '../journal/open.ts'
import { NewerJournal } from '../journal/schema.ts'
import { createMediaStore } from '../media/media-store.ts'
import { createLog, logUncaught, type Log } from '../system/log.ts'
import { createSettings } from '../system/settings.ts'
import { chooseLanguage, textsFor } from '../text/texts.ts'

/** What lies in the data folder, and in which language it is spoken of. */
export type Store = NonNullable<ReturnType<typeof openStore>>

/** Null where the data is of a newer Comptoir: then it has said so and the app is ending. */
export function openStore(wall: () => number) {
  const folder = app.getPath('userData')
  const backupFolder = path.join(folder, 'backups')
  const log = createLog(path.join(folder, 'logs'), wall)
  logUncaught(log)
  const logTrouble = (where: string, error: unknown): void => { log.error(where, error) }
  const systemLanguages = app.getPreferredSystemLanguages()

  const journal = openJournalOrStop(path.join(folder, 'journal.sqlite'), backupFolder, systemLanguages, log)
  if (!journal) return null
  const accountCopy = createAccountCopy(path.join(folder, 'accounts.json'), logTrouble)
  if (journal.isRecovered) {
    for (const account of accountCopy.read()) journal.accounts.put(account)
    log.error('the journal was damaged or older than it had been', undefined, { putAside: journal.putAside })
  }
  const settings = createSettings(journal.settings, log)
  const language = () => chooseLanguage(settings.get().language, systemLanguages)
  return {
    folder, backupFolder, log, logTrouble, systemLanguages, journal, accountCopy, settings, language,
    texts: () => textsFor(language()),
    media: createMediaStore(path.join(folder, 'media'), log),
    isOwnServer: (url: URL): boolean => journal.accounts.all().some(account => URL.parse(account.serverUrl)?.origin === url.origin),
  }
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
