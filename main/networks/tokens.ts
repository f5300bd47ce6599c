import { z } from 'zod'
import type { NetworkFailure } from '../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../preload/contract/result.ts'
import type { SecretCell } from './network.ts'
import { parseJson } from './parse-json.ts'

/** What the keychain holds for an account that signed in through OAuth; adapters add their own to it (an app's id, a page's number). */
export const tokenSet = z.object({
  access: z.string().min(1),
  /** Null where the network gives none. */
  refresh: z.string().min(1).nullable(),
  /** When `access` ends; null: not known to end. */
  expiresUtc: z.number().nullable(),
})
export type TokenSet = z.infer<typeof tokenSet>

/** What the keychain holds, in the shape an adapter keeps it. */
export async function readSecret<S>(cell: Pick<SecretCell, 'read'>, shape: z.ZodType<S>): Promise<Result<S, NetworkFailure>> {
  const text = await cell.read()
  // Nothing was sent, so it may be tried again when the keychain is open.
  if (!text.ok) return fail({ kind: 'unreachable', detail: `the keychain gave no token: ${text.failure.kind}` })
  const parsed = shape.safeParse(parseJson(text.value))
  return parsed.success ? ok(parsed.data) : fail({ kind: 'needs-sign-in', detail: 'what the keychain holds for this account is not understood' })
}

export type Tokens<S extends TokenSet> = {
  /** The secret with an access token that is good for some minutes yet, renewed if need be. */
  good(): Promise<Result<S, NetworkFailure>>
  /** After the network refused `spent`: a younger one, by us or by whoever renewed it meanwhile. Once for all who ask at a time. */
  renewed(spent: string): Promise<Result<S, NetworkFailure>>
}

/** Renewed this long before the end, so that a call on a slow line still finds it alive. */
const usualMarginMs = 5 * 60_000

/**
 * Tokens of one account. Renewals are one at a time and kept before they are used: a refresh token that may be used once must not be lost
 * by a crash, nor be burnt by two loops. `renew` gives the new ones; a refresh token it leaves null stays as it was. `marginMs`: how long before
 * the end it is renewed; long where an ended token cannot be renewed any more, so that a computer switched off for weeks does not lose it.
 */
export function createTokens<S extends TokenSet>(cell: SecretCell, shape: z.ZodType<S>, now: () => number, renew: (secret: S) => Promise<Result<TokenSet, NetworkFailure>>, marginMs = usualMarginMs): Tokens<S> {
  /** Renewed, and not yet taken by the keychain: nothing is sent before it has them. */
  let unsaved: S | null = null
  let renewing: Promise<Result<S, NetworkFailure>> | null = null

  const read = (): Promise<Result<S, NetworkFailure>> => (unsaved ? save(unsaved) : readSecret(cell, shape))
  const save = async (secret: S): Promise<Result<S, NetworkFailure>> => {
    unsaved = secret
    const stored = await cell.replace(JSON.stringify(secret))
    if (!stored.ok) return fail({ kind: 'unreachable', detail: `the renewed sign-in could not be kept: ${stored.failure.kind}` })
    unsaved = null
    return ok(secret)
  }
  const renewOnce = async (spent: string): Promise<Result<S, NetworkFailure>> => {
    const current = await read()
    if (!current.ok || current.value.access !== spent) return current
    if (current.value.refresh === null) return fail({ kind: 'needs-sign-in', detail: 'the sign-in has ended, and the network gave no way to renew it' })
    const fresh = await renew(current.value)
    return fresh.ok ? save({ ...current.value, ...fresh.value, refresh: fresh.value.refresh ?? current.value.refresh }) : fresh
  }
  const renewed = (spent: string): Promise<Result<S, NetworkFailure>> => {
    renewing ??= renewOnce(spent).finally(() => { renewing = null })
    return renewing
  }
  return {
    renewed,
    good: async () => {
      if (renewing) await renewing
      const secret = await read()
      if (!secret.ok || secret.value.expiresUtc === null || secret.value.expiresUtc > now() + marginMs || secret.value.refresh === null) return secret
      const fresh = await renewed(secret.value.access)
      // A renewal that fails for the line's sake leaves the old one, which may still do.
      return fresh.ok || fresh.failure.kind === 'needs-sign-in' || secret.value.expiresUtc <= now() ? fresh : secret
    },
  }
}
