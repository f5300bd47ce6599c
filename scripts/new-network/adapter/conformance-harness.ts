import { emptyContent } from '../../../preload/contract/drafts.ts'
import type { ConformanceHarness } from '../../../main/networks/conformance-harness.ts'
import { startDoubleWorld } from '../../../main/networks/double-harness.ts'
import { start } from '../double/index.ts'
import { sampler } from './index.ts'

/** The double, and one account connected to it through the network's own sign-in. */
export const harness: ConformanceHarness = {
  network: sampler,
  async start() {
    const world = await startDoubleWorld({ network: sampler, start })
    return {
      ...world,
      // The request that makes a post public.
      isCommit: ({ method, url }) => method === 'POST' && new URL(url).pathname === '/posts',
      // Another account writes to ours; null where the network tells of nobody.
      somebodyMentionsUs: async text => world.double.say?.(text),
      refusedContent: { ...emptyContent(), parts: [{ text: 'x'.repeat(100_000), media: [], poll: null }] },
    }
  },
}
