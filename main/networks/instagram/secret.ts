import { z } from 'zod'
import { tokenSet } from '../tokens.ts'

/** What the keychain holds. With Facebook's sign-in the token is the Page's, which is not renewed (`refresh` null). */
export const accountSecret = tokenSet.extend({
  v: z.literal(1),
  login: z.enum(['instagram', 'facebook']),
  /** Null: the network does not tell what the token may do. */
  scopes: z.array(z.string()).nullable(),
  pageId: z.string().nullable(),
  /** The person's own token beside the Page's, for what the Page's cannot read; it ends after about sixty days. */
  personAccess: z.string().min(1).nullable(),
  /** Of the owner's app, for the proof that goes with each call; empty: none is known. */
  appSecret: z.string(),
})
export type AccountSecret = z.infer<typeof accountSecret>
