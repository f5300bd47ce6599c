import { startThreads, type FakeThreads } from '../../../e2e/fake-networks/threads/index.ts'
import { emptyContent } from '../../../preload/contract/drafts.ts'
import type { ConformanceHarness, ConformanceWorld } from '../conformance-harness.ts'
import { startDoubleWorld, type DoubleWorld } from '../double-harness.ts'
import { besideWebSpace } from '../graph-api/web-space-for-tests.ts'
import { threads } from './index.ts'

export type ThreadsWorld = ConformanceWorld & DoubleWorld & {
  readonly double: FakeThreads
  /** Files in the web space come out broken from now on. */
  breakWebSpace(): void
}

export const harness: ConformanceHarness = { network: threads, start: () => startThreadsWorld() }

/** The double of e2e/fake-networks/threads on loopback, with a web space beside it from which it fetches, and a clock that can be put forward. */
export async function startThreadsWorld(): Promise<ThreadsWorld> {
  // Its clock goes on by itself as well: files are worked on for a while.
  const world = await besideWebSpace(({ media }) => startDoubleWorld({ network: threads, start: startThreads, clockRuns: true, media }))
  return {
    ...world,
    // It is renewed long before its end: an ended one cannot be.
    expireAccess: () => { world.advance(30 * 86_400_000) },
    isCommit: ({ method, url }) => method === 'POST' && new URL(url).pathname.endsWith('/threads_publish'),
    somebodyMentionsUs: text => Promise.resolve(void world.double.hears(`@${world.session.handle} ${text}`, null)),
    refusedContent: { ...emptyContent(), parts: [{ text: 'x'.repeat(501), media: [], poll: null }] },
  }
}
