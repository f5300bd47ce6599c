import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** An error as LinkedIn words it. */
export class LinkedInError extends Error {
  readonly status: ContentfulStatusCode
  readonly body: Readonly<Record<string, unknown>>
  constructor(status: ContentfulStatusCode, code: string, message: string, more: Readonly<Record<string, unknown>> = {}) {
    super(message)
    this.status = status
    this.body = { status, code, message, ...more }
  }
}

/** `errorDetails` as of the newer parts of the interface. */
export const inputError = (status: 400 | 422, code: string, fieldPath: string, description: string): LinkedInError =>
  new LinkedInError(status, status === 422 && code === 'DUPLICATE_POST' ? 'UNPROCESSABLE_ENTITY' : code, description, { errorDetailType: 'com.linkedin.common.error.BadRequest', errorDetails: { inputErrors: [{ description, input: { inputPath: { fieldPath } }, code }] } })

export const invalidToken = (): LinkedInError => new LinkedInError(401, 'INVALID_ACCESS_TOKEN', 'Invalid access token', { serviceErrorCode: 65_600 })
export const revokedToken = (): LinkedInError => new LinkedInError(401, 'REVOKED_ACCESS_TOKEN', 'The token used in the request has been revoked by the user', { serviceErrorCode: 65_601 })
export const expiredToken = (): LinkedInError => new LinkedInError(401, 'EXPIRED_ACCESS_TOKEN', 'The token used in the request has expired', { serviceErrorCode: 65_602 })
export const denied = (what: string): LinkedInError => new LinkedInError(403, 'ACCESS_DENIED', `Not enough permissions to access: ${what}`, { serviceErrorCode: 100 })
export const notFound = (what: string): LinkedInError => new LinkedInError(404, 'NOT_FOUND', `Could not find entity: ${what}`)

export const answerOf = (error: Error, c: Context): Response =>
  error instanceof LinkedInError ? c.json(error.body, error.status) : c.json({ status: 500, code: 'INTERNAL_SERVER_ERROR', message: error.message }, 500)
