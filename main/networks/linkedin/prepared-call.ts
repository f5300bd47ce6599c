import { z } from 'zod'
import type { Prepared } from '../network.ts'

const alted = z.object({ id: z.string(), altText: z.string().optional() })
/** A post as it is sent, by LinkedIn's names. */
const postFields = z.object({
  author: z.string(),
  commentary: z.string(),
  visibility: z.enum(['PUBLIC', 'CONNECTIONS']),
  distribution: z.object({ feedDistribution: z.literal('MAIN_FEED'), targetEntities: z.array(z.never()), thirdPartyDistributionChannels: z.array(z.never()) }),
  lifecycleState: z.literal('PUBLISHED'),
  isReshareDisabledByAuthor: z.boolean(),
  content: z.union([
    z.object({ media: alted.extend({ title: z.string().optional() }) }),
    z.object({ multiImage: z.object({ images: z.array(alted) }) }),
    z.object({ article: z.object({ source: z.string(), title: z.string(), thumbnail: z.string().optional(), thumbnailAltText: z.string().optional() }) }),
    z.object({
      poll: z.object({
        question: z.string(), options: z.array(z.object({ text: z.string() })),
        settings: z.object({ duration: z.enum(['ONE_DAY', 'THREE_DAYS', 'SEVEN_DAYS', 'FOURTEEN_DAYS']), voteSelectionType: z.literal('SINGLE_VOTE'), isVoterVisibleToAuthor: z.literal(true) }),
      }),
    }),
  ]).optional(),
})
export type PostFields = z.infer<typeof postFields>
export type PostContent = NonNullable<PostFields['content']>

const commentFields = z.object({ actor: z.string(), object: z.string(), message: z.object({ text: z.string() }), parentComment: z.string().optional() })

/** What stands in the journal between prepare and commit: the whole call, and what is needed to look for it. */
const preparedCall = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('new-post'), v: z.literal(1), fields: postFields }),
  /** `under`: the post or comment it answers; `post`: the post of ours it all belongs to, for its address. */
  z.object({ kind: z.literal('new-comment'), v: z.literal(1), under: z.string(), post: z.string().nullable(), fields: commentFields }),
  z.object({ kind: z.literal('edit'), v: z.literal(1), target: z.string(), extra: z.string().nullable(), text: z.string() }),
  z.object({
    kind: z.literal('act'), v: z.literal(1), method: z.enum(['POST', 'DELETE']), path: z.string(), json: z.record(z.string(), z.unknown()).nullable(),
    subject: z.string(), /** Not there any more is as good as done. */ goneIsDone: z.boolean(),
  }),
])
export type PreparedCall = z.infer<typeof preparedCall>
export type CallOf<K extends PreparedCall['kind']> = Extract<PreparedCall, { kind: K }>

export const writePrepared = (call: PreparedCall, key: string): Prepared => ({ body: JSON.stringify(call), key })

/** Throws when the body is not one of ours: the journal gave us somebody else's. */
export const readPrepared = (prepared: Prepared): PreparedCall => preparedCall.parse(JSON.parse(prepared.body))
