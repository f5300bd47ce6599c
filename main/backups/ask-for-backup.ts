import type { Backups } from './backups.ts'

export type AskForBackupTools = {
  readonly isDue: Backups['isDue']
  /** The window is asked for its part. */
  readonly want: () => void
  readonly setWake: (afterMs: number, wake: () => void) => () => void
  readonly logTrouble: (where: string, error: unknown) => void
}

/** Long enough for the start to be over, short enough for someone who opens the app to write one post. */
const firstMs = 60_000
const laterMs = 15 * 60_000

/** Looks whether a copy is due a minute after the start, then every quarter of an hour; gives back what ends it. */
export function askForBackup({ isDue, want, setWake, logTrouble }: AskForBackupTools): () => void {
  let isStopped = false
  const look = (): void => {
    stopTimer = setWake(laterMs, look)
    isDue().then(due => { if (due && !isStopped) want() }, (error: unknown) => { logTrouble('backup', error) })
  }
  let stopTimer = setWake(firstMs, look)
  return () => {
    isStopped = true
    stopTimer()
  }
}
