import { z } from 'zod'
import type { Prepared } from '../network.ts'

/** What stands in the journal between prepare and commit: the container to publish and what is needed to look for it, or the whole call. */
const preparedCall = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('container'), v: z.literal(1), id: z.string().min(1), text: z.string(),
    /** The network's word for what the post will be. */
    becomes: z.enum(['TEXT_POST', 'IMAGE', 'VIDEO', 'CAROUSEL_ALBUM']),
    replyTo: z.string().nullable(),
  }),
  z.object({ kind: z.literal('act'), v: z.literal(1), method: z.enum(['POST', 'DELETE']), path: z.string(), form: z.record(z.string(), z.string()), subject: z.string(), goneIsDone: z.boolean() }),
])
export type PreparedCall = z.infer<typeof preparedCall>
export type PreparedContainer = Extract<PreparedCall, { kind: 'container' }>

export const writePrepared = (call: PreparedCall, key: string): Prepared => ({ body: JSON.stringify(call), key })

/** Throws when the body is not one of ours: the journal gave us somebody else's. */
export const readPrepared = (prepared: Prepared): PreparedCall => preparedCall.parse(JSON.parse(prepared.body))
