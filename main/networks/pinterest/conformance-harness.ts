import { emptyContent, type Content } from '../../../preload/contract/drafts.ts'
import { start as startDouble, type FakePinterest } from '../../../e2e/fake-networks/pinterest/index.ts'
import type { ConformanceHarness, ConformanceWorld } from '../conformance-harness.ts'
import { startDoubleWorld, type DoubleWorld } from '../double-harness.ts'
import { pinterest } from './index.ts'

export type PinterestWorld = ConformanceWorld & DoubleWorld & { readonly double: FakePinterest }

export const harness: ConformanceHarness = { network: pinterest, start: () => startPinterest() }

/** The double (e2e/fake-networks/pinterest) on loopback, with a clock of the test's, and one account signed in to it. */
export async function startPinterest(processingMs = 0): Promise<PinterestWorld> {
  const world = await startDoubleWorld<FakePinterest>({
    network: pinterest, start: ({ now }) => startDouble({ now, processingMs }),
    goesTo: (double, page) => double.authorize(page),
  })
  const board = world.double.world.boards[0]?.id ?? ''
  const contentOf = (text: string): Content => ({ ...emptyContent(), parts: [{ text, media: [world.picture], poll: null }], options: { board } })
  return {
    ...world, contentOf,
    isCommit: ({ method, url }) => method === 'POST' && new URL(url).pathname === '/v5/pins',
    // Pinterest knows no key of ours.
    provesAbsence: false,
    expireAccess: () => { for (const grant of world.double.world.grants) Object.assign(grant, { isAccessDead: true }) },
    somebodyMentionsUs: null,
    refusedContent: contentOf('x'.repeat(801)),
  }
}
