import type { RequestRule } from '../../e2e/fake-networks/fake-network.ts'

export type InsideOptions = {
  readonly clockFile: string; readonly deathsFile: string
  /** Port of a server → port of the line in front of it. */
  readonly ports: Readonly<Record<number, number>>
  /** Port of a server → what is asked of it; regular expressions by their source. */
  readonly rules: Readonly<Record<number, readonly { readonly method?: string; readonly path: string; readonly kind: RequestRule['kind'] }[]>>
}

/** A public step, or a note in the journal, at which main can be made to die. */
export type KillOrder =
  /** The `turn`th transaction with this step of a delivery's story (`*`: any delivery's), right before or right after it is on the disk. */
  | { readonly kind: 'journal'; readonly step: string; readonly when: 'before' | 'after'; readonly turn: number }
  /** The `turn`th request of this kind (`*`: any for a delivery), before it leaves or when its answer has arrived. */
  | { readonly kind: 'request'; readonly step: string; readonly when: 'before' | 'after'; readonly turn: number }

export type ToMain =
  | { readonly kind: 'ask'; readonly id: number; readonly topic: string; readonly call: string; readonly input: unknown }
  | { readonly kind: 'status'; readonly id: number }
  | { readonly kind: 'clock-moved' }
  | { readonly kind: 'kill'; readonly order: KillOrder | null }
  /** The journal's disk is full for so many writes that need room; 0: there is room again. */
  | { readonly kind: 'fill-disk'; readonly writes: number }

export type Status = {
  /** Requests on their way, and other work that is not a timer. */
  readonly busy: number
  readonly nextTimerUtc: number | null
  /** The earliest instant the journal names for a delivery. */
  readonly nextDeliveryUtc: number | null
  /** Deliveries that an attempt holds. */
  readonly held: number
}

export type FromMain =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'status'; readonly id: number; readonly status: Status }
  | { readonly kind: 'disk-was-full'; readonly statement: string }

/** What a request is about, told by its address alone. Used by the line and inside main, so that both speak of the same. */
export function requestKind(method: string, path: string, rules?: readonly RequestRule[]): string {
  const bare = path.split('?')[0] ?? ''
  if (rules) return rules.find(rule => (rule.method === undefined || rule.method === method) && rule.path.test(path))?.kind ?? (/oauth|token|revoke/.test(bare) ? 'account' : 'read')
  if (/oauth|\/apps$|instance|createSession|refreshSession|describeServer|verify_credentials|getSession|resolveHandle/.test(bare)) return 'account'
  if (/media|uploadBlob/.test(bare)) return 'upload'
  if (method === 'POST' && (bare === '/api/v1/statuses' || bare.endsWith('putRecord'))) return 'publish'
  if (method === 'PUT' && bare.startsWith('/api/v1/statuses/')) return 'edit'
  if ((method === 'DELETE' && bare.startsWith('/api/v1/statuses/')) || bare.endsWith('deleteRecord')) return 'delete'
  if (/favourite$|reblog$/.test(bare)) return 'like'
  if (/scheduled_statuses/.test(bare)) return 'schedule'
  if (/\/source$|listRecords$/.test(bare)) return 'look'
  if (/^\/api\/v1\/accounts\/\d+\/statuses$/.test(bare)) return 'look'
  if (/^\/api\/v1\/statuses\/\d+$/.test(bare) || bare.endsWith('getRecord')) return 'read-back'
  return 'read'
}
