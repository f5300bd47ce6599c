import sharp from 'sharp'
import { emptyContent, type MediaUse } from '../../../preload/contract/drafts.ts'
import { startGoogleBusiness, type FakeGoogleBusiness } from '../../../e2e/fake-networks/google-business/index.ts'
import type { ConformanceHarness, ConformanceWorld } from '../conformance-harness.ts'
import { startDoubleWorld, type DoubleWorld } from '../double-harness.ts'
import { googleBusiness } from './index.ts'

export type BusinessWorld = ConformanceWorld & DoubleWorld & { readonly double: FakeGoogleBusiness; readonly picture: MediaUse }

export const harness: ConformanceHarness = { network: googleBusiness, start: () => startWorld() }

/** The double, with the first of its places signed in to it. */
export async function startWorld({ isTesting = false } = {}): Promise<BusinessWorld> {
  const world = await startDoubleWorld({ network: googleBusiness, start: options => startGoogleBusiness({ ...options, isTesting }), clockRuns: true, webSpace: 'martin.example' })
  // Noise, so that the file is as large as Google wants it.
  const bytes = new Uint8Array(await sharp({ create: { width: 400, height: 300, channels: 3, background: '#b33', noise: { type: 'gaussian', mean: 128, sigma: 60 } } }).png().toBuffer())
  return {
    ...world,
    picture: world.keep(bytes, { kind: 'image', mime: 'image/png', name: 'vitrine.png', width: 400, height: 300 }),
    isCommit: ({ method, url }) => method === 'POST' && new URL(url).pathname.endsWith('/localPosts'),
    // No id or key of ours is known there before a post is made.
    provesAbsence: false,
    somebodyMentionsUs: text => Promise.resolve(world.double.say?.(text)),
    expireAccess: world.double.expireAccess,
    refusedContent: { ...emptyContent(), parts: [{ text: 'x'.repeat(1501), media: [], poll: null }] },
  }
}
