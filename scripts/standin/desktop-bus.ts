import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import type dbus from 'dbus-next'
import type { MessageBus } from 'dbus-next'

// Loaded at first use: most tests never need it, and it costs a tenth of a second.
const require = createRequire(import.meta.url)
const load = (): typeof dbus => require('dbus-next') as typeof dbus // a CommonJS package with types of its own

let sessionBus: MessageBus | undefined

/** Where the session bus is by the rules of its specification, without starting one. */
export function sessionBusAddress(): string | undefined {
  const named = process.env['DBUS_SESSION_BUS_ADDRESS']
  if (named !== undefined && named !== '') return named
  const usual = `/run/user/${process.getuid?.() ?? 0}/bus`
  return existsSync(usual) ? `unix:path=${usual}` : undefined
}

export function openSessionBus(): MessageBus {
  const busAddress = sessionBusAddress()
  if (busAddress === undefined) throw new Error('There is no D-Bus session bus')
  if (sessionBus === undefined) {
    sessionBus = load().sessionBus({ busAddress })
    // Without a listener a lost bus would end the process; calls on it are refused from then on, one by one.
    sessionBus.on('error', () => (sessionBus = undefined))
  }
  return sessionBus
}

export function openSystemBus(): MessageBus {
  return load().systemBus()
}

export function variant(signature: string, value: unknown): object {
  return new (load().Variant)(signature, value)
}
