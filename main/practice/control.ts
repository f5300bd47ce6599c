import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import * as z from 'zod'
import { json, notFound, refuse, type Answer } from './call.ts'
import { faultPlan } from './faults.ts'
import { readBody } from './request-body.ts'

export const sayShape = z.strictObject({
  from: z.string(),
  text: z.string(),
  inReplyTo: z.string().optional(),
  visibility: z.enum(['public', 'unlisted', 'private', 'direct']).optional(),
})
export type SayInput = z.infer<typeof sayShape>

export type Controls = {
  setFaults(plan: z.input<typeof faultPlan>): void
  log(): unknown
  statuses(): unknown
  say(input: SayInput): unknown
  /** Does what is due within the next `withinMs`. */
  tick(withinMs: number): void
}
export type ControlDoor = (request: IncomingMessage, url: URL) => Promise<Answer>

/**
 * The side door for tests and demos in another process: `/__practice/…`, opened by the token that lies in the network's folder
 * (header `x-practice-token`). Faults do not touch it and the log does not show it.
 */
export function createControl(token: string, controls: Controls): ControlDoor {
  return async (request, url) => {
    const given = Buffer.from(request.headers['x-practice-token']?.toString() ?? '')
    const expected = Buffer.from(token)
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return refuse(403, 'Forbidden')
    const read = await readBody(request, url, 1_000_000)
    if (read.kind !== 'read') return refuse(400, read.kind)
    switch (`${request.method ?? ''} ${url.pathname}`) {
      case 'POST /__practice/faults': {
        const parsed = faultPlan.safeParse(read.input)
        if (!parsed.success) return refuse(422, z.prettifyError(parsed.error))
        controls.setFaults(parsed.data)
        return json({})
      }
      case 'DELETE /__practice/faults':
        controls.setFaults({})
        return json({})
      case 'GET /__practice/log':
        return json(controls.log())
      case 'GET /__practice/statuses':
        return json(controls.statuses())
      case 'POST /__practice/say': {
        const parsed = sayShape.safeParse(read.input)
        return parsed.success ? json(controls.say(parsed.data)) : refuse(422, z.prettifyError(parsed.error))
      }
      case 'POST /__practice/tick': {
        const parsed = z.strictObject({ withinMs: z.number().min(0).default(0) }).safeParse(read.input)
        if (!parsed.success) return refuse(422, z.prettifyError(parsed.error))
        controls.tick(parsed.data.withinMs)
        return json({})
      }
      default:
        return notFound()
    }
  }
}
