import { createHmac, randomBytes } from 'node:crypto'
import type { GraphParams } from './graph-params.ts'
import { refuse } from './graph-refusal.ts'

export type GraphToken = {
  readonly value: string
  readonly kind: 'user' | 'page' | 'system-user' | 'app'
  /** The person, page or account it speaks for. */
  readonly subject: string
  /** The person behind it: what ends with them. */
  readonly person: string
  readonly scopes: readonly string[]
  readonly expiresUtc: number | null
}

/** The tokens a network has given out, and which of them are dead. */
export function createGraphTokens(now: () => number, app: { readonly secret: string; readonly requiresProof: boolean }) {
  const given = new Map<string, GraphToken>()
  const dead = new Map<string, 458 | 460 | 463 | 467>()
  return {
    issue(token: Omit<GraphToken, 'value'>, beginning = 'EAA'): GraphToken {
      const whole = { ...token, value: `${beginning}${randomBytes(48).toString('base64url').replaceAll(/[-_]/gu, 'x')}` }
      given.set(whole.value, whole)
      return whole
    },
    /** The token of a call, alive, with its proof where one is given or required. Throws the API's own no. */
    check(value: string | null, params: GraphParams): GraphToken {
      if (value === null) throw refuse.noToken()
      const token = given.get(value)
      if (!token) throw refuse.badToken()
      const end = dead.get(value)
      if (end !== undefined) throw refuse.deadToken(end)
      if (token.expiresUtc !== null && token.expiresUtc <= now()) throw refuse.deadToken(463)
      const proof = params.text('appsecret_proof')
      if (proof === null && app.requiresProof) throw refuse.noProof()
      if (proof !== null && proof !== createHmac('sha256', app.secret).update(value).digest('hex')) throw refuse.wrongProof()
      return token
    },
    /** Without a refusal, for `debug_token` and tests. */
    look: (value: string): { readonly token: GraphToken; readonly isAlive: boolean } | null => {
      const token = given.get(value)
      return token ? { token, isAlive: !dead.has(value) && (token.expiresUtc === null || token.expiresUtc > now()) } : null
    },
    need(token: GraphToken, scope: string): void {
      if (!token.scopes.includes(scope)) throw refuse.permission(scope)
    },
    /** Ends all tokens of a person, or one. */
    end(which: (token: GraphToken) => boolean, subcode: 458 | 460 | 463 | 467): void {
      for (const token of given.values()) if (which(token) && !dead.has(token.value)) dead.set(token.value, subcode)
    },
  }
}
export type GraphTokens = ReturnType<typeof createGraphTokens>
