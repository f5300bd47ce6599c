import type { OwnerChoice } from '../../../preload/contract/publishing.ts'

/** What can be answered for a post that is too late. */
export const lateChoices = ['publish-now', 'next-slot', 'give-up'] as const satisfies readonly OwnerChoice[]
export type LateChoice = typeof lateChoices[number]
