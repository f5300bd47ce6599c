import type { Act, DeliveryRecord } from '../../preload/contract/publishing.ts'
import type { Step } from '../journal/claims.ts'

export const stepOf = ({ delivery }: DeliveryRecord, part: number): Step => ({ accountId: delivery.accountId, id: delivery.id, part, act: delivery.act })

/** The words one part of an act puts on the network; empty for a like and its kind. */
export function wordsOf(act: Act, part: number): string {
  switch (act.kind) {
    case 'publish': case 'reply': case 'edit': return act.content.parts[part]?.text ?? ''
    case 'message': return act.text
    case 'report': return act.comment
    default: return ''
  }
}

/** The names of the files that go with one part. */
export const mediaOf = (act: Act, part: number): readonly string[] =>
  act.kind === 'publish' || act.kind === 'reply' || act.kind === 'edit' ? (act.content.parts[part]?.media ?? []).map(media => media.name) : []
