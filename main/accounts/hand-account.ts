import type { AccountSummary, HandOrder } from '../../preload/contract/accounts.ts'
import { networkId } from '../../preload/contract/ids.ts'
import { abilities, unknownLimits, type Ability, type AbilityState, type Limits, type MediaLimit } from '../../preload/contract/networks.ts'
import { fail, ok, type Result } from '../../preload/contract/result.ts'
import type { Network } from '../networks/network.ts'
import { accountIdOf } from './account-id.ts'

/** Of a network that is not in the registry nobody here knows what it takes: only the contract's own ends hold. */
const noLimits: Limits = {
  text: { maxGraphemes: 100_000, maxBytes: null, urlWeight: null, mentionHostIsFree: false, warningCounts: false },
  images: { max: 50, maxBytes: 100e6, maxPixels: null, maxDurationMs: null, altMaxGraphemes: 10_000, shrinks: true, mimes: ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif', 'image/tiff'] },
  video: { max: 50, maxBytes: 100e9, maxPixels: null, maxDurationMs: null, altMaxGraphemes: 10_000, shrinks: false, mimes: ['video/mp4', 'video/quicktime', 'video/webm', 'video/x-matroska'] },
  documents: { max: 50, maxBytes: 100e6, maxPages: 10_000, mimes: ['application/pdf'] },
  mixesMedia: true, poll: null, pollWithMedia: false, maxThreadParts: 50, visibilities: [], messageMaxGraphemes: 1,
  source: unknownLimits,
}

/** What a person does there and Comptoir lays ready. All else (answers, figures, edits) passes it by. */
const byOneself: readonly Ability[] = ['text', 'images', 'video', 'documents', 'thread']

/** Pure: the account as it is shown and planned for. Nothing is asked of anybody. */
export function handAccount(order: HandOrder, networks: readonly Network[], nowUtc: number): Result<AccountSummary> {
  const name = order.name.trim()
  const known = networks.find(({ description }) => order.network === null ? description.name.toLowerCase() === name.toLowerCase() : description.id === order.network)
  const network = known?.description.name ?? name
  const handle = order.handle.trim() || network
  const page = URL.parse(order.page.trim())
  if (network === '') return fail({ kind: 'bad-input', detail: 'the network has no name' })
  if (page?.protocol !== 'https:') return fail({ kind: 'address-not-understood', detail: order.page })
  const id = known?.description.id ?? networkId.parse('by-hand')
  return ok({
    id: accountIdOf(id, page.href, `by hand ${network} ${handle}`), network: id, remoteId: `by hand ${handle}`, handle, displayName: handle, profileUrl: page.href, avatarUrl: null, serverUrl: page.href,
    isPractice: false, state: { kind: 'connected' }, connectedUtc: nowUtc, lastContactUtc: null, historySinceUtc: nowUtc, expiresUtc: null, byHand: { network, page: page.href },
    abilities: abilities.parse(Object.fromEntries(byOneself.map(ability => [ability, { kind: 'works' } satisfies AbilityState]))), limits: limitsOf(known),
  })
}

/** The network's own, less what only a program needs: its scheduler, its formats, the fields that its pages ask for themselves, and a web space. */
function limitsOf(network: Network | undefined): Limits {
  if (!network?.usualLimits) return noLimits
  const { schedule: _scheduler, formats: _formats, options: _fields, ...limits } = network.usualLimits
  return { ...limits, images: handed(limits.images), video: limits.video && handed(limits.video), poll: null, visibilities: [] }
}
const handed = ({ fromTheWeb: _fetched, ...limit }: MediaLimit): MediaLimit => limit
