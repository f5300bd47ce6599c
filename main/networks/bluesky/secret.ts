import { z } from 'zod'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { NodeSavedSession } from '@atproto/oauth-client-node'

const byPassword = z.object({ kind: z.literal('app-password'), did: z.string(), service: z.string(), accessJwt: z.string().min(1), refreshJwt: z.string().min(1) })
const byBrowser = z.object({
  kind: z.literal('oauth'), did: z.string(), service: z.string(), clientId: z.string(), redirectUri: z.string(), signedInUtc: z.number(),
  // Tokens and the DPoP key, as the official client keeps them. The cast: its shape is the library's own; it wrote this and reads it again.
  saved: z.custom<NodeSavedSession>(value => z.object({ dpopJwk: z.looseObject({}), tokenSet: z.looseObject({ access_token: z.string(), refresh_token: z.string().optional() }) }).safeParse(value).success),
})
/** A public client's sign-in ends after two weeks, whatever is done: https://atproto.com/specs/oauth, 20 Aug 2026. */
export const browserSignInLastsMs = 14 * 24 * 3600 * 1000

/** What the vault keeps of an account, as one text. */
const secret = z.discriminatedUnion('kind', [byPassword, byBrowser])
export type Secret = z.infer<typeof secret>
export type PasswordSecret = z.infer<typeof byPassword>
export type BrowserSecret = z.infer<typeof byBrowser>

export function readSecret(text: string): Result<Secret, { readonly kind: 'needs-sign-in'; readonly detail: string }> {
  try {
    const parsed = secret.safeParse(JSON.parse(text))
    if (parsed.success) return ok(parsed.data)
  } catch {
    // Not JSON: as useless as a shape we do not know, and answered the same below. The parser's message could quote a token.
  }
  return fail({ kind: 'needs-sign-in', detail: 'what the keychain holds is not a Bluesky sign-in of ours' })
}
