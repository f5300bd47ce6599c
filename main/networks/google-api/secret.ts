import { z } from 'zod'
import { tokenSet } from '../tokens.ts'

/** What the keychain holds for an account that signed in through Google. */
export const googleSecret = tokenSet.extend({
  v: z.literal(1),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  scopes: z.array(z.string()),
  /** When the refresh token ends by itself; null: not known to end. */
  refreshEndsUtc: z.number().nullable(),
  /** Other accounts of ours live by the same consent, which Google ends as a whole. */
  isShared: z.boolean(),
})
export type GoogleSecret = z.infer<typeof googleSecret>

/** Null: not one of ours. */
export function readSecret(text: string): GoogleSecret | null {
  try {
    const parsed = googleSecret.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    // Not JSON, so not one of ours either.
    return null
  }
}
