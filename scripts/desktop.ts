// The parts of a Linux desktop that a bare machine lacks: a screen (Xvfb), a session bus, an unlocked keyring.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Readable } from 'node:stream'

export type DesktopPart = { readonly env: Readonly<Record<string, string>>; close(): void }

const isInstalled = (program: string): boolean => (process.env['PATH'] ?? '').split(path.delimiter).some(folder => existsSync(path.join(folder, program)))

/** The first line a program writes to one of its outputs; an error with its name when it ends before. */
function firstLine(child: ChildProcess, output: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const stream = child.stdio[output] as Readable // 'pipe' at each caller
    stream.on('data', (data: Buffer) => {
      text += data.toString()
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')))
    })
    child.on('error', reject)
    child.on('exit', code => reject(new Error(`${child.spawnfile} ended with ${code ?? 'a signal'}`)))
  })
}

/** Helpers get a process group of their own, so that Ctrl+C reaches only the app, which says goodbye while they still serve it. */
const ownGroup = { detached: true } as const

/** With setpriv (util-linux) a part ends even when we are killed and cannot close it. */
function withUs(program: string, args: readonly string[]): [string, string[]] {
  return isInstalled('setpriv') ? ['setpriv', ['--pdeathsig', 'TERM', '--', program, ...args]] : [program, [...args]]
}

function stop(child: ChildProcess): void {
  child.kill('SIGTERM')
  child.unref()
}

/** A screen nobody sees, with openbox for windows to be minimised and maximised where it is installed. */
export async function openScreen(): Promise<DesktopPart> {
  const folder = mkdtempSync(path.join(tmpdir(), 'comptoir-screen-'))
  const authority = path.join(folder, 'Xauthority')
  writeFileSync(authority, xauthorityEntry(randomBytes(16)), { mode: 0o600 })
  const server = spawn(...withUs('Xvfb', ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp', '-auth', authority]), { ...ownGroup, stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const env = { DISPLAY: `:${(await firstLine(server, 3)).trim()}`, XAUTHORITY: authority }
  const manager = isInstalled('openbox') ? spawn(...withUs('openbox', []), { ...ownGroup, stdio: 'ignore', env: { ...process.env, ...env } }) : undefined
  return {
    env,
    close() {
      if (manager !== undefined) stop(manager)
      stop(server)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** One record of an Xauthority file that is good for every display of every host (FamilyWild): only our own server knows the cookie. */
function xauthorityEntry(cookie: Buffer): Buffer {
  const field = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes])
  return Buffer.concat([Buffer.from([0xff, 0xff]), field(Buffer.alloc(0)), field(Buffer.alloc(0)), field(Buffer.from('MIT-MAGIC-COOKIE-1')), field(cookie)])
}

/** A session bus of its own. */
export async function openBus(): Promise<DesktopPart> {
  const daemon = spawn(...withUs('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address=1']), { ...ownGroup, stdio: ['ignore', 'pipe', 'ignore'] })
  const address = await firstLine(daemon, 1)
  return { env: { DBUS_SESSION_BUS_ADDRESS: address.trim() }, close: () => stop(daemon) }
}

/** gnome-keyring on the given bus, its secrets under `folder`, unlocked with an empty password. */
export async function openKeyring(folder: string, bus: DesktopPart): Promise<DesktopPart> {
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o700)
  const control = mkdtempSync(path.join(tmpdir(), 'comptoir-keyring-'))
  const daemon = spawn(...withUs('gnome-keyring-daemon', ['--unlock', '--foreground', '--components=secrets', `--control-directory=${control}`]), {
    ...ownGroup,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { ...process.env, ...bus.env, XDG_DATA_HOME: folder },
  })
  const ended = { is: false }
  for (const event of ['exit', 'error']) daemon.on(event, () => (ended.is = true))
  daemon.stdin?.end('\n') // the line feed is the empty password; without it the daemon would ask on screen
  while (!ended.is && !ownsSecrets(bus)) await new Promise(resolve => setTimeout(resolve, 30))
  if (ended.is) throw new Error('gnome-keyring-daemon did not start')
  return {
    env: {},
    close() {
      stop(daemon)
      rmSync(control, { recursive: true, force: true })
    },
  }
}

function ownsSecrets(bus: DesktopPart): boolean {
  const call = ['--session', '--print-reply=literal', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.secrets']
  return spawnSync('dbus-send', call, { encoding: 'utf8', timeout: 5_000, env: { ...process.env, ...bus.env } }).stdout.includes('true')
}

/** Where a desktop's own session bus is, if this machine runs one. */
export function hasSessionBus(): boolean {
  return (process.env['DBUS_SESSION_BUS_ADDRESS'] ?? '') !== '' || existsSync(`/run/user/${process.getuid?.() ?? 0}/bus`)
}

export function hasDisplay(): boolean {
  return (process.env['DISPLAY'] ?? '') !== ''
}
