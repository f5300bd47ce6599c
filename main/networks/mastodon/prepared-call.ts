import { z } from 'zod'
import type { Prepared } from '../network.ts'
import type { Call } from './client.ts'

/** A status as it is sent, by Mastodon's names; what find compares with is in here too. */
const statusFields = z.object({
  status: z.string(),
  media_ids: z.array(z.string()).optional(),
  poll: z.object({ options: z.array(z.string()), expires_in: z.number().int(), multiple: z.boolean() }).optional(),
  in_reply_to_id: z.string().optional(),
  sensitive: z.boolean().optional(),
  spoiler_text: z.string().optional(),
  visibility: z.enum(['public', 'unlisted', 'private', 'direct']).optional(),
  language: z.string().optional(),
  quoted_status_id: z.string().optional(),
  scheduled_at: z.string().optional(),
})
export type StatusFields = z.infer<typeof statusFields>

/** What stands in the journal between prepare and commit: the whole call, and what is needed to look for it. */
const preparedCall = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('new-status'), v: z.literal(1), fields: statusFields,
    /** The newest own status before this one: what we look for is younger. `nothing`: the account had none. */
    after: z.discriminatedUnion('kind', [z.object({ kind: z.literal('id'), id: z.string() }), z.object({ kind: z.literal('nothing') }), z.object({ kind: z.literal('unknown') })]),
  }),
  z.object({ kind: z.literal('edited-status'), v: z.literal(1), target: z.string(), fields: statusFields }),
  z.object({ kind: z.literal('act'), v: z.literal(1), method: z.enum(['POST', 'DELETE']), path: z.string(), json: z.record(z.string(), z.unknown()), scope: z.string(), subject: z.string(), goneIsDone: z.boolean() }),
])
export type PreparedCall = z.infer<typeof preparedCall>

export const writePrepared = (call: PreparedCall, key: string): Prepared => ({ body: JSON.stringify(call), key })

/** Throws when the body is not one of ours: the journal gave us somebody else's. */
export const readPrepared = (prepared: Prepared): PreparedCall => preparedCall.parse(JSON.parse(prepared.body))

/** The call for a status; polls go as a form, because some servers do not see them in JSON, and all understand forms. */
export function statusCall(method: 'POST' | 'PUT', path: string, fields: StatusFields, key: string | null): Call {
  const headers: Record<string, string> = key === null ? {} : { 'idempotency-key': key }
  const common = { method, path, scope: 'write:statuses', headers }
  const { poll, media_ids: mediaIds, ...plain } = fields
  if (!poll) return { ...common, json: fields }
  const body = new URLSearchParams()
  for (const [name, value] of Object.entries(plain)) if (value !== undefined) body.append(name, String(value))
  for (const id of mediaIds ?? []) body.append('media_ids[]', id)
  for (const option of poll.options) body.append('poll[options][]', option)
  body.append('poll[expires_in]', String(poll.expires_in))
  body.append('poll[multiple]', String(poll.multiple))
  return { ...common, body }
}
