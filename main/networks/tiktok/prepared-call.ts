import { z } from 'zod'
import { mediaUse } from '../../../preload/contract/drafts.ts'
import type { Prepared } from '../network.ts'

/** Who is to see it: `draft` goes to the owner's inbox there, and out by the owner's hand. */
export const destination = z.enum(['public', 'friends', 'followers', 'private', 'draft'])
export type Destination = z.infer<typeof destination>

/** What stands in the journal between prepare and commit: the one request that publishes, and what is needed to look for it. */
const preparedCall = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('video'), v: z.literal(1), text: z.string(), to: destination,
    publishId: z.string(),
    /** Where the file goes, under lock. */
    address: z.string(),
    /** The last part of it, which starts the publishing. */
    use: mediaUse, mime: z.string(), first: z.number().int(), size: z.number().int(),
  }),
  z.object({ kind: z.literal('photos'), v: z.literal(1), text: z.string(), to: destination, request: z.record(z.string(), z.unknown()) }),
])
export type PreparedCall = z.infer<typeof preparedCall>
export type VideoCall = Extract<PreparedCall, { kind: 'video' }>
export type PhotoCall = Extract<PreparedCall, { kind: 'photos' }>

export const writePrepared = (call: PreparedCall, key: string): Prepared => ({ body: JSON.stringify(call), key })

/** Throws when the body is not one of ours: the journal gave us somebody else's. */
export const readPrepared = ({ body }: Prepared): PreparedCall => preparedCall.parse(JSON.parse(body))
