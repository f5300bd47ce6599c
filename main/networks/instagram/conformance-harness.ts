import { startInstagram, type FakeInstagram } from '../../../e2e/fake-networks/instagram/index.ts'
import { emptyContent, type Content } from '../../../preload/contract/drafts.ts'
import type { ConformanceHarness, ConformanceWorld } from '../conformance-harness.ts'
import { startDoubleWorld, type DoubleWorld } from '../double-harness.ts'
import { besideWebSpace } from '../graph-api/web-space-for-tests.ts'
import { instagram } from './index.ts'

export type InstagramWorld = ConformanceWorld & DoubleWorld & {
  readonly double: FakeInstagram
  /** Files in the web space come out broken from now on. */
  breakWebSpace(): void
}

export const harness: ConformanceHarness = { network: instagram, start: () => startInstagramWorld() }

/** The double of e2e/fake-networks/instagram on loopback, with a web space beside it from which it fetches. `token`: with the network's own sign-in, `own-app`: with Facebook's. */
export async function startInstagramWorld(way: 'token' | 'own-app' = 'token'): Promise<InstagramWorld> {
  // Its clock goes on by itself as well: files are worked on for a while.
  const world = await besideWebSpace(({ media }) => startDoubleWorld<FakeInstagram>({
    network: instagram, start: startInstagram, clockRuns: true, media, typed: ({ token }) => (way === 'token' ? { way, token } : { way }), goesTo: (double, page) => double.agree(page),
  }))
  const contentOf = (text: string): Content => ({ ...emptyContent(), parts: [{ text, media: [world.picture], poll: null }] })
  return {
    ...world, contentOf,
    // It is renewed long before its end: an ended one cannot be.
    expireAccess: () => { world.advance(30 * 86_400_000) },
    isCommit: ({ method, url }) => method === 'POST' && new URL(url).pathname.endsWith('/media_publish'),
    somebodyMentionsUs: text => Promise.resolve(void world.double.marks(text)),
    refusedContent: contentOf('x'.repeat(2201)),
  }
}
