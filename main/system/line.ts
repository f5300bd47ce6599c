import type { HttpOutcome } from '../http/http.ts'

export type LineState = 'online' | 'offline'
export type Line = {
  state(): LineState
  /** The http door reports every outcome; those of this computer's own servers count neither way. */
  saw(kind: HttpOutcome['kind'], url: string): void
  /** Looks again at once; after waking, and regularly by itself. */
  check(): void
  onChange(listener: (state: LineState) => void): () => void
  /** The computer woke up: read and publish at once. */
  onWake(listener: () => void): () => void
  stop(): void
}

export type LineOptions = {
  /** Is there any network at all (`net.isOnline`)? A yes proves little, a no is certain. */
  readonly isOnline: () => boolean
  readonly power: { on(event: 'resume', listener: () => void): unknown }
  readonly now: () => number
  readonly checkEveryMs?: number
}

/** Failures of several servers in a row, or of the only one for longer: then it is the line and not the server. */
const hostsForOffline = 2
const failuresForOffline = 4
/** With the network card up, "offline" is only our guess: after this long it is tried again. */
const tryAgainMs = 30_000

export function createLine({ isOnline, power, now, checkEveryMs = 5_000 }: LineOptions): Line {
  const listeners = new Set<(state: LineState) => void>()
  const wakers = new Set<() => void>()
  let failedHosts: string[] = []
  let guessedOfflineUtc: number | null = null
  let state: LineState = isOnline() ? 'online' : 'offline'

  function decide(): void {
    const next: LineState = !isOnline() || guessedOfflineUtc !== null ? 'offline' : 'online'
    if (next === state) return
    state = next
    for (const listener of listeners) listener(next)
  }

  function forgetFailures(): void {
    failedHosts = []
    guessedOfflineUtc = null
  }

  const line: Line = {
    state: () => state,
    saw(kind, url) {
      const host = URL.canParse(url) ? new URL(url).hostname : ''
      if (host === '' || isLoopback(host)) return
      if (kind === 'answered') forgetFailures()
      // A lost answer may be the server's doing: only what never left counts against the line.
      else if (kind === 'not-sent') {
        failedHosts = [...failedHosts, host].slice(-failuresForOffline)
        if (new Set(failedHosts).size >= hostsForOffline || failedHosts.length >= failuresForOffline) guessedOfflineUtc ??= now()
      }
      decide()
    },
    check() {
      if (!isOnline()) forgetFailures()
      else if (guessedOfflineUtc !== null && now() - guessedOfflineUtc >= tryAgainMs) forgetFailures()
      decide()
    },
    onChange(listener) {
      listeners.add(listener)
      return () => { listeners.delete(listener) }
    },
    onWake(listener) {
      wakers.add(listener)
      return () => { wakers.delete(listener) }
    },
    stop() { clearInterval(timer) },
  }
  power.on('resume', () => {
    forgetFailures()
    line.check()
    for (const waker of wakers) waker()
  })
  const timer = setInterval(() => { line.check() }, checkEveryMs)
  timer.unref()
  return line
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/u.test(host)
}
