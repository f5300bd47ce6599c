import { createHash, randomUUID } from 'node:crypto'
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import path from 'node:path'

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
  if (existsSync(path.join(folder, 'installed'))) return folder
  say('Bluesky servers for tests: first use, installing 370 MB into the cache (about half a minute)…')
  // Built aside and renamed, so that two runs at once or a broken line leave no half folder behind.
  const aside = path.join(cache, `bluesky-${lock}-${randomUUID()}`)
  await mkdir(aside, { recursive: true })
  try {
    for (const name of ['package.json', 'package-lock.json', '.npmrc']) await cp(path.join(source, name), path.join(aside, name))
    await runNpm(aside)
    await writeFile(path.join(aside, 'installed'), lock)
    await rename(aside, folder).catch((error: unknown) => {
      // Another run was quicker: its folder is as good.
      if (!existsSync(path.join(folder, 'installed'))) throw error
    })
  } catch (error) {
    throw new BlueskyServersMissing(`Bluesky's servers could not be installed: ${error instanceof Error ? error.message : String(error)}`)
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
  say('Bluesky servers for tests: installed.')
  return folder
}

function runNpm(cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('npm', ['ci', '--ignore-scripts', '--no-fund', '--no-audit', '--loglevel=error'], { cwd, stdio: ['ignore', 'ignore', 'pipe'], shell: process.platform === 'win32' })
    let trouble = ''
    child.stderr.on('data', (chunk: Buffer) => { trouble += chunk.toString() })
    child.on('error', reject)
    child.on('exit', code => { if (code === 0) resolve(); else reject(new Error(trouble.trim().slice(-500) || `npm ended with ${code}`)) })
  })
}
