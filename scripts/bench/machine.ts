import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { mkdtemp, mkdir } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { hasDisplay, openBus, openKeyring, openScreen, type DesktopPart } from '../desktop.ts'

/** A folder for all that a run writes, and a desktop around it: a screen where there is none or one of its own is wanted, a bus and a keyring of its own (Linux). */
export type Machine = { readonly folder: string; readonly env: Readonly<Record<string, string>>; close(): void }

export async function openMachine({ ownScreen = false } = {}): Promise<Machine> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'comptoir-bench-'))
  const home = path.join(folder, 'home')
  await mkdir(home)
  const parts: DesktopPart[] = []
  if (process.platform === 'linux') {
    if (ownScreen || !hasDisplay()) parts.push(await openScreen())
    const bus = await openBus()
    parts.push(bus, await openKeyring(path.join(folder, 'keyring'), bus))
  }
  const homes = process.platform === 'linux' ? { HOME: home, XDG_CONFIG_HOME: path.join(home, '.config'), XDG_DATA_HOME: path.join(home, '.local/share'), XDG_CACHE_HOME: path.join(home, '.cache') } : {}
  const close = (): void => {
    process.off('exit', close)
    for (const part of parts.reverse()) part.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }) // the last processes may still write
  }
  // A run that is interrupted ends at once: Playwright sees to that.
  process.on('exit', close)
  return { folder, env: Object.assign({ ...homes, LANG: 'en_GB.UTF-8', LANGUAGE: 'en', TZ: 'Europe/Paris' }, ...parts.map(part => part.env)), close }
}

/** What the figures depend on besides us. */
export function machineFacts(): readonly string[] {
  const cpu = os.cpus()[0]?.model.trim() ?? 'unknown processor'
  return [
    `${cpu}, ${os.availableParallelism()} cores, ${Math.round(os.totalmem() / 2 ** 30)} GB, ${os.type()} ${os.release()}`,
    `load ${os.loadavg().map(load => load.toFixed(1)).join(' ')} at the start (above ${os.availableParallelism()} the figures say little)`,
    `Comptoir ${revision()}`,
  ]
}

function revision(): string {
  try {
    return execFileSync('git', ['log', '-1', '--format=%h of %cs'], { cwd: import.meta.dirname, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    // Not a checkout, or no git here.
    return 'of unknown revision'
  }
}
