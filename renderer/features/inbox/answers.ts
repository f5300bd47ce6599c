import { countText } from '../../../preload/contract/count-text.ts'
import { emptyContent } from '../../../preload/contract/drafts.ts'
import type { Item } from '../../../preload/contract/items.ts'
import type { Limits } from '../../../preload/contract/networks.ts'
import type { Act, DeliveryState } from '../../../preload/contract/publishing.ts'
import type { DeliveryRow } from '../../db/schema.ts'
import { plainText } from '../../db/search-index.ts'

/** The act that answers an item; null where there is nothing to answer to. */
export function answerTo({ kind, ref, person }: Pick<Item, 'kind' | 'ref' | 'person'>, text: string): Extract<Act, { kind: 'reply' | 'message' }> | null {
  if (!ref) return null
  return kind === 'message'
    ? { kind: 'message', conversation: ref, toPerson: person, text }
    : { kind: 'reply', to: ref, toPerson: person, content: { ...emptyContent(), parts: [{ text, media: [], poll: null }] } }
}

export const textOfAnswer = (act: Act): string | null =>
  act.kind === 'message' ? act.text : act.kind === 'reply' ? act.content.parts.map(part => part.text).join('\n') : null

export type Room = { readonly left: number; readonly isTooHeavy: boolean }

/** Signs left for an answer. Networks that count a handle without its host are those whose answers begin with it. */
export function roomFor({ kind, person }: Pick<Item, 'kind' | 'person'>, text: string, { text: rule, messageMaxGraphemes }: Pick<Limits, 'text' | 'messageMaxGraphemes'>): Room {
  const handle = `@${person.handle.replace(/^@/, '')}`
  const sent = rule.mentionHostIsFree && !text.toLowerCase().includes(handle.toLowerCase()) ? `${handle} ${text}` : text
  const { graphemes, bytes } = countText(sent, rule)
  const max = kind === 'message' ? messageMaxGraphemes : rule.maxGraphemes
  return { left: max - graphemes, isTooHeavy: kind !== 'message' && rule.maxBytes !== null && bytes > rule.maxBytes }
}

/** Beyond this an answer is rarely read to its end. */
export const longAnswer = 320

/** The newest answer of the same words to somebody else; too few words are everybody's. */
export function sameAnswer(text: string, earlier: readonly DeliveryRow[], toRemoteId: string): { readonly name: string; readonly utc: number } | null {
  const plain = plainText(text)
  if (plain.length < 25) return null
  for (const { delivery: { act, due }, stateKind } of earlier.toReversed()) {
    if ((act.kind !== 'reply' && act.kind !== 'message') || stateKind === 'cancelled' || act.toPerson.remoteId === toRemoteId) continue
    if (plainText(textOfAnswer(act) ?? '') === plain) return { name: act.toPerson.displayName || act.toPerson.handle, utc: due.utc }
  }
  return null
}

/** Where an answer stands, in the five words of the thread. */
export type AnswerStanding = 'line' | 'leaving' | 'sending' | 'sent' | 'unknown' | 'asks' | 'other'
export function standingOf(state: DeliveryState, isOffline: boolean): AnswerStanding {
  switch (state.kind) {
    case 'published': return 'sent'
    case 'unknown': return 'unknown'
    case 'committing': case 'preparing': return 'sending'
    case 'planned': return isOffline ? 'line' : 'leaving'
    case 'waiting': return state.why === 'no-line' ? 'line' : 'other'
    case 'needs-owner': case 'failed': return 'asks'
    // An answer is never handed over ahead of its time.
    case 'handing-over': case 'handed-over': case 'recalling':
    case 'cancelled': return 'other'
  }
}

/** Whether a like, follow… stands by what was sent last; what failed or was called back does not count. */
export function lastSwitch(deliveries: readonly DeliveryRow[], kind: 'like' | 'boost' | 'follow' | 'mute' | 'block'): { readonly isOn: boolean; readonly row: DeliveryRow } | null {
  const row = deliveries.findLast(({ delivery, stateKind }) => delivery.act.kind === kind && stateKind !== 'cancelled' && stateKind !== 'failed')
  return row && 'on' in row.delivery.act ? { isOn: row.delivery.act.on, row } : null
}
