import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { emptyContent, type Content, type MediaUse } from '../../../preload/contract/drafts.ts'
import { accountId, mediaHash } from '../../../preload/contract/ids.ts'
import { fail, ok } from '../../../preload/contract/result.ts'
import { startYoutube, type FakeYoutube } from '../../../e2e/fake-networks/youtube/index.ts'
import { createHttp } from '../../http/request.ts'
import type { ConformanceHarness, ConformanceWorld } from '../conformance-harness.ts'
import { hostsVariable } from '../hosts.ts'
import type { Session, SignedIn, SignInTools } from '../network.ts'
import { youtube } from './index.ts'

export type YoutubeWorld = ConformanceWorld & {
  readonly server: FakeYoutube
  readonly signedIn: SignedIn
  readonly signInTools: SignInTools
  readonly thumbnail: MediaUse
  readonly contentOf: (text: string) => Content
}

export const harness: ConformanceHarness = { network: youtube, start: () => startWorld() }

/** The double, with one channel signed in to it. Its clock goes on by itself: videos take a moment there. */
export async function startWorld({ isTesting = false, videoBytes = 5000 } = {}): Promise<YoutubeWorld> {
  let ahead = Date.UTC(2026, 10, 24, 8) - Date.now()
  const now = (): number => Date.now() + ahead
  const server = await startYoutube({ now, isTesting })
  process.env[hostsVariable] = JSON.stringify({ youtube: server.hosts })
  const http = createHttp({ now, log: () => undefined, userAgent: 'Comptoir/test' })
  const secrets = new Map<string, string>()
  const signInTools: SignInTools = {
    http, now,
    serverSecrets: { read: name => Promise.resolve(secrets.get(name) ?? null), write: (name, value) => Promise.resolve(void secrets.set(name, value)) },
    throughBrowser: async address => {
      const redirectUri = 'http://127.0.0.1:49152/callback'
      const asked = await address(redirectUri)
      return asked.ok ? ok({ params: new URL(server.consentAddress(asked.value)).searchParams, redirectUri }) : asked
    },
    signal: new AbortController().signal,
  }
  const { 'client-id': clientId = '', 'client-secret': clientSecret = '' } = server.connect.fields
  const signed = await youtube.signIn({ way: 'own-app', server: '', handle: '', appPassword: '', clientId, clientSecret }, signInTools)
  if (!signed.ok || !signed.value[0]) throw new Error(`no sign-in: ${JSON.stringify(signed)}`)
  const [signedIn] = signed.value
  let { secret } = signedIn
  const film = fileOf(new Uint8Array(videoBytes).map((_, index) => index % 251), { kind: 'video', mime: 'video/mp4', name: 'fournil.mp4', width: 1920, height: 1080, durationMs: 12_000, alt: '' })
  const picture = fileOf(new Uint8Array(await sharp({ create: { width: 64, height: 36, channels: 3, background: '#b33' } }).png().toBuffer()), { kind: 'image', mime: 'image/png', name: 'miniature.png', width: 64, height: 36, durationMs: null, alt: '' })
  const read = (use: MediaUse) => {
    const file = [film, picture].find(each => each.use.hash === use.hash)
    return Promise.resolve(file ? ok({ bytes: file.bytes, mime: file.use.mime, width: file.use.width, height: file.use.height }) : fail({ kind: 'media-missing', detail: use.name } as const))
  }
  const session: Session = {
    accountId: accountId.parse('account-1'), remoteId: signedIn.profile.remoteId, handle: signedIn.profile.handle, serverUrl: signedIn.serverUrl, limits: signedIn.limits,
    secret: { read: () => Promise.resolve(ok(secret)), replace: text => { secret = text; return Promise.resolve(ok(undefined)) } }, http, now, media: { original: read, rendition: read },
  }
  const contentOf = (text: string): Content => ({ ...emptyContent(), parts: [{ text, media: [film.use], poll: null }], format: 'video', options: { title: 'Au fournil', 'made-for-kids': 'no' } })
  return {
    server, signedIn, signInTools, session, contentOf, thumbnail: picture.use,
    advance: ms => { ahead += ms },
    isCommit: ({ method, url }) => method === 'PUT' && new URL(url).pathname === '/youtube/v3/videos',
    postsOnServer: () => Promise.resolve(server.posts().map(({ text, alts }) => ({ text, alts }))),
    somebodyMentionsUs: text => Promise.resolve(server.say?.(text)),
    expireAccess: server.expireAccess,
    endSignInElsewhere: () => Promise.resolve(server.endSignIn()),
    refusedContent: { ...contentOf('x'), options: { title: 'y'.repeat(101), 'made-for-kids': 'no' } },
    picture: film.use,
    stop: server.stop,
  }
}

function fileOf(bytes: Uint8Array<ArrayBuffer>, facts: Omit<MediaUse, 'hash' | 'sizeBytes'>): { readonly bytes: Uint8Array<ArrayBuffer>; readonly use: MediaUse } {
  return { bytes, use: { ...facts, hash: mediaHash.parse(createHash('sha256').update(bytes).digest('hex')), sizeBytes: bytes.byteLength } }
}
