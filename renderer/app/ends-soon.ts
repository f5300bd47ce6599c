import type { AccountSummary } from '../../preload/contract/accounts.ts'

export const weekMs = 7 * 24 * 3_600_000

/** Its sign-in ends by itself within a week. One that has ended is another matter: the network then asks for a new one. */
export const endsSoon = ({ expiresUtc, state }: Pick<AccountSummary, 'expiresUtc' | 'state'>, nowUtc: number): boolean =>
  state.kind === 'connected' && expiresUtc !== null && expiresUtc - nowUtc < weekMs
