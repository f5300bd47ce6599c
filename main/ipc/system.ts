import { clipboard, shell, type BrowserWindow } from 'electron'
import { fail, ok, type Result } from '../../preload/contract/result.ts'
import type { Absence } from '../../preload/contract/away.ts'
import type { AboutInfo, SystemState } from '../../preload/contract/system.ts'
import type { MediaStore } from '../media/media-store.ts'
import { exportData } from '../system/export-data.ts'
import type { Log } from '../system/log.ts'
import type { SettingsHolder } from '../system/settings.ts'
import { isDiskFull } from '../system/write-file.ts'
import type { Texts } from '../text/texts.ts'
import type { LinkOpener } from '../window/link-out.ts'
import type { CallsOf } from './calls.ts'
import { chooseFolder } from './choose-folder.ts'

export type SystemDeps = {
  readonly about: () => AboutInfo
  readonly state: () => SystemState
  readonly settings: SettingsHolder
  readonly absences: () => readonly Absence[]
  readonly openLink: LinkOpener
  readonly window: () => BrowserWindow | null
  readonly texts: () => Texts
  readonly media: MediaStore
  /** What the journal holds, for the export: no sign-ins. */
  readonly journal: () => unknown
  /** Revokes and forgets accounts, erases journal and keychain entries, then files. */
  readonly erase: () => Promise<Result<void>>
  readonly quit: () => void
  readonly now: () => number
  readonly log: Log
}

const done = ok<void>(undefined)

export function systemCalls(deps: SystemDeps): CallsOf<'system'> {
  return {
    about: async () => ok(deps.about()),
    state: async () => ok(deps.state()),
    settings: async () => ok(deps.settings.get()),
    absences: async () => ok([...deps.absences()]),
    async change(wanted) {
      try {
        return ok(deps.settings.change(wanted))
      } catch (cause) {
        if (!isDiskFull(cause)) throw cause // the door logs what is our own mistake
        return fail({ kind: 'disk-full', detail: 'the settings could not be kept' })
      }
    },
    openLink: async url => ((await deps.openLink(url)) ? done : fail({ kind: 'bad-input', detail: 'only https and mail addresses are opened' })),
    async showDataFolder() {
      const trouble = await shell.openPath(deps.about().dataFolder)
      return trouble === '' ? done : fail({ kind: 'not-found', detail: trouble })
    },
    async exportAll({ posts }) {
      const texts = deps.texts()
      const parentFolder = await chooseFolder(deps.window(), texts.dialogs.exportTitle, texts.dialogs.exportHere, 'mayMake')
      if (parentFolder === null) return ok(null)
      return exportData({ parentFolder, posts, journal: deps.journal(), media: deps.media, texts, version: deps.about().version, nowUtc: deps.now() })
    },
    async eraseAll() {
      const erased = await deps.erase()
      // After this answer has left: the window may still want to say goodbye.
      if (erased.ok) setImmediate(deps.quit)
      return erased
    },
    async copyText(text) {
      await clipboard.writeText(text)
      return done
    },
    async reportTrouble({ message, stack }) {
      deps.log.error('the window reported trouble', stack, { what: message.slice(0, 500) })
      return done
    },
  }
}
