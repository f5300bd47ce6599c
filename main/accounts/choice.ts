import type { Failure } from '../../preload/contract/failures.ts'
import type { NetworkId } from '../../preload/contract/ids.ts'
import type { SignedIn } from '../networks/network.ts'

/** How long a sign-in that speaks for several waits for the owner's choice; its tokens are in memory only until then. */
const keptMs = 15 * 60_000

/** One sign-in that speaks for several pages, channels or places, until the owner has said which. */
export type Choice = {
  offer(network: NetworkId, identities: readonly SignedIn[]): Failure
  /** The one that was chosen; the others stay, so that a second one is connected without another sign-in. */
  take(network: NetworkId, remoteId: string): SignedIn | null
}

export function createChoice(now: () => number): Choice {
  let offered: { readonly network: NetworkId; readonly identities: readonly SignedIn[]; readonly untilUtc: number } | null = null
  return {
    offer(network, identities) {
      offered = { network, identities, untilUtc: now() + keptMs }
      const candidates = identities.map(({ profile }) => ({ remoteId: profile.remoteId, name: profile.displayName || profile.handle, detail: profile.handle }))
      return { kind: 'several-identities', candidates, detail: `${candidates.length} identities` }
    },
    take(network, remoteId) {
      if (offered?.network !== network || now() > offered.untilUtc) return null
      return offered.identities.find(({ profile }) => profile.remoteId === remoteId) ?? null
    },
  }
}
