import { startFacebook, type FakeFacebook } from '../../../e2e/fake-networks/facebook/index.ts'
import { emptyContent } from '../../../preload/contract/drafts.ts'
import type { ConformanceHarness, ConformanceWorld } from '../conformance-harness.ts'
import { startDoubleWorld, videoBytes, type DoubleWorld } from '../double-harness.ts'
import { facebook } from './index.ts'

export type FacebookWorld = ConformanceWorld & DoubleWorld & {
  readonly fake: FakeFacebook
  wait(ms: number): Promise<void>
}

export const harness: ConformanceHarness = { network: facebook, start: () => startWorld() }

/** Our double of the network (e2e/fake-networks/facebook), with a clock of the test's, and its first Page connected through an own app. */
export async function startWorld(): Promise<FacebookWorld> {
  const world = await startDoubleWorld<FakeFacebook>({ network: facebook, start: startFacebook, goesTo: agreeAt })
  const { double: fake, signedIn } = world
  const own = signedIn.profile.remoteId
  return {
    ...world, fake,
    // In several pieces.
    video: world.keep(videoBytes(40_000), { kind: 'video', mime: 'video/mp4', name: 'four.mp4', width: 1080, height: 1920, durationMs: 12_000, alt: '' }),
    wait: ms => Promise.resolve(world.advance(ms)),
    // Nothing of ours is known there before a post is sent: the network gives no key.
    provesAbsence: false,
    isCommit: ({ method, url }) => method === 'POST' && new URL(url).pathname.endsWith(`/${own}/feed`),
    postsOnServer: () => Promise.resolve(fake.posts().filter(post => post.id.startsWith(own)).map(({ text, alts }) => ({ text, alts }))),
    somebodyMentionsUs: text => Promise.resolve(void fake.customer.visits(text)),
    refusedContent: { ...emptyContent(), parts: [{ text: 'x'.repeat(signedIn.limits.text.maxGraphemes + 1), media: [], poll: null }] },
  }
}

async function agreeAt(_fake: FakeFacebook, address: string): Promise<string> {
  const page = await fetch(address, { redirect: 'manual' })
  const back = page.headers.get('location')
  if (back === null) throw new Error(`the sign-in page shows: ${await page.text()}`)
  return back
}
