import { onlyCovered } from './covered.ts'
import { runtime } from './runtime.ts'

/** The page's clipboard is the desktop's. Without a window only this process sees what was written. */
let kept = ''

async function inPage<T>(expression: string): Promise<T | undefined> {
  const contents = [...runtime.contents.values()].at(0)
  if (contents === undefined) return undefined
  await contents.ask('Emulation.setFocusEmulationEnabled', { enabled: true })
  try {
    return (await contents.executeJavaScript(expression, true)) as T // the caller knows its expression
  } finally {
    await contents.ask('Emulation.setFocusEmulationEnabled', { enabled: false })
  }
}

export const clipboard = onlyCovered('clipboard', {
  async readText(): Promise<string> {
    return (await inPage<string>('navigator.clipboard.readText()')) ?? kept
  },
  async writeText(text: string): Promise<void> {
    kept = text
    await inPage(`navigator.clipboard.writeText(${JSON.stringify(text)})`)
  },
  async clear(): Promise<void> {
    kept = ''
    await inPage(`navigator.clipboard.writeText('')`)
  },
})
