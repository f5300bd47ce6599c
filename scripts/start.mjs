// `npm start`: runs the built app, on Electron or the stand-in, with whatever of a desktop is missing around it.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { hasDisplay, hasSessionBus, openBus, openKeyring, openScreen } from './desktop.ts'
import { chooseRuntime } from './runtime.ts'

const repo = path.resolve(import.meta.dirname, '..')
const runtime = chooseRuntime()
// The name Electron gives the data folder.
const packageFile = JSON.parse(readFileSync(path.join(repo, 'package.json'), 'utf8'))
const parts = []
const env = { ...process.env }
const isLinux = process.platform === 'linux'

if (isLinux && !hasDisplay()) {
  parts.push(await openScreen())
  console.log('No screen here: the window opens on an invisible one.')
}
if (isLinux && !hasSessionBus()) {
  const folder = path.join(process.env.COMPTOIR_USER_DATA ?? path.join(process.env.XDG_CONFIG_HOME ?? path.join(homedir(), '.config'), packageFile.productName ?? packageFile.name), 'keyring')
  const bus = await openBus()
  parts.push(bus, await openKeyring(folder, bus))
  console.log(`No desktop session here: Comptoir brings its own keyring, kept without a password in ${folder}.`)
}
for (const part of parts) Object.assign(env, part.env)

console.log(runtime.kind === 'electron' ? 'Comptoir runs on Electron.' : "Comptoir runs on the stand-in for Electron: Node and this system's Chromium.")
const rootArgs = isLinux && process.getuid?.() === 0 ? ['--no-sandbox'] : []
const child = spawn(runtime.executable, [...rootArgs, repo, ...process.argv.slice(2)], { stdio: 'inherit', env })

// Ctrl+C in a terminal reaches the app by itself; a signal sent to this process alone is passed on.
process.on('SIGINT', () => {
  if (!process.stdin.isTTY) child.kill('SIGINT')
})
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
// The shell between npm and us takes a signal without passing it on; we notice by having become an orphan.
const parent = process.ppid
if (process.env.npm_lifecycle_event) {
  setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM')
  }, 1_000).unref()
}
const end = code => {
  for (const part of parts.reverse()) part.close()
  process.exit(code)
}
child.on('error', error => {
  console.error(`Comptoir could not be started: ${error.message}`)
  end(1)
})
child.on('exit', (code, signal) => end(code ?? (signal === null ? 1 : 128)))
