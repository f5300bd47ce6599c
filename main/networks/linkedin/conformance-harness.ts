import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { accountId, mediaHash } from '../../../preload/contract/ids.ts'
import { emptyContent, type MediaUse } from '../../../preload/contract/drafts.ts'
import { fail, ok } from '../../../preload/contract/result.ts'
import { start as startDouble, type FakeLinkedIn } from '../../../e2e/fake-networks/linkedin/index.ts'
import { createHttp } from '../../http/request.ts'
import { samplePdf } from '../../media/sample-media.ts'
import { hostsVariable } from '../hosts.ts'
import type { ConformanceHarness, ConformanceWorld } from '../conformance-harness.ts'
import type { Notes, Session, SignedIn, SignInOrder, SignInTools } from '../network.ts'
import { linkedin } from './index.ts'
import { redirectUri, signIn } from './sign-in.ts'

/** The double (e2e/fake-networks/linkedin) on loopback, with a clock of the test's, and one identity signed in to it. */
export type LinkedInWorld = ConformanceWorld & {
  readonly double: FakeLinkedIn
  readonly identities: readonly SignedIn[]
  readonly signInTools: SignInTools
  readonly order: SignInOrder
  secret(): string
  pictureAt(index: number): MediaUse
  videoOf(sizeBytes: number): MediaUse
  /** As given: what LinkedIn thinks of it, it says itself. */
  documentOf(bytes: Uint8Array<ArrayBuffer>): MediaUse
}

export const pagesApp: SignInOrder = { way: 'own-app', server: '', handle: '', appPassword: '', clientId: '78pages', clientSecret: 'WPL_AP1.pages' }
export const profileApp: SignInOrder = { ...pagesApp, clientId: '78profile', clientSecret: 'WPL_AP1.profile' }
/** One of the apps LinkedIn gives refresh tokens to. */
export const partnerApp: SignInOrder = { ...pagesApp, clientId: '78partner', clientSecret: 'WPL_AP1.partner' }

export const harness: ConformanceHarness = { network: linkedin, start: () => startLinkedIn('page', partnerApp) }

export async function startLinkedIn(who: 'page' | 'member' = 'page', order: SignInOrder = who === 'page' ? pagesApp : profileApp, processingMs = 0): Promise<LinkedInWorld> {
  let clock = Date.UTC(2026, 10, 27, 8)
  const now = (): number => clock
  const double = await startDouble({ now, processingMs })
  const before = process.env[hostsVariable]
  process.env[hostsVariable] = JSON.stringify({ linkedin: double.hosts })
  const http = createHttp({ now, log: () => undefined, userAgent: 'Comptoir/test' })
  const kept = new Map<string, string>()
  const signInTools: SignInTools = {
    http, now, signal: new AbortController().signal,
    serverSecrets: { read: name => Promise.resolve(kept.get(name) ?? null), write: (name, value) => Promise.resolve(void kept.set(name, value)) },
    throughBrowser: async address => {
      const asked = await address(redirectUri)
      return asked.ok ? ok({ params: new URL(double.authorize(asked.value)).searchParams, redirectUri }) : asked
    },
  }
  const signed = await signIn(order, signInTools)
  if (!signed.ok) throw new Error(`no sign-in: ${JSON.stringify(signed.failure)}`)
  const identity = signed.value.find(({ profile }) => profile.remoteId.includes(who === 'page' ? 'organization' : 'person'))
  if (!identity) throw new Error('the sign-in does not speak for it')
  let secret = identity.secret
  const media = await mediaStore()
  const session: Session = {
    accountId: accountId.parse('account-1'), remoteId: identity.profile.remoteId, handle: identity.profile.handle, serverUrl: identity.serverUrl, limits: identity.limits,
    secret: { read: () => Promise.resolve(ok(secret)), replace: text => Promise.resolve(ok(void (secret = text))) },
    http, now, media: media.session,
  }
  return {
    session, double, identities: signed.value, signInTools, order, secret: () => secret,
    advance: ms => { clock += ms },
    isCommit: ({ method, url }) => method === 'POST' && new URL(url).pathname === '/rest/posts',
    postsOnServer: () => Promise.resolve(double.posts().map(({ text, alts }) => ({ text, alts }))),
    // LinkedIn knows no key of ours.
    provesAbsence: false,
    expireAccess: () => { for (const token of double.world.tokens) token.isRevoked = true },
    somebodyMentionsUs: text => Promise.resolve(double.say?.(text)),
    endSignInElsewhere: () => Promise.resolve(double.endSignIn()),
    refusedContent: { ...emptyContent(), parts: [{ text: 'x'.repeat(3001), media: [], poll: null }] },
    picture: media.picture(0), pictureAt: media.picture, videoOf: media.video, documentOf: media.document, document: media.document(samplePdf()),
    async stop() {
      if (before === undefined) delete process.env[hostsVariable]
      else process.env[hostsVariable] = before
      await double.stop()
    },
  }
}

export function createNotes(): Notes {
  const notes = new Map<string, string>()
  return { get: name => notes.get(name) ?? null, set: (name, value) => void notes.set(name, value) }
}

async function mediaStore(): Promise<{ readonly session: Session['media']; picture(index: number): MediaUse; video(sizeBytes: number): MediaUse; document(bytes: Uint8Array<ArrayBuffer>): MediaUse }> {
  const files = new Map<string, { readonly bytes: Uint8Array<ArrayBuffer>; readonly mime: string }>()
  const add = (bytes: Uint8Array<ArrayBuffer>, mime: string): MediaUse['hash'] => {
    const hash = mediaHash.parse(createHash('sha256').update(bytes).digest('hex'))
    files.set(hash, { bytes, mime })
    return hash
  }
  const pictures = await Promise.all(['#b33', '#3b3', '#33b', '#bb3'].map(async background => new Uint8Array(await sharp({ create: { width: 64, height: 48, channels: 3, background } }).png().toBuffer())))
  const read = (use: MediaUse) => {
    const file = files.get(use.hash)
    return Promise.resolve(file ? ok({ ...file, width: 64, height: 48 }) : fail({ kind: 'media-missing', detail: use.name } as const))
  }
  return {
    session: { original: read, rendition: read },
    picture(index) {
      const bytes = pictures[index]
      if (!bytes) throw new Error(`there are ${pictures.length} pictures`)
      return { hash: add(bytes, 'image/png'), kind: 'image', mime: 'image/png', name: `photo-${index}.png`, sizeBytes: bytes.byteLength, width: 64, height: 48, durationMs: null, alt: `Une vitrine, vue ${index + 1}` }
    },
    document: bytes => ({ hash: add(bytes, 'application/pdf'), kind: 'document', mime: 'application/pdf', name: 'menu.pdf', sizeBytes: bytes.byteLength, width: 300, height: 400, durationMs: null, pages: 3, alt: '' }),
    video(sizeBytes) {
      const bytes = new Uint8Array(sizeBytes).fill(7)
      return { hash: add(bytes, 'video/mp4'), kind: 'video', mime: 'video/mp4', name: 'film.mp4', sizeBytes, width: 1920, height: 1080, durationMs: 20_000, alt: '' }
    },
  }
}
