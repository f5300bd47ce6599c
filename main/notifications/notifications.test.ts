import dbus from 'dbus-next'
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { item as itemShape, type Item } from '../../preload/contract/items.ts'
import { defaultSettings, type Opening, type Settings } from '../../preload/contract/system.ts'
import { textsFor } from '../text/texts.ts'
import { createNotifications } from './notifications.ts'

// A desktop of our own: a private bus whose notification service keeps what it is asked to show and can click on it.
const hasBus = spawnSync('dbus-daemon', ['--version']).status === 0
let daemon: ChildProcess
let bus: dbus.MessageBus
let clickOn: (id: number) => void = () => {}
let onNotify: (title: string, body: string, id: number) => void = () => {}
const addressBefore = process.env['DBUS_SESSION_BUS_ADDRESS']

beforeAll(async () => {
  if (!hasBus) return
  daemon = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], { stdio: ['ignore', 'pipe', 'ignore'] })
  const [line] = await once(daemon.stdout ?? daemon, 'data') as [Buffer]
  process.env['DBUS_SESSION_BUS_ADDRESS'] = line.toString().trim()
  bus = dbus.sessionBus()
  class Desktop extends dbus.interface.Interface {
    shown = 0
    Notify(_app: string, _replaces: number, _icon: string, title: string, body: string): number {
      this.shown++
      onNotify(title, body, this.shown)
      return this.shown
    }
    CloseNotification(): void {}
    ActionInvoked(id: number, key: string): [number, string] { return [id, key] }
    NotificationClosed(id: number, reason: number): [number, number] { return [id, reason] }
  }
  Desktop.configureMembers({
    methods: { Notify: { inSignature: 'susssasa{sv}i', outSignature: 'u' }, CloseNotification: { inSignature: 'u' } },
    signals: { ActionInvoked: { signature: 'us' }, NotificationClosed: { signature: 'uu' } },
  })
  const desktop = new Desktop('org.freedesktop.Notifications')
  clickOn = id => { desktop.ActionInvoked(id, 'default') }
  bus.export('/org/freedesktop/Notifications', desktop)
  await bus.requestName('org.freedesktop.Notifications', 0)
})
afterAll(() => {
  if (hasBus) bus.disconnect()
  if (hasBus) daemon.kill()
  if (addressBefore === undefined) delete process.env['DBUS_SESSION_BUS_ADDRESS']
  else process.env['DBUS_SESSION_BUS_ADDRESS'] = addressBefore
})

const item = (key: string): Item => itemShape.parse({
  key, accountId: 'acc', network: 'mastodon', kind: 'reply', text: 'Merci !', contentWarning: null, media: [], createdUtc: 0, isPublic: true, ref: null, about: null, conversation: 'c',
  person: { remoteId: 'p', handle: 'anne', displayName: 'Anne', profileUrl: null, avatarUrl: null },
})

function make(settings: Settings = defaultSettings, rows = new Map<string, string>()) {
  const opened = Promise.withResolvers<Opening>()
  const notShown: string[] = []
  const world = { now: new Date(2026, 10, 24, 12).getTime(), rows, opened, notShown }
  const notifications = createNotifications({
    settings: { get: () => settings }, texts: () => textsFor('en'), accountName: () => 'Martin Bakery', isOwn: () => false, open: opened.resolve, onNotShown: ring => notShown.push(ring.title),
    store: { read: name => rows.get(name) ?? null, write: (name, value) => { rows.set(name, value) } }, iconPath: '', now: () => world.now, log: { warn: () => {}, info: () => {} },
  })
  return { ...world, world, notifications }
}

it.skipIf(!hasBus)('an answer appears on the desktop once, and a click leads to it', async () => {
  const { notifications, opened } = make()
  const shown = Promise.withResolvers<{ title: string; body: string; id: number }>()
  let count = 0
  onNotify = (title, body, id) => {
    count++
    shown.resolve({ title, body, id })
  }
  notifications.ring([item('a')])
  notifications.ring([item('a')])
  const { title, body, id } = await shown.promise
  expect([title, body, count]).toEqual(['Anne replied to you', 'Merci !\non Martin Bakery', 1])
  // The app learns the id when the bus brings it back; a person clicks long after, this test as often as it takes.
  const clicking = setInterval(() => { clickOn(id) }, 5)
  expect(await opened.promise).toEqual({ kind: 'item', key: 'a' })
  clearInterval(clicking)
  notifications.stop()
})

it.skipIf(!hasBus)('what came in quiet hours is told at their end, also after a restart', async () => {
  const settings: Settings = { ...defaultSettings, quietHours: { isOn: true, from: '20:00', to: '08:00' } }
  const titles: string[] = []
  const { notifications, world, rows } = make(settings)
  onNotify = title => titles.push(title)
  world.now = new Date(2026, 10, 24, 22).getTime()
  notifications.ring([item('b')])
  notifications.ringTrouble({ kind: 'failed', accountId: item('b').accountId, deliveryId: 'd' })
  notifications.tick()
  notifications.stop()
  expect(JSON.parse(rows.get('held-rings') ?? '')).toMatchObject({ mentions: 1, troubles: 1 })

  const { notifications: after, world: tomorrow } = make(settings, rows)
  tomorrow.now = new Date(2026, 10, 25, 8).getTime()
  const both = Promise.withResolvers<void>()
  onNotify = (title, body) => {
    titles.push(`${title}: ${body}`)
    if (titles.length === 2) both.resolve()
  }
  after.tick()
  await both.promise
  expect(titles.sort()).toEqual(['During your quiet hours: 1 mention', 'During your quiet hours: 1 post needs you'])
  expect(JSON.parse(rows.get('held-rings') ?? '')).toMatchObject({ mentions: 0, troubles: 0 })
  after.stop()
})

it('problems are silent where the owner switched them off', () => {
  const { notifications, notShown } = make({ ...defaultSettings, notifications: { ...defaultSettings.notifications, problems: false } })
  onNotify = title => { throw new Error(title) }
  notifications.ringTrouble({ kind: 'late', accountId: item('c').accountId, deliveryId: 'd' })
  expect(notShown).toEqual([])
  notifications.stop()
})
