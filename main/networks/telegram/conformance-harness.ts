import { emptyContent } from '../../../preload/contract/drafts.ts'
import { start } from '../../../e2e/fake-networks/telegram/index.ts'
import type { ConformanceHarness } from '../conformance-harness.ts'
import { startDoubleWorld } from '../double-harness.ts'
import { telegram } from './index.ts'

export const harness: ConformanceHarness = {
  network: telegram,
  async start() {
    const world = await startDoubleWorld({ network: telegram, start })
    return {
      ...world, provesAbsence: false, showsPosts: false,
      isCommit: ({ url }) => /\/send\w+$/u.test(new URL(url).pathname),
      somebodyMentionsUs: async text => world.double.say?.(text),
      refusedContent: { ...emptyContent(), parts: [{ text: 'x'.repeat(4097), media: [], poll: null }] },
    }
  },
}
