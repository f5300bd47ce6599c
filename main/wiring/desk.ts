import { app, session } from 'electron'
import path from 'node:path'
import type { Opening } from '../../preload/contract/system.ts'
import type { Http } from '../http/http.ts'
import { createNotifications } from '../notifications/notifications.ts'
import { setApplicationMenu } from '../window/application-menu.ts'
import { serveApp } from '../window/app-protocol.ts'
import { createAvatars } from '../window/avatars.ts'
import type { LinkOpener } from '../window/link-out.ts'
import { guardContents, guardSession, startUrl } from '../window/security.ts'
import { hiddenSwitch } from '../window/single-instance.ts'
import { createTray } from '../window/tray.ts'
import { createMainWindow } from '../window/window.ts'
import type { PublishingRoom } from './publishing.ts'
import type { Store } from './store.ts'

export type Desk = ReturnType<typeof layOutDesk>
export type DeskTools = Store & Pick<PublishingRoom, 'pause' | 'isPaused' | 'loop'> & {
  readonly http: Http
  readonly now: () => number
  readonly wall: () => number
  readonly openLink: LinkOpener
  readonly onPageLost: (reason: string) => void
}

/** What the owner sees on the desk: the window, notifications, the menu beside the clock. */
export function layOutDesk({ folder, log, journal, settings, texts, media, isOwnServer, pause, isPaused, loop, http, now, wall, openLink, onPageLost }: DeskTools) {
  const repo = app.getAppPath()
  const avatars = createAvatars({ folder: path.join(folder, 'avatars'), http, now, log, isOwnServer, isKnownAvatar: url => journal.events.namedAvatar(url) })
  serveApp({ rendererFolder: path.join(repo, 'dist/renderer'), media, avatars, log })
  guardSession(session.defaultSession)
  guardContents(app, openLink)
  setApplicationMenu(process.platform)

  const iconPath = path.join(repo, 'assets/icon.png')
  const window = createMainWindow({
    preloadPath: path.join(repo, 'dist/preload/index.cjs'), startUrl, iconPath, settings, openLink, log, now, onPageLost,
    startsHidden: process.argv.includes(hiddenSwitch),
    onClose: () => settings.get().staysInTray ? 'hide' : 'close',
  })
  const openWhere = (where: Opening | null): void => {
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
  const tray = createTray({
    assetsFolder: path.join(repo, 'assets'), platform: process.platform, texts, log,
    state: () => ({ isPaused: isPaused(), waiting: journal.deliveries.waiting().count }),
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
  return { avatars, window, openWhere, notifications, tray }
}
