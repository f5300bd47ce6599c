import { readFileSync } from 'node:fs'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { openBus, openKeyring } from '../desktop.ts'

export type ChaosDesktop = { readonly env: Readonly<Record<string, string>>; openedUrls(): readonly string[]; close(): Promise<void> }

/** A real keyring on a bus of the run's own, and a browser that only notes what it was given. */
export async function openChaosDesktop(folder: string): Promise<ChaosDesktop> {
  const programs = path.join(folder, 'bin')
  const home = path.join(folder, 'home')
  const opened = path.join(folder, 'opened-urls')
  await mkdir(programs)
  await mkdir(home)
  await writeFile(opened, '')
  await writeFile(path.join(programs, 'xdg-open'), `#!/bin/sh\nprintf '%s\\n' "$1" >> '${opened}'\n`)
  await chmod(path.join(programs, 'xdg-open'), 0o755)
  const bus = await openBus()
  const keyring = await openKeyring(path.join(folder, 'keyring'), bus)
  return {
    env: { ...bus.env, PATH: `${programs}${path.delimiter}${process.env['PATH'] ?? ''}`, HOME: home, XDG_CONFIG_HOME: path.join(home, '.config'), XDG_DATA_HOME: path.join(home, '.local/share'), XDG_RUNTIME_DIR: home, COMPTOIR_KEYCHAIN_SERVICE: `Comptoir chaos ${path.basename(folder)}`, LANG: 'fr_FR.UTF-8', LANGUAGE: 'fr' },
    openedUrls: () => readFileSync(opened, 'utf8').split('\n').filter(line => line !== ''),
    close() {
      keyring.close()
      bus.close()
      return Promise.resolve()
    },
  }
}
