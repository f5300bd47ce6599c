import { z } from 'zod'
import type { Prepared } from '../network.ts'

/** What stands in the journal between prepare and commit: the container to publish, or the whole call, and what is needed to look for it. */
const preparedCall = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('container'), v: z.literal(1), id: z.string().min(1), caption: z.string(), becomes: z.enum(['IMAGE', 'REELS', 'CAROUSEL_ALBUM', 'STORY']) }),
  /** Under a post, under a comment, or under a post of somebody else's that shows us. */
  z.object({ kind: z.literal('comment'), v: z.literal(1), on: z.enum(['media', 'comment', 'tag']), target: z.string(), media: z.string(), message: z.string() }),
  z.object({ kind: z.literal('message'), v: z.literal(1), to: z.string(), conversation: z.string(), text: z.string() }),
  z.object({ kind: z.literal('act'), v: z.literal(1), method: z.enum(['POST', 'DELETE']), path: z.string(), query: z.record(z.string(), z.string()), subject: z.string(), goneIsDone: z.boolean() }),
])
export type PreparedCall = z.infer<typeof preparedCall>
export type PreparedContainer = Extract<PreparedCall, { kind: 'container' }>
export type PreparedComment = Extract<PreparedCall, { kind: 'comment' }>
export type PreparedMessage = Extract<PreparedCall, { kind: 'message' }>

export const writePrepared = (call: PreparedCall, key: string): Prepared => ({ body: JSON.stringify(call), key })

/** Throws when the body is not one of ours: the journal gave us somebody else's. */
export const readPrepared = (prepared: Prepared): PreparedCall => preparedCall.parse(JSON.parse(prepared.body))
