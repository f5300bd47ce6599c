import { z } from 'zod'
import type { Prepared } from '../network.ts'
import { id } from './entities.ts'

/** A post as it is sent, by X's names; X refuses any other (`additionalProperties: false` in its description). */
export const postFields = z.strictObject({
  text: z.string(),
  media: z.strictObject({ media_ids: z.array(id) }).optional(),
  poll: z.strictObject({ options: z.array(z.string()), duration_minutes: z.number().int() }).optional(),
  reply: z.strictObject({ in_reply_to_tweet_id: id }).optional(),
  reply_settings: z.enum(['following', 'mentionedUsers', 'verified']).optional(),
  made_with_ai: z.literal(true).optional(),
  paid_partnership: z.literal(true).optional(),
})
export type PostFields = z.infer<typeof postFields>

/** What stands in the journal between prepare and commit: the whole call, and what is needed to look for it. */
const preparedCall = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('new-post'), v: z.literal(1), fields: postFields,
    /** The newest own post before this one: what we look for is younger. `nothing`: the account had none. */
    after: z.discriminatedUnion('kind', [z.object({ kind: z.literal('id'), id }), z.object({ kind: z.literal('nothing') })]),
    /** X's names of the files we uploaded: the post that carries them is ours. */
    mediaKeys: z.array(z.string()),
    /** When X lets go of the uploads; null: there are none. */
    mediaUntilUtc: z.number().nullable(),
  }),
  z.object({ kind: z.literal('message'), v: z.literal(1), conversation: z.string(), text: z.string(), person: id }),
  z.object({ kind: z.literal('act'), v: z.literal(1), method: z.enum(['POST', 'PUT', 'DELETE']), path: z.string(), json: z.record(z.string(), z.unknown()).nullable(), scope: z.string(), subject: z.string(), goneIsDone: z.boolean() }),
])
export type PreparedCall = z.infer<typeof preparedCall>
export type NewPost = Extract<PreparedCall, { kind: 'new-post' }>
export type NewMessage = Extract<PreparedCall, { kind: 'message' }>

export const writePrepared = (call: PreparedCall, key: string): Prepared => ({ body: JSON.stringify(call), key })

/** Throws when the body is not one of ours: the journal gave us somebody else's. */
export const readPrepared = (prepared: Prepared): PreparedCall => preparedCall.parse(JSON.parse(prepared.body))
