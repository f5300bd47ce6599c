import { z } from 'zod'
import type { Prepared } from '../network.ts'

/** The newest own post before the sending: what is looked for afterwards is younger. */
const before = z.discriminatedUnion('kind', [z.object({ kind: z.literal('id'), id: z.string() }), z.object({ kind: z.literal('nothing') }), z.object({ kind: z.literal('unknown') })])

/** What stands in the journal between prepare and commit: the whole call, and what is needed to look for it. */
const preparedCall = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('post'), v: z.literal(1), message: z.string(), link: z.string().nullable(),
    /** Photos that were uploaded unpublished. */
    photos: z.array(z.string()),
    /** When the network is to publish it; null: now. */
    dueUtc: z.number().nullable(), before,
  }),
  /** Uploaded whole; it gets its number when it is published. */
  z.object({ kind: z.literal('video'), v: z.literal(1), handle: z.string(), message: z.string(), dueUtc: z.number().nullable() }),
  /** Uploaded under a number that is known before: publishing it twice is publishing it once. */
  z.object({ kind: z.literal('reel'), v: z.literal(1), video: z.string(), message: z.string(), title: z.string().nullable(), dueUtc: z.number().nullable() }),
  z.object({ kind: z.literal('photo-story'), v: z.literal(1), photo: z.string() }),
  z.object({ kind: z.literal('video-story'), v: z.literal(1), video: z.string() }),
  z.object({ kind: z.literal('comment'), v: z.literal(1), target: z.string(), message: z.string(), photo: z.string().nullable(), /** In whose list it will stand. */ list: z.string(), post: z.string() }),
  z.object({ kind: z.literal('message'), v: z.literal(1), conversation: z.string(), person: z.string(), text: z.string() }),
  z.object({ kind: z.literal('edit'), v: z.literal(1), target: z.string(), isVideo: z.boolean(), text: z.string() }),
  z.object({ kind: z.literal('act'), v: z.literal(1), method: z.enum(['POST', 'DELETE']), path: z.string(), form: z.record(z.string(), z.unknown()), subject: z.string(), goneIsDone: z.boolean() }),
])
export type PreparedCall = z.infer<typeof preparedCall>
export type VideoCall = Extract<PreparedCall, { kind: 'video' }>
export type PostCall = Extract<PreparedCall, { kind: 'post' }>
export type Before = z.infer<typeof before>

export const writePrepared = (call: PreparedCall, key: string): Prepared => ({ body: JSON.stringify(call), key })

/** Throws when the body is not one of ours: the journal gave us somebody else's. */
export const readPrepared = (prepared: Prepared): PreparedCall => preparedCall.parse(JSON.parse(prepared.body))
