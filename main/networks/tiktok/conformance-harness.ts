import { emptyContent, type Content, type MediaUse } from '../../../preload/contract/drafts.ts'
import { startTiktok, type FakeTiktok } from '../../../e2e/fake-networks/tiktok/index.ts'
import type { Options } from '../../../e2e/fake-networks/tiktok/state.ts'
import type { ConformanceHarness, ConformanceWorld } from '../conformance-harness.ts'
import { startDoubleWorld, type DoubleWorld } from '../double-harness.ts'
import { tiktok } from './index.ts'

export type TiktokWorld = ConformanceWorld & DoubleWorld & { readonly double: FakeTiktok; contentOf(text: string, media?: readonly MediaUse[], options?: Content['options']): Content }

// The clock of the stories stands still while TikTok works, so it works in no time here; its slowness has tests of its own.
export const harness: ConformanceHarness = { network: tiktok, start: () => startWorld({ processingMs: 0, moderationMs: 0 }) }

export async function startWorld(options: Options = {}): Promise<TiktokWorld> {
  const world = await startDoubleWorld({ network: tiktok, start: given => startTiktok({ ...given, ...options }), webSpace: 'images.boulangerie.example' })
  const { video } = world
  const contentOf = (text: string, media: readonly MediaUse[] = [video], more: Content['options'] = {}): Content =>
    ({ ...emptyContent(), parts: [{ text, media: [...media], poll: null }], options: { audience: 'public', ...more } })
  return {
    ...world, contentOf, picture: video,
    isCommit: ({ method, url }) => (method === 'PUT' && new URL(url).pathname === '/video/') || url.endsWith('/v2/post/publish/content/init/'),
    expireAccess: () => { for (const grant of world.double.state.grants) grant.accessEndsUtc = 0 },
    somebodyMentionsUs: null,
    refusedContent: contentOf('x'.repeat(2201)),
  }
}
