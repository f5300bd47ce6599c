import { z } from 'zod'
import type { Prepared } from '../network.ts'

/** `videos.update` clears what it is not given, so the parts it names are written in full. */
const videoBody = z.object({
  id: z.string().min(1),
  snippet: z.object({
    title: z.string(), description: z.string(), categoryId: z.string(), tags: z.array(z.string()).optional(),
    defaultLanguage: z.string().optional(), defaultAudioLanguage: z.string().optional(),
  }),
  status: z.object({
    privacyStatus: z.enum(['public', 'unlisted', 'private']), publishAt: z.string().optional(), selfDeclaredMadeForKids: z.boolean(),
    containsSyntheticMedia: z.boolean().optional(), embeddable: z.boolean(), license: z.string(), publicStatsViewable: z.boolean(),
  }).optional(),
  paidProductPlacementDetails: z.object({ hasPaidProductPlacement: z.boolean() }).optional(),
})
export type VideoBody = z.infer<typeof videoBody>

/** What stands in the journal between prepare and commit: the whole call, and what is needed to look for it. */
const preparedCall = z.discriminatedUnion('kind', [
  /** The upload lies there, private; this makes it what its owner wants. */
  z.object({ kind: z.literal('new-video'), v: z.literal(1), body: videoBody }),
  z.object({ kind: z.literal('edited-video'), v: z.literal(1), body: videoBody }),
  /** `thread` null: it begins one under the video. */
  z.object({ kind: z.literal('new-comment'), v: z.literal(1), video: z.string().nullable(), thread: z.string().nullable(), text: z.string() }),
  z.object({ kind: z.literal('edited-comment'), v: z.literal(1), id: z.string(), thread: z.string(), video: z.string().nullable(), text: z.string() }),
  z.object({ kind: z.literal('act'), v: z.literal(1), method: z.enum(['POST', 'DELETE']), path: z.string(), query: z.record(z.string(), z.string()), subject: z.string(), goneIsDone: z.boolean() }),
])
export type PreparedCall = z.infer<typeof preparedCall>

export const writePrepared = (call: PreparedCall, key: string): Prepared => ({ body: JSON.stringify(call), key })

/** Throws when the body is not one of ours: the journal gave us somebody else's. */
export const readPrepared = (prepared: Prepared): PreparedCall => preparedCall.parse(JSON.parse(prepared.body))

/** The parts of a video that a body speaks of. */
export const partsOf = (body: Omit<VideoBody, 'id'>): string =>
  ['snippet', ...(body.status ? ['status'] : []), ...(body.paidProductPlacementDetails ? ['paidProductPlacementDetails'] : [])].join(',')
