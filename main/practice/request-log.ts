export type LoggedRequest = {
  readonly at: number
  readonly method: string
  /** Without the query, which may carry a code or a token. */
  readonly path: string
  /** 0 when the connection was cut without an answer. */
  readonly status: number
  /** Which trouble it met, or `none`. */
  readonly trouble: string
  readonly idempotencyKey: string | undefined
}

const kept = 10_000

export type RequestLog = { add(entry: LoggedRequest): void; entries(): readonly LoggedRequest[]; clear(): void }

/** The last 10 000 requests, in memory only. */
export function createRequestLog(): RequestLog {
  let entries: LoggedRequest[] = []
  return {
    add(entry) {
      entries.push(entry)
      if (entries.length > kept * 1.1) entries = entries.slice(-kept)
    },
    entries: () => [...entries],
    clear() {
      entries = []
    },
  }
}
