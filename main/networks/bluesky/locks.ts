/** Runs works of one name one after the other: refresh tokens are good for one use, so two refreshes at once would end the sign-in. */
export type Locks = <T>(name: string, work: () => T | PromiseLike<T>) => Promise<T>

export function createLocks(): Locks {
  const last = new Map<string, Promise<unknown>>()
  return async (name, work) => {
    const before = last.get(name) ?? Promise.resolve()
    const mine = before.then(work, work)
    last.set(name, mine)
    try {
      return await mine
    } finally {
      if (last.get(name) === mine) last.delete(name)
    }
  }
}
