import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { onlyCovered } from './covered.ts'

/** Electron on Linux opens things through xdg-open as well. Fails when the program is missing or says so. */
function xdgOpen(target: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('xdg-open', [target], { stdio: 'ignore' })
    child.on('error', reject)
    child.on('exit', code => (code === 0 ? resolve() : reject(new Error(`Failed to open: xdg-open ended with ${code ?? 'a signal'}`))))
  })
}

export const shell: Pick<Electron.Shell, 'openExternal' | 'openPath' | 'showItemInFolder' | 'beep'> = onlyCovered('shell', {
  openExternal: (url: string) => xdgOpen(url),
  async openPath(target: string): Promise<string> {
    if (!existsSync(target)) return 'Failed to open path'
    return xdgOpen(target).then(() => '', (error: unknown) => (error instanceof Error ? error.message : String(error)))
  },
  showItemInFolder(target: string): void {
    xdgOpen(path.dirname(target)).catch(() => {}) // Electron gives no answer here either
  },
  beep: () => void process.stdout.write('\u0007'),
})
