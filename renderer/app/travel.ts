export type Travel = { readonly here: string; /** Zones that posts to come keep. */ readonly kept: readonly string[] }

/** Pure: is there a journey to tell of? `known` is the zone the owner last knew the computer to be in; '' before the first. */
export function travelOf(here: string, known: string, planned: readonly string[]): Travel | null {
  if (known === '' || known === here) return null
  const kept = planned.filter(zone => zone !== here)
  return kept.length === 0 ? null : { here, kept }
}
