import { isLoopback } from './line.ts'

/** Beyond this a sign-in or a planned time goes wrong; below it is the network's own delay. */
const toleratedMs = 120_000
/** The computer's clock and its count of running time go apart by less than this unless someone, or sleep, moved one of them. */
const movedMs = 60_000
/** No server has answered for so long: then there is no line to publish over either, and what is tried brings an answer. */
const longestDoubtMs = 20_000

export type Clock = {
  /**
   * The time to publish by. Where servers say that the computer is ahead, theirs: nothing goes out an hour early. Where they say that it is
   * behind, theirs only if two of them agree, since one server's clock may be the wrong one.
   */
  now(): number
  /** Computer clock minus server clock, told to the owner; null while they agree. */
  offByMs(): number | null
  saw(serverUtc: number, host: string): void
  /** Asked often: by how much the computer's clock was moved since the last time (set, or asleep meanwhile), else 0. */
  look(): number
  /** False after a start, a sleep and a moved clock, until a server's clock was seen. */
  isTrusted(): boolean
}

export type ClockOptions = { readonly wall: () => number; readonly runningMs: () => number; readonly changed: () => void }

/** Two answers must agree before the owner is told: a single server's clock may be the wrong one. */
export function createClock({ wall, runningMs, changed }: ClockOptions): Clock {
  let told: number | null = null
  let suspected: number | null = null
  let agreeing = new Set<string>()
  let hasSeenOutside = false
  let doubtedAt: number | null = runningMs()
  let apart = wall() - runningMs()

  const correctionMs = (): number => {
    // Servers on this computer have its own clock: they prove nothing.
    if (!hasSeenOutside) return 0
    const offByMs = told ?? suspected ?? 0
    return offByMs > 0 || agreeing.size > 1 ? offByMs : 0
  }
  return {
    now: () => wall() - correctionMs(),
    offByMs: () => told,
    saw(serverUtc, host) {
      if (!isLoopback(host)) hasSeenOutside = true
      else if (hasSeenOutside) return
      const offByMs = wall() - serverUtc
      const isOff = Math.abs(offByMs) > toleratedMs
      const agrees = suspected !== null && Math.abs(suspected - offByMs) < toleratedMs
      if (isOff) agreeing = agrees ? agreeing.add(host) : new Set([host])
      else agreeing.clear()
      suspected = isOff ? offByMs : null
      if ((!isOff || agrees) && !isLoopback(host)) doubtedAt = null
      const next = isOff ? (agrees ? offByMs : told) : null
      if ((next === null) === (told === null)) return
      told = next
      changed()
    },
    look() {
      const now = wall() - runningMs()
      const moved = now - apart
      apart = now
      if (Math.abs(moved) < movedMs) return 0
      doubtedAt = runningMs()
      suspected = null
      if (told !== null) {
        told = null
        changed()
      }
      return moved
    },
    isTrusted: () => doubtedAt === null || runningMs() - doubtedAt >= longestDoubtMs,
  }
}
