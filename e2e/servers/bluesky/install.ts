import { createHash, randomUUID } from 'node:crypto'
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** The servers' package could not be installed (no registry, no line): stories that need it are skipped with this sentence. */
export class BlueskyServersMissing extends Error {}

/**
 * Installs Bluesky's own servers by their lock file into the user's cache, once for each lock file, and gives the folder.
 * They are 370 MB that nobody needs to run Comptoir, hence not among its development dependencies.
 */
export async function installBlueskyServers(say: (line: string) => void = line => { console.log(line) }): Promise<string> {
  const source = import.meta.dirname
  const lock = createHash('sha256').update(await readFile(path.join(source, 'package-lock.json'))).digest('hex').slice(0, 16)
  const cache = path.join(process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'), 'comptoir-tests')
  const folder = path.join(cache, `bluesky-${lock}`)
  const isThere = (): boolean => existsSync(path.join(folder, 'installed'))
  if (isThere()) return folder
  await mkdir(cache, { recursive: true })
  const turn = path.join(cache, `bluesky-${lock}.installing`)
  if (!await takeTurn(turn, isThere)) return folder
  say('Bluesky servers for tests: first use, installing 370 MB into the cache (about half a minute)…')
  // Built aside and renamed, so that a broken line leaves no half folder behind.
  const aside = path.join(cache, `bluesky-${lock}-${randomUUID()}`)
  try {
    await mkdir(aside)
    for (const name of ['package.json', 'package-lock.json', '.npmrc']) await cp(path.join(source, name), path.join(aside, name))
    await runNpm(aside)
    await writeFile(path.join(aside, 'installed'), lock)
    await rename(aside, folder)
  } catch (error) {
    throw new BlueskyServersMissing(`Bluesky's servers could not be installed: ${error instanceof Error ? error.message : String(error)}`)
  } finally {
    await rm(aside, { recursive: true, force: true })
    await rm(turn, { recursive: true, force: true })
  }
  say('Bluesky servers for tests: installed.')
  return folder
}

const longestInstallMs = 5 * 60 * 1000
/** Test files run side by side: one of them installs, the others wait for it. False: it is there now. A turn left over from a killed run is taken over. */
async function takeTurn(turn: string, isThere: () => boolean): Promise<boolean> {
  for (;;) {
    try {
      await mkdir(turn)
      // Whoever had the turn before may have ended between our last look and this.
      if (!isThere()) return true
      await rm(turn, { recursive: true, force: true })
      return false
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
    if (isThere()) return false
    const since = await stat(turn).then(facts => facts.mtimeMs, () => Date.now())
    if (Date.now() - since > longestInstallMs) await rm(turn, { recursive: true, force: true })
    await pause(500)
  }
}

function runNpm(cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('npm', ['ci', '--ignore-scripts', '--no-fund', '--no-audit', '--loglevel=error'], { cwd, stdio: ['ignore', 'ignore', 'pipe'], shell: process.platform === 'win32' })
    let trouble = ''
    child.stderr.on('data', (chunk: Buffer) => { trouble += chunk.toString() })
    child.on('error', reject)
    child.on('exit', code => { if (code === 0) resolve(); else reject(new Error(firstLines(trouble) || `npm ended with ${code}`)) })
  })
}

const firstLines = (text: string): string => text.split('\n').filter(line => line.startsWith('npm error')).slice(0, 3).map(line => line.replace('npm error', '').trim()).join('; ').slice(0, 300)
