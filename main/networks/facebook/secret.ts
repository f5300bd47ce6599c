import { z } from 'zod'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { SecretCell } from '../network.ts'
import { parseJson } from '../parse-json.ts'

/** What the keychain holds for one Page. Page tokens have no end of their own; they die with the person's password, role or consent. */
const pageSecret = z.object({
  v: z.literal(1),
  token: z.string().min(1),
  /** Empty where a token was pasted and the network did not name its app. */
  appId: z.string(),
  /** Empty where a token was pasted. */
  appSecret: z.string(),
  /** Null: the network did not say which rights the token has. */
  scopes: z.array(z.string()).nullable(),
  expiresUtc: z.number().nullable(),
})
export type PageSecret = z.infer<typeof pageSecret>

export const writeSecret = (secret: PageSecret): string => JSON.stringify(secret)

export async function readSecret(cell: Pick<SecretCell, 'read'>): Promise<Result<PageSecret, NetworkFailure>> {
  const text = await cell.read()
  // Nothing was sent, so it may be tried again when the keychain is open.
  if (!text.ok) return fail({ kind: 'unreachable', detail: `the keychain gave no token: ${text.failure.kind}` })
  const parsed = pageSecret.safeParse(parseJson(text.value))
  return parsed.success ? ok(parsed.data) : fail({ kind: 'needs-sign-in', detail: 'what the keychain holds for this page is not understood' })
}
