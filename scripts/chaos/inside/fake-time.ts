import type { Clock } from '../clock.ts'

type Waiting = { readonly at: number; readonly order: number; readonly handle: FakeTimeout; run(): void }

/** What setTimeout gives; Node's own can do these. */
class FakeTimeout {
  private readonly forget: (handle: FakeTimeout) => void
  private readonly again: (handle: FakeTimeout) => void
  constructor(forget: (handle: FakeTimeout) => void, again: (handle: FakeTimeout) => void) {
    this.forget = forget
    this.again = again
  }
  ref(): this { return this }
  unref(): this { return this }
  hasRef(): boolean { return true }
  close(): this {
    this.forget(this)
    return this
  }
  refresh(): this {
    this.again(this)
    return this
  }
  [Symbol.dispose](): void { this.forget(this) }
}

export type FakeTime = {
  /** The clock was moved: what has become due runs. */
  moved(): void
  /** When the next timer is due; null: none waits. */
  nextUtc(): number | null
}

/** Puts the invented clock under Date and the timers of this process. What Node's own modules hold (sockets, HTTP) stays on the computer's. */
export function installFakeTime(clock: Clock): FakeTime {
  const real = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout, Date: globalThis.Date }
  const waiting = new Map<FakeTimeout, Waiting>()
  let armed: NodeJS.Timeout | undefined
  let armedFor = Infinity
  let orders = 0

  const first = (): Waiting | undefined => {
    let soonest: Waiting | undefined
    for (const each of waiting.values()) if (!soonest || each.at < soonest.at || (each.at === soonest.at && each.order < soonest.order)) soonest = each
    return soonest
  }
  const arm = (): void => {
    const next = first()
    if (next?.at === armedFor) return
    real.clearTimeout(armed)
    armedFor = next?.at ?? Infinity
    if (next) armed = real.setTimeout(pump, Math.min(Math.max(1, next.at - clock.now()), 2 ** 31 - 1))
  }
  const pump = (): void => {
    armedFor = Infinity
    // Only what was due when we began: a timer that sets itself again waits for the next round.
    const nowUtc = clock.now()
    const due = [...waiting.values()].filter(each => each.at <= nowUtc).sort((a, b) => a.at - b.at || a.order - b.order)
    for (const each of due) if (waiting.get(each.handle) === each) each.run()
    arm()
  }
  const start = (work: () => void, delayMs: number, isRepeated: boolean): FakeTimeout => {
    const ms = Number.isFinite(delayMs) && delayMs >= 1 ? Math.min(delayMs, 2 ** 31 - 1) : 1
    const put = (handle: FakeTimeout): void => {
      waiting.set(handle, { at: clock.now() + ms, order: ++orders, handle, run: () => {
        if (isRepeated) put(handle)
        else waiting.delete(handle)
        work()
      } })
      arm()
    }
    const handle = new FakeTimeout(gone => { waiting.delete(gone) }, put)
    put(handle)
    return handle
  }
  const stop = (handle: unknown): void => {
    if (handle instanceof FakeTimeout) waiting.delete(handle)
    else real.clearTimeout(handle as NodeJS.Timeout | undefined) // one of Node's own, set before we came
  }

  class FakeDate extends real.Date {
    constructor(...given: unknown[]) {
      if (given.length === 0) super(clock.now())
      else super(...given as [number]) // whatever Date takes, handed on
    }
    static override now(): number { return clock.now() }
  }
  Object.assign(globalThis, {
    Date: FakeDate,
    setTimeout: (work: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) => start(() => { work(...args) }, ms, false),
    setInterval: (work: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) => start(() => { work(...args) }, ms, true),
    clearTimeout: stop,
    clearInterval: stop,
  })
  // Hours pass here on a computer that runs: its count of running time passes with them, or main would take each step for a clock that was set.
  const beganUtc = clock.now()
  performance.now = () => clock.now() - beganUtc
  AbortSignal.timeout = ms => {
    const controller = new AbortController()
    start(() => { controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError')) }, ms, false)
    return controller.signal
  }
  return { moved: pump, nextUtc: () => first()?.at ?? null }
}
