import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

const repo = path.resolve(import.meta.dirname, '..')
const electronFolder = path.join(repo, 'node_modules/electron')

export type Runtime = { readonly kind: 'electron' | 'stand-in'; readonly executable: string; readonly folder: string }

/** Electron's own binary where its installer has put it, else the stand-in. COMPTOIR_RUNTIME=stand-in asks for the second. */
export function chooseRuntime(): Runtime {
  const pathFile = path.join(electronFolder, 'path.txt')
  if (existsSync(pathFile) && process.env['COMPTOIR_RUNTIME'] !== 'stand-in') {
    const folder = path.join(electronFolder, 'dist')
    const executable = path.join(folder, readFileSync(pathFile, 'utf8'))
    if (existsSync(executable)) return { kind: 'electron', executable, folder }
  }
  const folder = path.join(repo, 'scripts/standin')
  return { kind: 'stand-in', executable: path.join(folder, 'electron'), folder }
}

/** Makes every tool that asks npm's `electron` package for its executable (Playwright above all) get this one. */
export function useRuntime(): Runtime {
  const runtime = chooseRuntime()
  if (runtime.kind === 'stand-in') process.env['ELECTRON_OVERRIDE_DIST_PATH'] = runtime.folder
  return runtime
}
