import dbus from 'dbus-next'

export type ShownNotification = {
  readonly id: number
  readonly summary: string
  readonly body: string
  /** Labels of its buttons, in order; a click on the notification itself is not among them. */
  readonly buttons: readonly string[]
}

export type NotificationServer = {
  /** All that was shown since the start, oldest first. */
  shown(): readonly ShownNotification[]
  /** Waits until that many were shown. */
  waitFor(count: number): Promise<readonly ShownNotification[]>
  /** A click on the n-th notification (from 0) itself, or on one of its buttons. */
  click(index: number, button?: string): void
  /** The person waves it away. */
  dismiss(index: number): void
  close(): void
}

const busName = 'org.freedesktop.Notifications'
const byDesktop = 3
const byPerson = 2

/** The desktop's side of https://specifications.freedesktop.org/notification-spec; dbus-next sends a signal when its method is called. */
class Notifications extends dbus.interface.Interface {
  readonly shown: ShownNotification[] = []
  onShown: () => void = () => {}
  private lastId = 0

  Notify(_app: string, replaces: number, _icon: string, summary: string, body: string, actions: readonly string[]): number {
    const buttons = actions.flatMap((label, index) => (index % 2 === 1 && actions[index - 1] !== 'default' ? [label] : []))
    const id = replaces === 0 ? ++this.lastId : replaces
    // Once the answer is out: before that the app does not know the number that a click would name.
    setImmediate(() => {
      this.shown.push({ id, summary, body, buttons })
      this.onShown()
    })
    return id
  }
  CloseNotification(id: number): void {
    this.NotificationClosed(id, byDesktop)
  }
  GetCapabilities(): string[] {
    return ['body', 'actions']
  }
  GetServerInformation(): string[] {
    return ['Comptoir tests', 'Comptoir', '1', '1.2']
  }
  NotificationClosed(id: number, reason: number): unknown {
    return [id, reason]
  }
  ActionInvoked(id: number, key: string): unknown {
    return [id, key]
  }
}
Notifications.configureMembers({
  methods: {
    Notify: { inSignature: 'susssasa{sv}i', outSignature: 'u' },
    CloseNotification: { inSignature: 'u', outSignature: '' },
    GetCapabilities: { inSignature: '', outSignature: 'as' },
    GetServerInformation: { inSignature: '', outSignature: 'ssss' },
  },
  signals: { NotificationClosed: { signature: 'uu' }, ActionInvoked: { signature: 'us' } },
})

/** Plays the desktop's notification daemon on a session bus. */
export async function openNotificationServer(busAddress: string): Promise<NotificationServer> {
  const bus = dbus.sessionBus({ busAddress })
  const notifications = new Notifications(busName)
  bus.export('/org/freedesktop/Notifications', notifications)
  await bus.requestName(busName, 0)
  const at = (index: number): ShownNotification => {
    const found = notifications.shown[index]
    if (found === undefined) throw new Error(`There is no notification ${index}; ${notifications.shown.length} were shown`)
    return found
  }
  return {
    shown: () => [...notifications.shown],
    async waitFor(count) {
      while (notifications.shown.length < count) await new Promise<void>(resolve => (notifications.onShown = resolve))
      return [...notifications.shown]
    },
    click(index, button) {
      const { id, buttons } = at(index)
      if (button !== undefined && !buttons.includes(button)) throw new Error(`No button '${button}', but ${buttons.join(', ')}`)
      notifications.ActionInvoked(id, button === undefined ? 'default' : String(buttons.indexOf(button)))
      notifications.NotificationClosed(id, byPerson)
    },
    dismiss: index => void notifications.NotificationClosed(at(index).id, byPerson),
    close: () => bus.disconnect(),
  }
}
