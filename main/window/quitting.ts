import type { App } from 'electron'

export type Quitting = {
  /** Without a question: the system is ending, or everything was erased. */
  quitNow(): Promise<void>
}

export type QuittingOptions = {
  readonly app: Pick<App, 'on' | 'quit'>
  readonly powerMonitor: { on(event: 'shutdown', listener: () => void): unknown }
  readonly process: Pick<NodeJS.Process, 'on'>
  /** Asks the owner when something planned would not go out. */
  readonly mayQuit: () => Promise<boolean>
  /** Ends what runs and closes what is open; called once. */
  readonly stop: () => Promise<void>
  readonly logTrouble: (where: string, error: unknown) => void
}

/** Quitting waits for what must end first; only then may Electron go. */
export function createQuitting({ app, powerMonitor, process, mayQuit, stop, logTrouble }: QuittingOptions): Quitting {
  let stopping: Promise<void> | null = null
  let hasStopped = false
  let isAsking = false
  const quitNow = (): Promise<void> => stopping ??= stop()
    .catch((error: unknown) => { logTrouble('quitting', error) })
    .then(() => {
      hasStopped = true
      app.quit()
    })
  const ask = async (): Promise<void> => {
    if (isAsking) return
    isAsking = true
    const may = await mayQuit().finally(() => { isAsking = false })
    if (may) await quitNow()
  }
  app.on('before-quit', event => {
    if (hasStopped) return
    event.preventDefault()
    ask().catch((error: unknown) => { logTrouble('quitting', error) })
  })
  for (const sign of ['SIGTERM', 'SIGHUP'] as const) process.on(sign, () => { void quitNow() })
  powerMonitor.on('shutdown', () => { void quitNow() })
  return { quitNow }
}
