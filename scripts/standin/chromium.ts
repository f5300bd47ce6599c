import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, readlinkSync } from 'node:fs'
import { connect } from 'node:net'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { appendSwitch, chromiumSwitches } from './command-line.ts'
import { openDevTools, type DevTools } from './devtools-pipe.ts'

export type Chromium = {
  readonly devTools: DevTools
  readonly process: ChildProcess
  /** Opens a window without tabs or address bar. Only http(s), file and data URLs are taken. */
  openAppWindow(url: string): Promise<void>
}

/** Debian's /usr/bin/chromium is a shell script around the first of these; the binary itself starts quicker. */
const places = ['/usr/lib/chromium/chromium', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

const ownSwitches: readonly (readonly [string, string?])[] = [
  ['remote-debugging-pipe'],
  ['no-startup-window'],
  ['no-first-run'],
  ['no-default-browser-check'],
  ['no-service-autorun'],
  ['password-store', 'basic'],
  ['ozone-platform', 'x11'], // windows are hidden and shown through X
  ['disable-background-networking'],
  ['disable-component-update'],
  ['disable-domain-reliability'],
  ['disable-default-apps'],
  ['disable-extensions'],
  ['disable-sync'],
  ['disable-breakpad'],
  ['disable-search-engine-choice-screen'],
  ['hide-crash-restore-bubble'],
  // An Electron page may fetch from loopback addresses; Chromium's own pages must ask.
  ['disable-features', 'LocalNetworkAccessChecks,Translate,MediaRouter,OptimizationHints'],
  // The two hosts Chromium calls on its own even so (seen in net logs of 20 idle seconds, Chromium 156).
  ['host-resolver-rules', 'MAP update.googleapis.com ~NOTFOUND, MAP accounts.google.com ~NOTFOUND'],
]

/** A Chromium that outlived its master for an instant still owns the profile; a second one would only hand its windows to it. */
async function waitForFormerOwner(profile: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    let owner: string
    try {
      owner = readlinkSync(path.join(profile, 'SingletonLock'))
    } catch {
      return // no lock: nobody owns the profile
    }
    const processId = Number(owner.slice(owner.lastIndexOf('-') + 1))
    try {
      process.kill(processId, 0)
    } catch {
      return // the lock's process is gone: Chromium takes the lock over
    }
    await delay(50)
  }
  throw new Error(`Another Chromium still holds ${profile}`)
}

function talkToSingleton(profile: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(path.join(profile, 'SingletonSocket'))
    let answer = ''
    socket.on('error', reject)
    socket.on('data', data => (answer += data.toString()))
    socket.on('close', () => (answer.startsWith('ACK') ? resolve() : reject(new Error(`Chromium refused to open a window: ${answer}`))))
    socket.end(['START', process.cwd(), 'chromium', ...args].join('\0'))
  })
}

/** Starts Chromium without a window, its profile inside `userData`. */
export async function startChromium(userData: string): Promise<Chromium> {
  const binary = process.env['STANDIN_CHROMIUM'] ?? places.find(place => existsSync(place))
  if (binary === undefined) throw new Error('Chromium is not installed (Debian and Ubuntu: apt-get install chromium)')
  const profile = path.join(userData, 'Chromium stand-in')
  mkdirSync(profile, { recursive: true })
  await waitForFormerOwner(profile)

  for (const [name, value] of ownSwitches) appendSwitch(name, value)
  appendSwitch('user-data-dir', profile)
  // Chromium refuses root with its sandbox on; --test-type hides the bar that then warns of it.
  const rootArgs = process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : []
  const args = [...new Set([...chromiumSwitches(), ...rootArgs])]

  // Detached: a Ctrl+C in the terminal must reach us first, so that the app can say goodbye. When we die, the pipe closes and Chromium ends by itself.
  const child = spawn(binary, args, { detached: true, stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] })
  child.unref()
  const isTalkative = process.env['STANDIN_VERBOSE'] !== undefined
  createInterface({ input: child.stderr as Readable }).on('line', line => {
    // Playwright waits for this line; the rest is Chromium's own housekeeping.
    if (isTalkative || line.startsWith('DevTools listening on')) process.stderr.write(`${line}\n`)
  })
  const devTools = openDevTools(child.stdio[4] as Readable, child.stdio[3] as Writable) // 'pipe' in both places above
  await devTools.send('Browser.getVersion')

  const windowArgs = rootArgs
  return { devTools, process: child, openAppWindow: url => talkToSingleton(profile, [...windowArgs, `--app=${url}`]) }
}
