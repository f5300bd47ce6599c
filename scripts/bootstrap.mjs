// Makes a fresh clone ready: `node scripts/bootstrap.mjs <start|test|check>`. Runs on any Node from 20 on, with nothing installed yet.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import path from 'node:path'

const repo = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..')
const purpose = process.argv[2] ?? 'start'
const at = (...names) => path.join(repo, ...names)
const say = line => console.log(line)
const stopWith = (...lines) => {
  for (const line of lines) console.error(line)
  process.exit(1)
}

/** Runs something long; a line every ten seconds shows that it lives. */
function run(title, command, args, options = {}) {
  say(`${title} …`)
  const startedMs = Date.now()
  const ticker = setInterval(() => say(`  … ${Math.round((Date.now() - startedMs) / 1000)} s`), 10_000)
  return new Promise(resolve => {
    const child = spawn(command, args, { cwd: repo, stdio: ['ignore', 'pipe', 'pipe'], timeout: options.timeoutMs, env: { ...process.env, ...options.env } })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', data => (output += data))
    const end = (isOk, why) => {
      clearInterval(ticker)
      if (isOk) say(`  done in ${((Date.now() - startedMs) / 1000).toFixed(1)} s`)
      else say(`  ${why}`)
      resolve({ isOk, output })
    }
    child.on('error', error => end(false, error.message))
    child.on('close', (code, signal) => end(code === 0, signal === null ? `ended with code ${code}` : 'took too long'))
  })
}

function checkNode() {
  const major = Number(process.versions.node.split('.')[0])
  if (major < 20) stopWith(`Node ${process.versions.node} is too old: Comptoir needs Node 20 or newer (https://nodejs.org).`)
}

/** What keytar is built with, what the tests run in, and Chromium, which also brings the libraries Electron needs. */
function neededPackages() {
  const build = ['g++', 'make', 'python3', 'pkg-config', 'libsecret-1-dev', 'libsecret-1-0']
  const desktop = ['chromium', 'xdg-utils', 'xdotool', 'dbus', 'gnome-keyring']
  const screen = ['xvfb', 'openbox']
  const hasDisplay = Boolean(process.env.DISPLAY)
  if (purpose === 'check') return [...build, 'dbus', 'gnome-keyring']
  return [...build, ...desktop, ...(purpose === 'test' || !hasDisplay ? screen : [])]
}

async function installSystemPackages() {
  if (process.platform !== 'linux') return
  if (spawnSync('dpkg-query', ['--version']).error) {
    const programs = { 'g++': 'a C++ compiler', make: 'make', python3: 'Python 3', 'pkg-config': 'pkg-config with the headers of libsecret', 'gnome-keyring-daemon': 'gnome-keyring', 'dbus-daemon': 'D-Bus' }
    const missing = Object.entries(programs).filter(([program]) => spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0)
    if (missing.length > 0) say(`This is not Debian or Ubuntu; please see to it that these are there: ${missing.map(([, name]) => name).join(', ')}.`)
    return
  }
  const needed = neededPackages()
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f', '${binary:Package} ${db:Status-Status}\n', ...needed], { encoding: 'utf8' })
  const installed = new Set(stdout.split('\n').filter(line => line.endsWith(' installed')).map(line => line.split(/[: ]/)[0]))
  const missing = needed.filter(name => !installed.has(name))
  if (missing.length === 0) return
  const install = ['install', '-y', '--no-install-recommends', ...missing]
  if (process.getuid() !== 0) stopWith('These system packages are missing. Please run this once, then try again:', `  sudo apt-get update && sudo apt-get ${install.join(' ')}`)
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await run('Reading the lists of system packages', 'apt-get', ['update'], { env })
  const { isOk, output } = await run(`Installing system packages: ${missing.join(' ')}`, 'apt-get', install, { env })
  if (!isOk) stopWith(output.trimEnd(), 'apt-get could not install them; the reason stands above.')
}

const mtimeMs = file => (existsSync(file) ? statSync(file).mtimeMs : 0)

