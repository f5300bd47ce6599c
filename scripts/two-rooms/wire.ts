/** What can happen to a call between the rooms. `late`: its answer, `late-call`: the call itself, waits; `twice`: it arrives once more, later. */
export const fates = ['lost-call', 'lost-answer', 'late', 'late-call', 'twice'] as const
export type Fate = (typeof fates)[number]

export type Wire = {
  call(name: string, ask: () => Promise<unknown>): Promise<unknown>
  /** The next call of this name comes to that. */
  doom(name: string, fate: Fate): void
  /** All that was held back arrives now. */
  release(): void
  heal(): void
  /** The page is gone: nothing reaches it any more. What it has sent may still arrive. */
  hangUp(): void
  readonly isBusy: () => boolean
}

const gone = (): Error => new Error('reply was never sent')

export function createWire(): Wire {
  let doomed: { readonly name: string; readonly fate: Fate }[] = []
  const held: (() => void)[] = []
  let page = 0
  let under = 0
  const call: Wire['call'] = (name, ask) => new Promise((resolve, reject) => {
    const own = page
    const tell = (say: () => void): void => { if (own === page) say() }
    const at = doomed.findIndex(one => one.name === name)
    const fate = doomed[at]?.fate
    if (at >= 0) doomed = doomed.toSpliced(at, 1)
    const send = async (answer: (value: unknown) => void): Promise<void> => {
      under++
      try {
        await new Promise(crossed => { setImmediate(crossed) })
        const value = structuredClone(await ask())
        await new Promise(crossed => { setImmediate(crossed) })
        answer(value)
      } finally {
        under--
      }
    }
    const reply = (value: unknown): void => { tell(() => { resolve(value) }) }
    switch (fate) {
      case 'lost-call': return setImmediate(() => { tell(() => { reject(gone()) }) })
      case 'lost-answer': return void send(() => { tell(() => { reject(gone()) }) })
      case 'late': return void send(value => { held.push(() => { reply(value) }) })
      case 'late-call': return void held.push(() => { void send(reply) })
      case 'twice': held.push(() => { void send(() => undefined) }); return void send(reply)
      default: return void send(reply)
    }
  })
  return {
    call,
    doom: (name, fate) => { doomed.push({ name, fate }) },
    release: () => { for (const arrive of held.splice(0)) arrive() },
    heal: () => { doomed = [] },
    hangUp: () => { page++ },
    isBusy: () => under > 0,
  }
}
