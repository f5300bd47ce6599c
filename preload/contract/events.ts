import { z } from 'zod'
import { accountSummary } from './accounts.ts'
import { accountId, instant } from './ids.ts'
import { accountSample, item, ownPost, postSample, threadPost } from './items.ts'
import { deliveryRecord } from './publishing.ts'

/** What main tells the window, in order, until the window has acknowledged it. Whole states, so that applying one twice changes nothing. */
export const logEntry = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('delivery'), record: deliveryRecord }),
  z.object({ kind: z.literal('account'), account: accountSummary }),
  z.object({ kind: z.literal('account-removed'), accountId, erase: z.boolean() }),
  z.object({ kind: z.literal('item'), item }),
  z.object({ kind: z.literal('item-gone'), key: item.shape.key }),
  z.object({ kind: z.literal('thread'), posts: z.array(threadPost) }),
  z.object({ kind: z.literal('own-post'), post: ownPost }),
  /** `wasNever`: it was told by mistake, and is forgotten instead of being kept as one that was there. */
  z.object({ kind: z.literal('own-post-gone'), key: ownPost.shape.key, wasNever: z.literal(true).optional() }),
  z.object({ kind: z.literal('account-figures'), sample: accountSample }),
  z.object({ kind: z.literal('post-figures'), sample: postSample }),
])
export type LogEntry = z.infer<typeof logEntry>

/** `seq` rises by at least one each; the window's cursor is the last `seq` it has applied. */
export const logEvent = z.object({ seq: z.number().int().positive(), utc: instant, entry: logEntry })
export type LogEvent = z.infer<typeof logEvent>
