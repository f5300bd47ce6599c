import type { NetworkDescription } from './networks.ts'

const dayMs = 24 * 3_600_000
/** From then on it is told: time enough for an update to be made and fetched without haste. */
export const toldDaysAhead = 60
/** From then on it is no hint any more. */
const nearDays = 14

/** When a network stops speaking with the interface this version knows; null: no end is announced. */
export function interfaceEndsUtc({ apiVersion }: Pick<NetworkDescription, 'apiVersion'>): number | null {
  const ends = apiVersion?.ends ?? null
  if (ends === null) return null
  // Noon: the same day nearly everywhere on earth.
  const utc = Date.parse(/^\d{4}-\d{2}-\d{2}$/u.test(ends) ? `${ends}T12:00:00Z` : ends)
  return Number.isNaN(utc) ? null : utc
}

export type InterfaceEnd = 'later' | 'told' | 'near' | 'ended'

export const interfaceEnd = (endsUtc: number, nowUtc: number): InterfaceEnd => {
  const days = (endsUtc - nowUtc) / dayMs
  return days <= 0 ? 'ended' : days <= nearDays ? 'near' : days <= toldDaysAhead ? 'told' : 'later'
}
