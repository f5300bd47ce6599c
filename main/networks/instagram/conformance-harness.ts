import { startInstagram, type FakeInstagram } from '../../../e2e/fake-networks/instagram/index.ts'
import { accountId } from '../../../preload/contract/ids.ts'
import { emptyContent, type Content, type MediaUse } from '../../../preload/contract/drafts.ts'
import { ok } from '../../../preload/contract/result.ts'
import { createHttp } from '../../http/request.ts'
import type { ConformanceHarness, ConformanceWorld } from '../conformance-harness.ts'
import { startWebSpace } from '../graph-api/web-space-for-tests.ts'
import { hostsVariable } from '../hosts.ts'
import type { Session, SignedIn, SignInTools } from '../network.ts'
import { instagram } from './index.ts'

/** The double of e2e/fake-networks/instagram on loopback, with a web space beside it from which it fetches, and a clock that can be put forward. */
export type InstagramWorld = ConformanceWorld & {
  readonly double: FakeInstagram
  readonly signInTools: SignInTools
  readonly signedIn: SignedIn
  now(): number
  /** What the keychain holds. */
  kept(): string
  pictureAt(index: number): MediaUse
  readonly video: MediaUse
  breakWebSpace(): void
}

export const harness: ConformanceHarness = { network: instagram, start: () => startInstagramWorld() }

/** `token`: with the network's own sign-in, `own-app`: with Facebook's. */
export async function startInstagramWorld(way: 'token' | 'own-app' = 'token'): Promise<InstagramWorld> {
  const began = performance.now()
  let ahead = 0
  // It goes on by itself as well: files are worked on for a while.
  const now = (): number => Math.round(Date.UTC(2026, 10, 24, 8) + ahead + performance.now() - began)
  const double = await startInstagram({ now })
  const before = process.env[hostsVariable]
  process.env[hostsVariable] = JSON.stringify({ instagram: double.hosts })
  const http = createHttp({ now, log: () => undefined, userAgent: 'Comptoir/test' })
  const signInTools: SignInTools = {
    http, now, serverSecrets: { read: () => Promise.resolve(null), write: () => Promise.resolve() }, signal: new AbortController().signal,
    async throughBrowser(address, { host = '127.0.0.1', port = 49_152, path = '/callback' } = {}) {
      const redirectUri = `http://${host}:${port}${path}`
      const asked = await address(redirectUri)
      return asked.ok ? ok({ params: new URL(await double.agree(asked.value)).searchParams, redirectUri }) : asked
    },
  }
  const typed = { server: '', handle: '', appPassword: '' }
  const signed = await instagram.signIn(way === 'token' ? { ...typed, way, token: double.token } : { ...typed, way, clientId: double.app.id, clientSecret: double.app.secret }, signInTools)
  const [signedIn] = signed.ok ? signed.value : []
  if (!signedIn) throw new Error(`no sign-in: ${JSON.stringify(signed)}`)
  const web = await startWebSpace()
  let secret = signedIn.secret
  const session: Session = {
    accountId: accountId.parse('account-1'), remoteId: signedIn.profile.remoteId, handle: signedIn.profile.handle, serverUrl: signedIn.serverUrl, limits: signedIn.limits,
    secret: { read: () => Promise.resolve(ok(secret)), replace: text => { secret = text; return Promise.resolve(ok(undefined)) } }, http, now, media: web.media,
  }
  const contentOf = (text: string): Content => ({ ...emptyContent(), parts: [{ text, media: [web.use(0)], poll: null }] })
  return {
    session, double, signInTools, signedIn, now, contentOf,
    kept: () => secret,
    advance: ms => { ahead += ms },
    // It is renewed long before its end: an ended one cannot be.
    expireAccess: () => { ahead += 30 * 86_400_000 },
    isCommit: ({ method, url }) => method === 'POST' && new URL(url).pathname.endsWith('/media_publish'),
    postsOnServer: () => Promise.resolve(double.posts().map(({ text, alts }) => ({ text, alts }))),
    somebodyMentionsUs: text => Promise.resolve(void double.marks(text)),
    endSignInElsewhere: () => Promise.resolve(double.endSignIn()),
    refusedContent: contentOf('x'.repeat(2201)),
    picture: web.use(0), pictureAt: web.use, video: web.use(-1), breakWebSpace: web.spoil,
    async stop() {
      if (before === undefined) delete process.env[hostsVariable]
      else process.env[hostsVariable] = before
      await double.stop()
      await web.stop()
    },
  }
}
