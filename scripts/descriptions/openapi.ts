import { Ajv2020 } from 'ajv/dist/2020.js'
import * as z from 'zod'

export type Verdict = { readonly kind: 'passed' } | { readonly kind: 'failed'; readonly why: string } | { readonly kind: 'skipped'; readonly why: string }
export type Exchange = {
  readonly method: string
  /** As the description writes it: `/api/v1/statuses/{id}`. */
  readonly path: string
  readonly sent: unknown
  readonly status: number
  readonly answered: unknown
}

const document = z.looseObject({ openapi: z.string(), paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
const content = z.looseObject({ content: z.record(z.string(), z.looseObject({ schema: z.unknown().optional() })).optional() })
const operation = z.looseObject({ requestBody: content.optional(), responses: z.record(z.string(), content) })

const isUrl = (text: string): boolean => URL.canParse(text)

/** Holds exchanges against an OpenAPI description (3.1, or 3.0 as far as it says the same): the JSON sent, where it is described, and the JSON answered. */
export function createOpenApiJudge(description: unknown): (exchange: Exchange) => Verdict[] {
  const parsed = document.parse(withLooseChoices(description))
  const ajv = new Ajv2020({ strict: false, validateSchema: false, allErrors: true })
  ajv.addFormat('uri', isUrl)
  ajv.addFormat('date-time', (text: string) => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(text))
  ajv.addFormat('date', /^\d{4}-\d{2}-\d{2}$/)
  ajv.addFormat('email', /^[^@\s]+@[^@\s]+$/)
  ajv.addFormat('iso-639-1', /^[a-z]{2,3}(-[A-Za-z]+)?$/)
  for (const unchecked of ['scopes', 'binary', 'byte', 'html', 'int32', 'int64', 'double']) ajv.addFormat(unchecked, true)
  ajv.addSchema({ ...parsed, $id: 'description' })

  const judge = (what: string, pointer: readonly string[], value: unknown): Verdict => {
    const ref = `description#/${pointer.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`
    const isValid = ajv.compile({ $ref: ref })
    if (isValid(value)) return { kind: 'passed' }
    const errors = (isValid.errors ?? []).slice(0, 5).map(({ instancePath, message = '', params }) => `${instancePath || '/'} ${message} ${JSON.stringify(params)}`)
    return { kind: 'failed', why: `${what}: ${errors.join('; ')}` }
  }

  return ({ method, path, sent, status, answered }) => {
    const name = `${method} ${path} ${status}`
    const found = parsed.paths[path]?.[method.toLowerCase()]
    if (found === undefined) return [{ kind: 'skipped', why: `${name}: not described` }]
    const described = operation.parse(found)
    const here = ['paths', path, method.toLowerCase()]
    const verdicts: Verdict[] = []
    if (sent !== undefined && described.requestBody?.content?.['application/json']) {
      verdicts.push(judge(`${name}, sent`, [...here, 'requestBody', 'content', 'application/json', 'schema'], sent))
    }
    const told = described.responses[String(status)] ? String(status) : 'default'
    const answer = described.responses[told]
    if (!answer) verdicts.push({ kind: 'failed', why: `${name}: this status is not described` })
    else if (!answer.content?.['application/json']) verdicts.push({ kind: 'skipped', why: `${name}: its body is not described` })
    else verdicts.push(judge(`${name}, answered`, [...here, 'responses', told, 'content', 'application/json', 'schema'], answered))
    return verdicts
  }
}

/** What 3.0 writes as `nullable`, 2020-12 writes as a choice. */
function withNull(value: Readonly<Record<string, unknown>>): unknown {
  const { nullable, ...rest } = value
  return nullable === true ? { anyOf: [rest, { type: 'null' }] } : value
}

/** A generated description writes `oneOf` where one choice holds another (a post with text and a picture is both of two): any of them will do. */
function withLooseChoices(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withLooseChoices)
  if (typeof value !== 'object' || value === null) return value
  return withNull(Object.fromEntries(Object.entries(value).map(([key, inner]) => [key === 'oneOf' ? 'anyOf' : key, withLooseChoices(inner)])))
}
