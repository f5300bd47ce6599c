import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

async function xdotool(...args: string[]): Promise<string> {
  try {
    return (await run('xdotool', args)).stdout
  } catch {
    return '' // not installed, or no window answers the search
  }
}

/** The X windows Chromium shows at this moment. DevTools does not tell them, so a new one is found by comparing before and after. */
export async function listWindows(processId: number): Promise<string[]> {
  return (await xdotool('search', '--onlyvisible', '--pid', String(processId), '--name', '.')).split('\n').filter(line => line !== '')
}

export async function hideWindow(id: string): Promise<void> {
  await xdotool('windowunmap', id)
}

export async function showWindow(id: string): Promise<void> {
  await xdotool('windowmap', id)
  await xdotool('windowraise', id)
}

export async function focusWindow(id: string): Promise<void> {
  await xdotool('windowraise', id)
  await xdotool('windowfocus', id)
}
