import { z } from 'zod'
import { mediaUse } from '../../../preload/contract/drafts.ts'
import type { Prepared } from '../network.ts'

const words = { title: z.string().optional(), description: z.string().optional(), link: z.string().optional(), alt_text: z.string().optional() }
const pinFields = z.object({ board_id: z.string(), ...words })
export type PinFields = z.infer<typeof pinFields>

/** What stands in the journal between prepare and commit. */
const preparedCall = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('new-pin'), v: z.literal(1), fields: pinFields,
    /** Pictures travel inside the call: only which ones they are is written down, or the journal would grow by megabytes a pin. */
    media: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('images'), uses: z.array(mediaUse).min(1) }),
      z.object({ kind: z.literal('video'), id: z.string(), coverS: z.number().int().nonnegative() }),
    ]),
  }),
  z.object({ kind: z.literal('edit'), v: z.literal(1), target: z.string(), fields: z.object(words) }),
  z.object({ kind: z.literal('delete'), v: z.literal(1), target: z.string() }),
])
export type PreparedCall = z.infer<typeof preparedCall>
export type CallOf<K extends PreparedCall['kind']> = Extract<PreparedCall, { kind: K }>

export const writePrepared = (call: PreparedCall, key: string): Prepared => ({ body: JSON.stringify(call), key })

/** Throws when the body is not one of ours: the journal gave us somebody else's. */
export const readPrepared = (prepared: Prepared): PreparedCall => preparedCall.parse(JSON.parse(prepared.body))
