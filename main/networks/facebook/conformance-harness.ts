import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { startFacebook, type FakeFacebook } from '../../../e2e/fake-networks/facebook/index.ts'
import { emptyContent, type MediaUse } from '../../../preload/contract/drafts.ts'
import { accountId, mediaHash } from '../../../preload/contract/ids.ts'
import { fail, ok } from '../../../preload/contract/result.ts'
import { createHttp } from '../../http/request.ts'
import type { ConformanceHarness, ConformanceWorld } from '../conformance-harness.ts'
import { hostsVariable } from '../hosts.ts'
import type { Notes, Session, SignedIn, SignInOrder, SignInTools } from '../network.ts'
import { facebook } from './index.ts'
import { signIn } from './sign-in.ts'

/** Our double of the network (e2e/fake-networks/facebook), with a clock of the test's, and its first Page connected through an own app. */
export type FacebookWorld = ConformanceWorld & {
  readonly fake: FakeFacebook
  readonly signedIn: SignedIn
  readonly pages: readonly SignedIn[]
  readonly signInTools: SignInTools
  readonly order: SignInOrder
  now(): number
  wait(ms: number): Promise<void>
  pictureAt(index: number): MediaUse
  readonly clip: MediaUse
  notes(): Notes
}

export const harness: ConformanceHarness = { network: facebook, start: () => startWorld() }

export async function startWorld(): Promise<FacebookWorld> {
  let clock = Date.UTC(2026, 10, 24, 8)
  const now = (): number => clock
  const fake = await startFacebook({ now })
  // As the built app is told where these servers stand.
  process.env[hostsVariable] = JSON.stringify({ facebook: fake.hosts })
  const http = createHttp({ now, log: () => undefined, userAgent: 'Comptoir/test' })
  const kept = new Map<string, string>()
  const signInTools: SignInTools = {
    http, now, signal: new AbortController().signal,
    serverSecrets: { read: name => Promise.resolve(kept.get(name) ?? null), write: (name, value) => Promise.resolve(void kept.set(name, value)) },
    async throughBrowser(address, redirect = {}) {
      const redirectUri = `http://${redirect.host ?? '127.0.0.1'}:${redirect.port ?? 49_152}${redirect.path ?? '/callback'}`
      const asked = await address(redirectUri)
      if (!asked.ok) return asked
      const page = await fetch(asked.value, { redirect: 'manual' })
      const back = page.headers.get('location')
      if (back === null) throw new Error(`the sign-in page shows: ${await page.text()}`)
      return ok({ params: new URL(back).searchParams, redirectUri })
    },
  }
  const order: SignInOrder = { way: 'own-app', server: '', handle: '', appPassword: '', clientId: fake.state.app.id, clientSecret: fake.state.app.secret }
  const pages = await signIn(order, signInTools)
  const signedIn = pages.ok ? pages.value[0] : undefined
  if (!pages.ok || !signedIn) throw new Error(`no sign-in: ${JSON.stringify(pages)}`)
  const media = await mediaStore()
  let secret = signedIn.secret
  const session: Session = {
    accountId: accountId.parse('account-1'), remoteId: signedIn.profile.remoteId, handle: signedIn.profile.handle, serverUrl: signedIn.serverUrl, limits: signedIn.limits, http, now, media: media.session,
    secret: { read: () => Promise.resolve(ok(secret)), replace: given => { secret = given; return Promise.resolve(ok(undefined)) } },
  }
  const own = signedIn.profile.remoteId
  return {
    session, fake, signedIn, pages: pages.value, signInTools, order, now,
    wait: ms => Promise.resolve(void (clock += ms)),
    advance: ms => { clock += ms },
    notes: createNotes,
    // Nothing of ours is known there before a post is sent: the network gives no key.
    provesAbsence: false,
    isCommit: ({ method, url }) => method === 'POST' && new URL(url).pathname.endsWith(`/${own}/feed`),
    postsOnServer: () => Promise.resolve(fake.posts().filter(post => post.id.startsWith(own)).map(({ text, alts }) => ({ text, alts }))),
    somebodyMentionsUs: text => Promise.resolve(void fake.customer.visits(text)),
    endSignInElsewhere: () => Promise.resolve(fake.endSignIn()),
    refusedContent: { ...emptyContent(), parts: [{ text: 'x'.repeat(signedIn.limits.text.maxGraphemes + 1), media: [], poll: null }] },
    picture: media.picture(0), pictureAt: media.picture, clip: media.clip,
    async stop() {
      Reflect.deleteProperty(process.env, hostsVariable)
      await fake.stop()
    },
  }
}

function createNotes(): Notes {
  const notes = new Map<string, string>()
  return { get: name => notes.get(name) ?? null, set: (name, value) => void notes.set(name, value) }
}

const colours = ['#b33', '#3b3', '#33b']
async function mediaStore(): Promise<{ readonly session: Session['media']; picture(index: number): MediaUse; readonly clip: MediaUse }> {
  const hashOf = (bytes: Uint8Array) => mediaHash.parse(createHash('sha256').update(bytes).digest('hex'))
  const files = await Promise.all(colours.map(async background => new Uint8Array(await sharp({ create: { width: 64, height: 48, channels: 3, background } }).png().toBuffer())))
  const film = new Uint8Array(40_000).fill(7)
  const all = new Map<string, { readonly bytes: Uint8Array<ArrayBuffer>; readonly mime: string }>([...files.map(bytes => [hashOf(bytes), { bytes, mime: 'image/png' }] as const), [hashOf(film), { bytes: film, mime: 'video/mp4' }] as const])
  const read = (use: MediaUse) => {
    const file = all.get(use.hash)
    return file ? ok({ ...file, width: 64, height: 48 }) : fail({ kind: 'media-missing', detail: use.name } as const)
  }
  return {
    session: { original: use => Promise.resolve(read(use)), rendition: use => Promise.resolve(read(use)) },
    picture(index) {
      const bytes = files[index]
      if (!bytes) throw new Error(`there are ${files.length} pictures`)
      return { hash: hashOf(bytes), kind: 'image', mime: 'image/png', name: `photo-${index}.png`, sizeBytes: bytes.byteLength, width: 64, height: 48, durationMs: null, alt: `Une vitrine, vue ${index + 1}` }
    },
    clip: { hash: hashOf(film), kind: 'video', mime: 'video/mp4', name: 'four.mp4', sizeBytes: film.byteLength, width: 1080, height: 1920, durationMs: 12_000, alt: '' },
  }
}
