import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** X's own way to say no (RFC 7807, with `errors` for what is wrong in a request). */
export class Problem extends Error {
  readonly status: ContentfulStatusCode
  readonly body: Readonly<Record<string, unknown>>
  constructor(status: ContentfulStatusCode, body: Readonly<Record<string, unknown>>) {
    super(JSON.stringify(body))
    this.status = status
    this.body = body
  }
}

const kind = (name: string): string => `https://api.x.com/2/problems/${name}`

export const invalidRequest = (message: string, parameters: Readonly<Record<string, readonly string[]>> = {}): Problem =>
  new Problem(400, { errors: [{ parameters, message }], title: 'Invalid Request', detail: 'One or more parameters to your request was invalid.', type: kind('invalid-request') })
export const unauthorized = (): Problem => new Problem(401, { title: 'Unauthorized', type: 'about:blank', status: 401, detail: 'Unauthorized' })
export const forbidden = (detail: string): Problem => new Problem(403, { detail, type: 'about:blank', title: 'Forbidden', status: 403 })
export const missingScope = (): Problem => new Problem(403, { title: 'Forbidden', type: 'about:blank', status: 403, detail: 'Forbidden' })
export const noCredits = (): Problem => new Problem(402, { title: 'CreditsDepleted', type: kind('credits'), detail: 'Your enrolled account does not have any credits to fulfill this request.' })
export const tooMany = (): Problem => new Problem(429, { title: 'Too Many Requests', detail: 'Too Many Requests', type: 'about:blank', status: 429 })
export const noSuchPath = (): Problem => new Problem(404, { title: 'Not Found', type: 'about:blank', status: 404, detail: 'Not Found' })

/** What stands in `errors` of a 200 for something that is not there. */
export const notFound = (resource: 'tweet' | 'user', parameter: string, value: string) => ({
  value, detail: `Could not find ${resource} with ${parameter}: [${value}].`, title: 'Not Found Error', resource_type: resource, parameter, resource_id: value, type: kind('resource-not-found'),
})
export const fieldUnauthorized = (id: string, field: string) => ({
  resource_id: id, parameter: 'tweet.fields', resource_type: 'tweet', section: 'data', title: 'Field Authorization Error', value: id, field,
  detail: `Sorry, you are not authorized to access '${field}' on the Tweet with ids : [${id}].`, type: kind('not-authorized-for-field'),
})

export const answerProblem = (c: Context, problem: Problem): Response => c.json(problem.body, problem.status, { 'content-type': 'application/problem+json' })

/** The OAuth endpoints speak another way. */
export const oauthError = (c: Context, status: 400 | 401, error: string, description: string): Response => c.json({ error, error_description: description }, status)
