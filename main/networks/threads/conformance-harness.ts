import { startThreads, type FakeThreads } from '../../../e2e/fake-networks/threads/index.ts'
import { accountId } from '../../../preload/contract/ids.ts'
import { emptyContent, type MediaUse } from '../../../preload/contract/drafts.ts'
import { ok } from '../../../preload/contract/result.ts'
import { createHttp } from '../../http/request.ts'
import type { ConformanceHarness, ConformanceWorld } from '../conformance-harness.ts'
import { hostsVariable } from '../hosts.ts'
import { startWebSpace } from '../graph-api/web-space-for-tests.ts'
import type { Session, SignInTools } from '../network.ts'
import { threads } from './index.ts'

/** The double of e2e/fake-networks/threads on loopback, with a web space beside it from which it fetches, and a clock that can be put forward. */
export type ThreadsWorld = ConformanceWorld & {
  readonly double: FakeThreads
  readonly signInTools: SignInTools
  now(): number
  /** What the keychain holds. */
  kept(): string
  pictureAt(index: number): MediaUse
  readonly video: MediaUse
  /** Files in the web space come out broken from now on. */
  breakWebSpace(): void
}

export const harness: ConformanceHarness = { network: threads, start: () => startThreadsWorld() }

export async function startThreadsWorld(): Promise<ThreadsWorld> {
  const began = performance.now()
  let ahead = 0
  // It goes on by itself as well: files are worked on for a while.
  const now = (): number => Math.round(Date.UTC(2026, 10, 24, 8) + ahead + performance.now() - began)
  const double = await startThreads({ now })
  const before = process.env[hostsVariable]
  process.env[hostsVariable] = JSON.stringify({ threads: double.hosts })
  const http = createHttp({ now, log: () => undefined, userAgent: 'Comptoir/test' })
  const signInTools: SignInTools = {
    http, now, serverSecrets: { read: () => Promise.resolve(null), write: () => Promise.resolve() },
    throughBrowser: () => Promise.reject(new Error('no browser is needed')), signal: new AbortController().signal,
  }
  const signed = await threads.signIn({ way: 'token', server: '', handle: '', appPassword: '', token: double.token }, signInTools)
  const [signedIn] = signed.ok ? signed.value : []
  if (!signedIn) throw new Error(`no sign-in: ${JSON.stringify(signed)}`)
  const web = await startWebSpace()
  let secret = signedIn.secret
  const session: Session = {
    accountId: accountId.parse('account-1'), remoteId: signedIn.profile.remoteId, handle: signedIn.profile.handle, serverUrl: signedIn.serverUrl, limits: signedIn.limits,
    secret: { read: () => Promise.resolve(ok(secret)), replace: text => { secret = text; return Promise.resolve(ok(undefined)) } }, http, now, media: web.media,
  }
  return {
    session, double, signInTools, now,
    kept: () => secret,
    advance: ms => { ahead += ms },
    // It is renewed long before its end: an ended one cannot be.
    expireAccess: () => { ahead += 30 * 86_400_000 },
    isCommit: ({ method, url }) => method === 'POST' && new URL(url).pathname.endsWith('/threads_publish'),
    postsOnServer: () => Promise.resolve(double.posts().map(({ text, alts }) => ({ text, alts }))),
    somebodyMentionsUs: text => Promise.resolve(void double.hears(`@${session.handle} ${text}`, null)),
    endSignInElsewhere: () => Promise.resolve(double.endSignIn()),
    refusedContent: { ...emptyContent(), parts: [{ text: 'x'.repeat(501), media: [], poll: null }] },
    picture: web.use(0), pictureAt: web.use, video: web.use(-1), breakWebSpace: web.spoil,
    async stop() {
      if (before === undefined) delete process.env[hostsVariable]
      else process.env[hostsVariable] = before
      await double.stop()
      await web.stop()
    },
  }
}
