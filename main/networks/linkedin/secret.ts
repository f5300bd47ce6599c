import { z } from 'zod'
import { tokenSet } from '../tokens.ts'

/** What the keychain holds for one identity. */
export const secretShape = tokenSet.extend({
  v: z.literal(1),
  /** Who posts: the member, or an organisation they administer. */
  author: z.string().min(1),
  scopes: z.array(z.string()),
  /** When the refresh token ends (365 days from the first consent, never longer); null where there is none. */
  refreshEndsUtc: z.number().nullable(),
  /** Null for a token made on LinkedIn's own page: its app is not known here. */
  app: z.object({ id: z.string(), secret: z.string() }).nullable(),
  /** The token speaks for other identities of the same sign-in as well: it must not be ended for all of them. */
  isShared: z.boolean(),
  /** Disconnected here; the token itself may live on for the others. */
  isForgotten: z.boolean().optional(),
})
export type Secret = z.infer<typeof secretShape>
