/** How the command key is written on this computer. */
export const commandKey = navigator.userAgent.includes('Mac OS') ? '⌘' : 'Ctrl'

export type KeyAct = 'goToday' | 'goCalendar' | 'goInbox' | 'goAnalytics' | 'newPost' | 'keys' | 'outbox'
export type KeyState = { readonly kind: 'idle' } | { readonly kind: 'after-g'; readonly untilMs: number }

const single: Readonly<Record<string, KeyAct>> = { n: 'newPost', '?': 'keys', o: 'outbox' }
const afterG: Readonly<Record<string, KeyAct>> = { t: 'goToday', c: 'goCalendar', i: 'goInbox', a: 'goAnalytics' }
const sequenceMs = 1500

/** Pure: one key typed outside of any field. `g` opens a sequence that lapses by itself. */
export function readKey(state: KeyState, key: string, nowMs: number): { readonly state: KeyState; readonly act: KeyAct | null } {
  if (state.kind === 'after-g' && nowMs <= state.untilMs) return { state: { kind: 'idle' }, act: afterG[key] ?? null }
  if (key === 'g') return { state: { kind: 'after-g', untilMs: nowMs + sequenceMs }, act: null }
  return { state: { kind: 'idle' }, act: single[key] ?? null }
}

/** The list that `?` shows. */
export const shortcuts: readonly { readonly name: KeyAct | 'palette'; readonly keys: readonly string[]; readonly isSequence: boolean }[] = [
  { name: 'palette', keys: [commandKey, 'K'], isSequence: false },
  { name: 'newPost', keys: ['N'], isSequence: false },
  { name: 'outbox', keys: ['O'], isSequence: false },
  { name: 'goToday', keys: ['G', 'T'], isSequence: true },
  { name: 'goCalendar', keys: ['G', 'C'], isSequence: true },
  { name: 'goInbox', keys: ['G', 'I'], isSequence: true },
  { name: 'goAnalytics', keys: ['G', 'A'], isSequence: true },
  { name: 'keys', keys: ['?'], isSequence: false },
]
