import { mayBeFetched, type Fetched } from '../fetched-file.ts'
import { refuse } from './graph-refusal.ts'

/** What is published in two steps: made, worked on, published once, or forgotten after a day. */
export type FakeContainer<F> = {
  readonly id: string
  readonly createdUtc: number
  readonly fields: F
  /** Not before this, even when the file has come. */
  readonly readyUtc: number
  file: { readonly kind: 'none' | 'coming' } | Fetched
  publishedAs: string | null
}
export type FakeContainerState = 'IN_PROGRESS' | 'FINISHED' | 'PUBLISHED' | 'ERROR' | 'EXPIRED'

const dayMs = 24 * 60 * 60_000

export function stateOf(container: FakeContainer<unknown>, nowUtc: number): FakeContainerState {
  if (container.publishedAs !== null) return 'PUBLISHED'
  if (nowUtc >= container.createdUtc + dayMs) return 'EXPIRED'
  if (container.file.kind === 'failed') return 'ERROR'
  return container.file.kind === 'coming' || nowUtc < container.readyUtc ? 'IN_PROGRESS' : 'FINISHED'
}

/** Of the field that names it. */
export function needFileAddress(name: string, address: string): string {
  if (!mayBeFetched(address)) throw refuse.badParam(name, 'must be a valid URI')
  return address
}
