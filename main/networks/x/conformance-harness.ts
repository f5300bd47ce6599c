import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { start as startDouble, type FakeX, type FakeXOptions } from '../../../e2e/fake-networks/x/index.ts'
import { accountId, mediaHash } from '../../../preload/contract/ids.ts'
import { emptyContent, type MediaUse } from '../../../preload/contract/drafts.ts'
import { fail, ok } from '../../../preload/contract/result.ts'
import { createHttp } from '../../http/request.ts'
import type { ConformanceHarness, ConformanceWorld } from '../conformance-harness.ts'
import { hostsVariable } from '../hosts.ts'
import type { Notes, Session, SignedIn, SignInTools } from '../network.ts'
import { x } from './index.ts'
import { signIn } from './sign-in.ts'

/** The double of X (e2e/fake-networks/x), with one account signed in and a clock of the test's. */
export type XWorld = ConformanceWorld & {
  readonly double: FakeX
  readonly signedIn: SignedIn
  readonly signInTools: SignInTools
  /** What the keychain holds now. */
  secret(): string
  notes(): Notes
}

export const harness: ConformanceHarness = { network: x, start: () => startX() }

export async function startX(options: Omit<FakeXOptions, 'now'> = {}): Promise<XWorld> {
  let clock = Date.UTC(2026, 10, 24, 8)
  const now = (): number => clock
  const double = await startDouble({ ...options, now })
  process.env[hostsVariable] = JSON.stringify({ x: double.hosts })
  const http = createHttp({ now, log: () => undefined, userAgent: 'Comptoir/test' })
  const kept = new Map<string, string>()
  const signInTools: SignInTools = {
    http, now,
    serverSecrets: { read: name => Promise.resolve(kept.get(name) ?? null), write: (name, value) => Promise.resolve(void kept.set(name, value)) },
    throughBrowser: async (address, redirect) => await agreeInBrowser(double, address, redirect),
    signal: new AbortController().signal,
  }
  const { 'client-id': clientId = '', 'client-secret': clientSecret = '' } = double.connect.fields
  const signed = await signIn({ way: 'own-app', server: '', handle: '', appPassword: '', clientId, clientSecret }, signInTools)
  if (!signed.ok) throw new Error(`no sign-in: ${JSON.stringify(signed.failure)}`)
  const signedIn = signed.value
  let { secret } = signedIn
  const bytes = new Uint8Array(await sharp({ create: { width: 64, height: 48, channels: 3, background: '#b33' } }).png().toBuffer())
  const picture: MediaUse = {
    hash: mediaHash.parse(createHash('sha256').update(bytes).digest('hex')), kind: 'image', mime: 'image/png', name: 'vitrine.png', sizeBytes: bytes.byteLength, width: 64, height: 48, durationMs: null, alt: 'La vitrine du matin',
  }
  const file = (use: MediaUse) => (use.hash === picture.hash ? ok({ bytes, mime: 'image/png', width: 64, height: 48 }) : fail({ kind: 'media-missing', detail: use.name } as const))
  const session: Session = {
    accountId: accountId.parse('account-1'), remoteId: signedIn.profile.remoteId, handle: signedIn.profile.handle, serverUrl: signedIn.serverUrl, limits: signedIn.limits,
    secret: { read: () => Promise.resolve(ok(secret)), replace: fresh => { secret = fresh; return Promise.resolve(ok(undefined)) } },
    http, now, media: { original: use => Promise.resolve(file(use)), rendition: use => Promise.resolve(file(use)) },
  }
  return {
    session, double, signedIn, signInTools, picture,
    secret: () => secret,
    notes: createNotes,
    advance: ms => { clock += ms },
    // Access tokens last two hours.
    expireAccess: () => { clock += 3 * 3_600_000 },
    isCommit: ({ method, url }) => method === 'POST' && new URL(url).pathname === '/2/tweets',
    postsOnServer: () => Promise.resolve(double.posts().map(({ text, alts }) => ({ text, alts }))),
    // X knows no key of ours: what is not seen may still come.
    provesAbsence: false,
    somebodyMentionsUs: text => Promise.resolve(double.say?.(text)),
    endSignInElsewhere: () => Promise.resolve(double.endSignIn()),
    refusedContent: { ...emptyContent(), parts: [{ text: 'x'.repeat(281), media: [], poll: null }] },
    async stop() {
      delete process.env[hostsVariable]
      await double.stop()
    },
  }
}

/** The owner's browser: opens the page, says yes, and is sent back to the address the app waits at. */
async function agreeInBrowser(double: FakeX, address: Parameters<SignInTools['throughBrowser']>[0], redirect: Parameters<SignInTools['throughBrowser']>[1]): ReturnType<SignInTools['throughBrowser']> {
  const redirectUri = `http://${redirect?.host ?? '127.0.0.1'}:${redirect?.port ?? 0}${redirect?.path ?? '/callback'}`
  const url = await address(redirectUri)
  return url.ok ? ok({ params: new URL(double.agree(url.value)).searchParams, redirectUri }) : url
}

function createNotes(): Notes {
  const notes = new Map<string, string>()
  return { get: name => notes.get(name) ?? null, set: (name, value) => void notes.set(name, value) }
}
