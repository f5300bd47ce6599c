import { z } from 'zod'
import { tokenSet } from '../tokens.ts'

/** What the keychain holds for one account. */
export const secretShape = tokenSet.extend({
  v: z.literal(1),
  /** Sixty days after each renewal ("continuous refresh"). */
  refreshEndsUtc: z.number().nullable(),
  app: z.object({ id: z.string(), secret: z.string() }),
})
export type Secret = z.infer<typeof secretShape>
