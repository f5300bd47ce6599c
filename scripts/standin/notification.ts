import type { ClientInterface } from 'dbus-next'
import { app } from './app.ts'
import { CoveredEmitter, onlyCovered } from './covered.ts'
import { openSessionBus, sessionBusAddress, variant } from './desktop-bus.ts'

/** The interface of https://specifications.freedesktop.org/notification-spec, as dbus-next presents it. */
type Notifications = ClientInterface & {
  Notify(app: string, replaces: number, icon: string, summary: string, body: string, actions: string[], hints: Record<string, object>, timeoutMs: number): Promise<number>
  CloseNotification(id: number): Promise<void>
}

const path = '/org/freedesktop/Notifications'
const name = 'org.freedesktop.Notifications'
const shown = new Map<number, Notification>()
let daemon: Promise<Notifications> | undefined

async function openDaemon(): Promise<Notifications> {
  const proxy = await openSessionBus().getProxyObject(name, path)
  const notifications = proxy.getInterface(name) as Notifications // the interface named above
  // An instant later: a signal may arrive in the same breath as the answer that tells us the notification's number.
  notifications.on('ActionInvoked', (id: number, key: string) => setImmediate(() => shown.get(id)?.receiveAction(key)))
  notifications.on('NotificationClosed', (id: number, reason: number) => setImmediate(() => shown.get(id)?.receiveClosed(reason)))
  return notifications
}

function connectDaemon(): Promise<Notifications> {
  daemon ??= openDaemon().catch((error: unknown) => {
    daemon = undefined // a daemon may come later
    throw error
  })
  return daemon
}

const urgencies = { low: 0, normal: 1, critical: 2 } as const

export class Notification extends CoveredEmitter {
  title: string
  subtitle: string
  body: string
  silent: boolean
  actions: Electron.NotificationAction[]
  urgency: 'normal' | 'critical' | 'low'
  timeoutType: 'default' | 'never'
  private readonly icon: string
  private id = 0

  constructor(options: Electron.NotificationConstructorOptions = {}) {
    super('Notification', ['show', 'click', 'close', 'action', 'failed', 'reply'])
    this.title = options.title ?? ''
    this.subtitle = options.subtitle ?? ''
    this.body = options.body ?? ''
    this.silent = options.silent ?? false
    this.actions = options.actions ?? []
    this.urgency = options.urgency ?? 'normal'
    this.timeoutType = options.timeoutType ?? 'default'
    this.icon = typeof options.icon === 'string' ? options.icon : ''
    return onlyCovered('Notification', this)
  }

  static isSupported(): boolean {
    return sessionBusAddress() !== undefined
  }

  show(): void {
    this.showOnDesktop().catch((error: unknown) => this.emit('failed', { type: 'failed' }, error instanceof Error ? error.message : String(error)))
  }

  private async showOnDesktop(): Promise<void> {
    const notifications = await connectDaemon()
    const actions = ['default', '', ...this.actions.flatMap((action, index) => [String(index), action.text ?? ''])]
    const hints: Record<string, object> = { urgency: variant('y', urgencies[this.urgency]), 'desktop-entry': variant('s', app.getName()) }
    if (this.silent) hints['suppress-sound'] = variant('b', true)
    this.id = await notifications.Notify(app.getName(), this.id, this.icon, this.title, this.body, actions, hints, this.timeoutType === 'never' ? 0 : -1)
    shown.set(this.id, this)
    this.emit('show', { type: 'show' })
  }

  close(): void {
    if (this.id === 0) return
    const id = this.id
    connectDaemon().then(notifications => notifications.CloseNotification(id)).catch(() => this.receiveClosed(3)) // no daemon left: it is closed
  }

  receiveAction(key: string): void {
    if (key === 'default') this.emit('click', { type: 'click' })
    else this.emit('action', { type: 'action', actionIndex: Number(key), selectionIndex: -1 }, Number(key), -1)
  }

  receiveClosed(reason: number): void {
    shown.delete(this.id)
    this.id = 0
    this.emit('close', { type: 'close', reason: reason === 1 ? 'timedOut' : reason === 2 ? 'userCanceled' : 'applicationHidden' })
  }
}
