import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** An error as Pinterest words it: its own number, and a message. */
export class PinterestError extends Error {
  readonly status: ContentfulStatusCode
  readonly code: number
  constructor(status: ContentfulStatusCode, code: number, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

export const invalid = (message: string): PinterestError => new PinterestError(400, 1, `Invalid request: ${message}`)
export const answerOf = (error: Error, c: Context): Response =>
  error instanceof PinterestError ? c.json({ code: error.code, message: error.message }, error.status) : c.json({ code: 0, message: error.message }, 500)
