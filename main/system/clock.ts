/** Beyond this a sign-in or a planned time goes wrong; below it is the network's own delay. */
const toleratedMs = 120_000

/**
 * Compares this computer's clock with the servers' (the Date header of their answers). Two servers, or one twice, must
 * agree before the owner is told: a single server's clock may be the wrong one.
 */
export function createClockCheck(changed: (offByMs: number | null) => void): (serverUtc: number, nowUtc: number) => void {
  let told: number | null = null
  let suspected: number | null = null
  return (serverUtc, nowUtc) => {
    const offByMs = nowUtc - serverUtc
    const isOff = Math.abs(offByMs) > toleratedMs
    const agrees = suspected !== null && Math.abs(suspected - offByMs) < toleratedMs
    suspected = isOff ? offByMs : null
    const next = isOff ? (agrees ? offByMs : told) : null
    if ((next === null) === (told === null)) return
    told = next
    changed(next)
  }
}
