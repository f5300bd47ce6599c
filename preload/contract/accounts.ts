import { z } from 'zod'
import { accountId, instant, networkId } from './ids.ts'
import { abilities, limits, signInWayId } from './networks.ts'

export const accountState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('connected') }),
  /** The network refused the token: revoked elsewhere or expired. Never set because the line is down. */
  z.object({ kind: z.literal('needs-sign-in'), sinceUtc: instant }),
])
export type AccountState = z.infer<typeof accountState>

/** What the window gets of an account: name, picture, state. Tokens never leave main. */
export const accountSummary = z.object({
  id: accountId,
  network: networkId,
  remoteId: z.string(),
  handle: z.string(),
  displayName: z.string(),
  profileUrl: z.string().nullable(),
  avatarUrl: z.string().nullable(),
  serverUrl: z.string(),
  isPractice: z.boolean(),
  state: accountState,
  abilities,
  limits,
  connectedUtc: instant,
  /** Last answer of any kind from its server; null before the first. */
  lastContactUtc: instant.nullable(),
  /** How far the first reading went back; null while it is under way. */
  historySinceUtc: instant.nullable(),
  /** When the sign-in is known to end by itself; null where it does not. */
  expiresUtc: instant.nullable(),
  /** No sign-in: at the time the owner posts there themselves, on `page`, and Comptoir reminds them. `network`: its name as the owner knows it. */
  byHand: z.object({ network: z.string().min(1).max(60), page: z.string().max(2000) }).optional(),
})
export type AccountSummary = z.infer<typeof accountSummary>

/** Disconnected here, and its network could not be told for a week: the owner ends that sign-in on the network's own page. */
export const notRevoked = accountSummary.pick({ handle: true, serverUrl: true, profileUrl: true }).extend({ accountId })
export type NotRevoked = z.infer<typeof notRevoked>

export const connectOrder = z.object({
  network: networkId,
  way: signInWayId,
  server: z.string().max(300).default(''),
  handle: z.string().max(300).default(''),
  appPassword: z.string().max(300).default(''),
  /** The owner's own app at the network; empty: the one given before. */
  clientId: z.string().max(300).default(''),
  clientSecret: z.string().max(500).default(''),
  /** Where the rights asked for are kept at the network, under a number: that number. Empty: none, or the one given before. */
  configuration: z.string().max(300).optional(),
  token: z.string().max(8000).default(''),
  /** The answer to `several-identities`: which of them. The sign-in goes on where it stopped. */
  chosen: z.string().max(1000).nullable().default(null),
  /** Signing in again: the account that must come back, so that another one is refused. */
  again: accountId.nullable().default(null),
})
export type ConnectOrder = z.input<typeof connectOrder>
/** With what was left out filled in. */
export type CompleteConnectOrder = z.output<typeof connectOrder>

/** An account that needs no permission. `network`: of the registry, or null for another one, which `name` names. */
export const handOrder = z.object({ network: networkId.nullable(), name: z.string().max(60), handle: z.string().max(120), page: z.string().max(2000) })
export type HandOrder = z.infer<typeof handOrder>

/** How much of one of its network's allowances an account has used, and when that begins anew. */
export type AccountQuota = { readonly name: 'calls' | 'media' | 'deletes' | 'posts' | 'points-hour' | 'points-day'; readonly used: number; readonly max: number; readonly resetsUtc: number }
