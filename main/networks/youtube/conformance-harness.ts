import { emptyContent, type Content, type MediaUse } from '../../../preload/contract/drafts.ts'
import { startYoutube, type FakeYoutube } from '../../../e2e/fake-networks/youtube/index.ts'
import type { ConformanceHarness, ConformanceWorld } from '../conformance-harness.ts'
import { startDoubleWorld, videoBytes, type DoubleWorld } from '../double-harness.ts'
import { youtube } from './index.ts'

export type YoutubeWorld = ConformanceWorld & DoubleWorld & {
  readonly server: FakeYoutube
  readonly thumbnail: MediaUse
  readonly contentOf: (text: string) => Content
}

export const harness: ConformanceHarness = { network: youtube, start: () => startWorld() }

/** The double, with one channel signed in to it. Its clock goes on by itself: videos take a moment there. */
export async function startWorld({ isTesting = false, filmBytes = 5000 } = {}): Promise<YoutubeWorld> {
  const world = await startDoubleWorld({ network: youtube, start: options => startYoutube({ ...options, isTesting }), clockRuns: true })
  const { double: server } = world
  const film = world.keep(videoBytes(filmBytes), { kind: 'video', mime: 'video/mp4', name: 'fournil.mp4', width: 1920, height: 1080, durationMs: 12_000, alt: '' })
  const contentOf = (text: string): Content => ({ ...emptyContent(), parts: [{ text, media: [film], poll: null }], format: 'video', options: { title: 'Au fournil', 'made-for-kids': 'no' } })
  return {
    ...world, server, contentOf, picture: film, thumbnail: world.picture,
    isCommit: ({ method, url }) => method === 'PUT' && new URL(url).pathname === '/youtube/v3/videos',
    somebodyMentionsUs: text => Promise.resolve(server.say?.(text)),
    // At the server, and not by the clock alone: its no is what makes us renew.
    expireAccess: server.expireAccess,
    refusedContent: { ...contentOf('x'), options: { title: 'y'.repeat(101), 'made-for-kids': 'no' } },
  }
}
