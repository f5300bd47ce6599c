import type { DeliveryState, OwnerChoice } from '../../../preload/contract/publishing.ts'

/** What the owner can answer, the likeliest first. A failed delivery can be taken up again. */
export function choicesOf(state: DeliveryState): readonly OwnerChoice[] {
  if (state.kind === 'failed') return ['try-again', 'give-up']
  if (state.kind !== 'needs-owner') return []
  switch (state.question.kind) {
    case 'late': return ['publish-now', 'give-up']
    case 'unproved': return ['it-is-there', 'try-again', 'give-up']
    case 'sign-in': return ['give-up']
  }
}
