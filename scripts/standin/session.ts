import { CoveredEmitter, NotCovered, onlyCovered } from './covered.ts'
import { protocol, toPageUrl } from './protocol.ts'
import { requireChromium, runtime } from './runtime.ts'

type RequestHandler = Parameters<Electron.Session['setPermissionRequestHandler']>[0]
type CheckHandler = Parameters<Electron.Session['setPermissionCheckHandler']>[0]

/** Electron's word for a permission → Chromium's. DevTools cannot ask back, so each is decided once, when a window opens. */
const permissionNames: Readonly<Record<string, readonly string[]>> = {
  'clipboard-read': ['clipboardReadWrite'],
  'clipboard-sanitized-write': ['clipboardSanitizedWrite'],
  'persistent-storage': ['durableStorage'],
  notifications: ['notifications'],
  geolocation: ['geolocation'],
  media: ['audioCapture', 'videoCapture'],
  midi: ['midi'],
  midiSysex: ['midiSysex'],
  'idle-detection': ['idleDetection'],
  'display-capture': ['displayCapture'],
  'window-management': ['windowManagement'],
  'storage-access': ['storageAccess'],
}

let requestHandler: RequestHandler = null
let checkHandler: CheckHandler = null

class Session extends CoveredEmitter {
  readonly protocol = protocol
  readonly webRequest = onlyCovered('session.webRequest', {})
  constructor() {
    super('session', ['will-download', 'preconnect'])
    return onlyCovered('session', this)
  }
  setPermissionRequestHandler(handler: RequestHandler): void { requestHandler = handler }
  setPermissionCheckHandler(handler: CheckHandler): void { checkHandler = handler }
  setDevicePermissionHandler(): void {} // Chromium's app window asks for no device by itself
  setSpellCheckerEnabled(): void {}
  setSpellCheckerLanguages(): void {}
  isPersistent(): boolean { return true }
  async clearStorageData(): Promise<void> {
    const { devTools } = requireChromium()
    for (const contents of runtime.contents.values()) {
      await devTools.send('Storage.clearDataForOrigin', { origin: new URL(toPageUrl(contents.getURL())).origin, storageTypes: 'all' }, contents.sessionId)
    }
  }
  async clearCache(): Promise<void> {
    for (const contents of runtime.contents.values()) await contents.ask('Network.clearBrowserCache')
  }
  async closeAllConnections(): Promise<void> {}
  async flushStorageData(): Promise<void> {}
}

export const session = onlyCovered('session', {
  defaultSession: new Session(),
  fromPartition: (): never => {
    throw new NotCovered('session.fromPartition')
  },
})

/** Decides every permission for a page that is about to load: without handlers all are granted, as in Electron. */
export async function grantPermissions(contents: Electron.WebContents, pageUrl: string): Promise<void> {
  const { origin, protocol: scheme } = new URL(pageUrl === '' ? 'about:blank' : pageUrl)
  if (!/^https?:$/.test(scheme)) return
  const granted: string[] = []
  for (const [permission, names] of Object.entries(permissionNames)) {
    // The details Electron passes along differ by permission; an app that refuses by name or by origin sees what it needs.
    const details = { isMainFrame: true, requestingUrl: contents.getURL() }
    const mayUse = checkHandler?.(contents, permission as never, contents.getURL(), details) ?? true
    const wasAllowed = await new Promise<boolean>(resolve => (requestHandler === null ? resolve(true) : requestHandler(contents, permission as never, resolve, details)))
    if (mayUse && wasAllowed) granted.push(...names)
  }
  await requireChromium().devTools.send('Browser.grantPermissions', { origin, permissions: granted })
}
