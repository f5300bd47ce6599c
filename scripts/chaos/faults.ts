import type { Chance } from './chance.ts'

export type Fault =
  | { readonly kind: 'none' }
  /** Cuts the connection: before the server has seen the request, in the middle of its answer, after it has acted. */
  | { readonly kind: 'cut'; readonly when: 'before' | 'during' | 'after' }
  /** The request is on its way for so long; the server then acts, whether its sender still waits or not. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** The server acts at once, its answer takes this long. */
  | { readonly kind: 'late-answer'; readonly ms: number }
  | { readonly kind: 'limit'; readonly seconds: number }
  | { readonly kind: 'error'; readonly status: 500 | 502 | 503 | 504; readonly when: 'before' | 'after' }
  | { readonly kind: 'garbage'; readonly when: 'before' | 'after' }
  | { readonly kind: 'truncated' }

/** How many of a hundred requests of a kind are troubled. `account`: renewing a sign-in, where a renewal can be lost for good. */
const troubled: Readonly<Record<string, number>> = { publish: 30, edit: 25, delete: 20, like: 20, upload: 12, look: 12, schedule: 15, 'read-back': 12, read: 3, account: 10 }

/** The fault that the n-th request of its kind on this server meets: by the seed alone. */
export function chooseFault(chance: Chance, server: string, kind: string, turn: number): Fault {
  const of = (what: string): number => chance.of('fault', what, server, kind, turn)
  if (of('whether') * 100 >= (troubled[kind] ?? 0)) return { kind: 'none' }
  const before = of('when') < 0.4 ? 'before' : 'after'
  const pick = of('which')
  if (pick < 0.34) return { kind: 'cut', when: chance.one(['before', 'during', 'after', 'after'], 'cut', server, kind, turn) }
  // Past half a minute its sender has given up by then.
  if (pick < 0.44) return { kind: 'slow', ms: chance.whole(500, 55_000, 'slow', server, kind, turn) }
  if (pick < 0.60) return { kind: 'late-answer', ms: chance.whole(31_000, 200_000, 'late', server, kind, turn) }
  if (pick < 0.70) return { kind: 'limit', seconds: chance.whole(5, 400, 'limit', server, kind, turn) }
  if (pick < 0.84) return { kind: 'error', status: chance.one([500, 502, 503, 504] as const, 'status', server, kind, turn), when: before }
  if (pick < 0.92) return { kind: 'garbage', when: before }
  return { kind: 'truncated' }
}
