import { z } from 'zod'
import type { Prepared } from '../network.ts'
import { assertNever } from '../../../preload/contract/result.ts'

/** What a commit sends, complete. `body` is the request's text to the byte: the same record under the same key is the same post. */
const preparedCall = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('put'), uri: z.string(), body: z.string() }),
  z.object({ kind: z.literal('remove'), uri: z.string(), body: z.string() }),
  z.object({ kind: z.literal('procedure'), method: z.string(), proxy: z.string().nullable(), body: z.string(), subject: z.string() }),
  /** `afterRev`: the newest message before ours, by which ours is told from an older one with the same words. */
  z.object({ kind: z.literal('message'), convoId: z.string(), text: z.string(), afterRev: z.string(), body: z.string() }),
  /** There is nothing to undo (any more). */
  z.object({ kind: z.literal('nothing'), subject: z.string() }),
])
export type PreparedCall = z.infer<typeof preparedCall>

export const writePrepared = (call: PreparedCall): Prepared => ({ body: JSON.stringify(call), key: keyOfCall(call) })

/** Throws on a body that is none of ours: the journal gave back something else than it was given. */
export const readPrepared = (prepared: Prepared): PreparedCall => preparedCall.parse(JSON.parse(prepared.body))

function keyOfCall(call: PreparedCall): string {
  switch (call.kind) {
    case 'put': case 'remove': return call.uri
    case 'procedure': return `${call.method} ${call.subject}`
    case 'message': return `${call.convoId} after ${call.afterRev}`
    case 'nothing': return `nothing at ${call.subject}`
    default: return assertNever(call)
  }
}