async function installModules() {
  const marker = at('node_modules/.package-lock.json')
  if (mtimeMs(marker) > 0 && mtimeMs(marker) >= mtimeMs(at('package-lock.json'))) return
  const nodeFolder = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  // keytar is compiled against the headers of the Node it will run on, which come with that Node from npm.
  const env = process.platform === 'linux' ? { npm_package_config_node_gyp_nodedir: at('node_modules', nodeFolder), npm_config_nodedir: undefined } : {}
  const npm = process.env.npm_execpath
  const [command, ...before] = npm ? [process.env.npm_node_execpath ?? process.execPath, npm] : ['npm']
  const args = [...before, 'ci', '--no-audit', '--no-fund', '--loglevel=error']
  const { isOk, output } = await run('Installing the packages of package-lock.json (about half a minute)', command, args, { env })
  if (!isOk) stopWith(output.trimEnd(), 'npm could not install them; the reason stands above.')
}

const ownNode = () => at('node_modules/.bin', process.platform === 'win32' ? 'node.exe' : 'node')

/** npm brings Node 24 for Linux and Windows; elsewhere the tools run on the one that is there. */
function checkToolsNode() {
  if (!existsSync(ownNode()) && Number(process.versions.node.split('.')[0]) < 24) stopWith(`On this system Comptoir's tools need Node 24 or newer (https://nodejs.org); this is ${process.versions.node}.`)
}

/** Whether Electron's download place answers at all, within four seconds. */
function canReach(url) {
  return new Promise(resolve => {
    const asked = request(url, { method: 'HEAD', timeout: 4_000 }, answer => {
      answer.resume()
      resolve(true)
    })
    asked.on('timeout', () => asked.destroy(new Error('timeout')))
    asked.on('error', () => resolve(false))
    asked.end()
  })
}

/** Electron's own installer where it can work; its refusal is remembered for a day. */
async function installElectron() {
  if (existsSync(at('node_modules/electron/path.txt'))) return
  const standInOnly = process.platform === 'linux' ? 'The stand-in runs in its place.' : 'Comptoir cannot run here without it.'
  if (process.env.COMPTOIR_RUNTIME === 'stand-in') return
  const memory = at('node_modules/.cache/comptoir/electron-unreachable')
  if (Date.now() - mtimeMs(memory) < 24 * 3_600_000) return
  const hasProxy = ['HTTPS_PROXY', 'https_proxy', 'ELECTRON_GET_USE_PROXY'].some(name => process.env[name])
  const place = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror ?? 'https://github.com/'
  const isReachable = hasProxy || (await canReach(place))
  const outcome = isReachable ? await run("Downloading Electron's binary (about 100 MB)", process.execPath, [at('node_modules/electron/install.js')], { timeoutMs: 300_000 }) : { isOk: false }
  if (outcome.isOk && existsSync(at('node_modules/electron/path.txt'))) return
  mkdirSync(path.dirname(memory), { recursive: true })
  writeFileSync(memory, '')
  say(`Electron's binary cannot be had from here (asked again tomorrow, or after removing ${path.relative(repo, memory)}). ${standInOnly}`)
}

function newestMs(folder) {
  let newest = 0
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile() && !entry.name.includes('.test.')) newest = Math.max(newest, mtimeMs(path.join(entry.parentPath ?? entry.path, entry.name)))
  }
  return newest
}

async function buildWhenStale() {
  if (purpose === 'check') return
  const sources = Math.max(...['main', 'preload', 'renderer', 'assets'].filter(name => existsSync(at(name))).map(name => newestMs(at(name))), mtimeMs(at('package-lock.json')), mtimeMs(at('scripts/build.mjs')))
  if (mtimeMs(at('dist/.complete')) >= sources) return
  const { isOk, output } = await run('Building the app', existsSync(ownNode()) ? ownNode() : process.execPath, [at('scripts/build.mjs')])
  if (!isOk) stopWith(output.trimEnd(), 'The app could not be built; the reason stands above.')
}

process.chdir(repo)
checkNode()
await installSystemPackages()
await installModules()
checkToolsNode()
await installElectron()
await buildWhenStale()
