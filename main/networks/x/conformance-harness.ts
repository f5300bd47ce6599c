import { start as startDouble, type FakeX, type FakeXOptions } from '../../../e2e/fake-networks/x/index.ts'
import { emptyContent } from '../../../preload/contract/drafts.ts'
import type { ConformanceHarness, ConformanceWorld } from '../conformance-harness.ts'
import { startDoubleWorld, type DoubleWorld } from '../double-harness.ts'
import { x } from './index.ts'

export type XWorld = ConformanceWorld & DoubleWorld & { readonly double: FakeX }

export const harness: ConformanceHarness = { network: x, start: () => startX() }

/** The double of X (e2e/fake-networks/x), with one account signed in and a clock of the test's. */
export async function startX(options: Omit<FakeXOptions, 'now'> = {}): Promise<XWorld> {
  const world = await startDoubleWorld<FakeX>({ network: x, start: ({ now }) => startDouble({ ...options, now }), goesTo: (double, page) => double.agree(page) })
  return {
    ...world,
    // Access tokens last two hours.
    expireAccess: () => { world.advance(3 * 3_600_000) },
    isCommit: ({ method, url }) => method === 'POST' && new URL(url).pathname === '/2/tweets',
    // X knows no key of ours: what is not seen may still come.
    provesAbsence: false,
    somebodyMentionsUs: text => Promise.resolve(world.double.say?.(text)),
    refusedContent: { ...emptyContent(), parts: [{ text: 'x'.repeat(281), media: [], poll: null }] },
  }
}
