import { start as startDouble, type FakeLinkedIn } from '../../../e2e/fake-networks/linkedin/index.ts'
import { emptyContent, type MediaUse } from '../../../preload/contract/drafts.ts'
import { samplePdf } from '../../media/sample-media.ts'
import type { ConformanceHarness, ConformanceWorld } from '../conformance-harness.ts'
import { startDoubleWorld, type DoubleWorld } from '../double-harness.ts'
import type { SignInOrder } from '../network.ts'
import { linkedin } from './index.ts'

export type LinkedInWorld = ConformanceWorld & DoubleWorld & {
  readonly double: FakeLinkedIn
  videoOf(sizeBytes: number): MediaUse
  /** As given: what LinkedIn thinks of it, it says itself. */
  documentOf(bytes: Uint8Array<ArrayBuffer>): MediaUse
}

export const pagesApp: SignInOrder = { way: 'own-app', server: '', handle: '', appPassword: '', clientId: '78pages', clientSecret: 'WPL_AP1.pages' }
export const profileApp: SignInOrder = { ...pagesApp, clientId: '78profile', clientSecret: 'WPL_AP1.profile' }
/** One of the apps LinkedIn gives refresh tokens to. */
export const partnerApp: SignInOrder = { ...pagesApp, clientId: '78partner', clientSecret: 'WPL_AP1.partner' }

export const harness: ConformanceHarness = { network: linkedin, start: () => startLinkedIn('page', partnerApp) }

/** The double (e2e/fake-networks/linkedin) on loopback, with a clock of the test's, and one identity signed in to it. */
export async function startLinkedIn(who: 'page' | 'member' = 'page', order: SignInOrder = who === 'page' ? pagesApp : profileApp, processingMs = 0): Promise<LinkedInWorld> {
  const world = await startDoubleWorld<FakeLinkedIn>({
    network: linkedin, start: ({ now }) => startDouble({ now, processingMs }), typed: () => order, who: who === 'page' ? 'organization' : 'person', goesTo: (double, page) => double.authorize(page),
  })
  const { double } = world
  const documentOf = (bytes: Uint8Array<ArrayBuffer>): MediaUse => world.keep(bytes, { kind: 'document', mime: 'application/pdf', name: 'menu.pdf', width: 300, height: 400, pages: 3, alt: '' })
  return {
    ...world,
    isCommit: ({ method, url }) => method === 'POST' && new URL(url).pathname === '/rest/posts',
    // LinkedIn knows no key of ours.
    provesAbsence: false,
    expireAccess: () => { for (const token of double.world.tokens) token.isRevoked = true },
    somebodyMentionsUs: text => Promise.resolve(double.say?.(text)),
    refusedContent: { ...emptyContent(), parts: [{ text: 'x'.repeat(3001), media: [], poll: null }] },
    videoOf: sizeBytes => world.keep(new Uint8Array(sizeBytes).fill(7), { kind: 'video', mime: 'video/mp4', name: 'film.mp4', width: 1920, height: 1080, durationMs: 20_000, alt: '' }),
    documentOf, document: documentOf(samplePdf()),
  }
}
