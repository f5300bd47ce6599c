/** What a new folder begins with: it compiles, and says by failing what is next. Delete this file with its last use. */
export function notWritten(what: string): never {
  throw new Error(`main/networks/sampler/${what}: not written yet`)
}
