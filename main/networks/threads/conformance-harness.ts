import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import sharp from 'sharp'
import { startThreads, type FakeThreads } from '../../../e2e/fake-networks/threads/index.ts'
import { accountId, mediaHash } from '../../../preload/contract/ids.ts'
import { emptyContent, type MediaUse } from '../../../preload/contract/drafts.ts'
import { fail, ok } from '../../../preload/contract/result.ts'
import { createHttp } from '../../http/request.ts'
import type { ConformanceHarness, ConformanceWorld } from '../conformance-harness.ts'
import { hostsVariable } from '../hosts.ts'
import type { Notes, Session, SignInTools } from '../network.ts'
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

export function createNotes(): Notes {
  const notes = new Map<string, string>()
  return { get: name => notes.get(name) ?? null, set: (name, value) => void notes.set(name, value) }
}

const colours = ['#b33', '#3b3', '#33b']

/** The owner's own web space: what is asked for lies there under its hash. */
async function startWebSpace() {
  const pictures = await Promise.all(colours.map(async background => new Uint8Array(await sharp({ create: { width: 640, height: 480, channels: 3, background } }).jpeg().toBuffer())))
  // The beginning of an MP4, which is all that the double looks at.
  const film = new Uint8Array([0, 0, 0, 24, ...new TextEncoder().encode('ftypmp42'), ...new Uint8Array(2000)])
  const files = new Map([...pictures, film].map(bytes => [mediaHash.parse(createHash('sha256').update(bytes).digest('hex')), bytes]))
  const hashes = [...files.keys()]
  let isBroken = false
  const server = createServer((request, response) => {
    const bytes = files.get(mediaHash.parse((request.url ?? '').slice(1)))
    response.writeHead(bytes && !isBroken ? 200 : 404).end(isBroken ? undefined : bytes)
  })
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  const { port } = server.address() as AddressInfo // the cast: it listens on TCP
  const use = (index: number): MediaUse => {
    const hash = hashes.at(index)
    const bytes = hash && files.get(hash)
    if (!hash || !bytes) throw new Error(`there are ${hashes.length} files`)
    const common = { hash, sizeBytes: bytes.byteLength, width: 640, height: 480 }
    return index < 0
      ? { ...common, kind: 'video', mime: 'video/mp4', name: 'film.mp4', durationMs: 5000, alt: 'Le four s’ouvre' }
      : { ...common, kind: 'image', mime: 'image/jpeg', name: `photo-${index}.jpg`, durationMs: null, alt: `Une vitrine, vue ${index + 1}` }
  }
  const read = ({ hash, name, mime, width, height }: MediaUse) => {
    const bytes = files.get(hash)
    return Promise.resolve(bytes ? ok({ bytes, mime, width, height }) : fail({ kind: 'media-missing', detail: name } as const))
  }
  const media: Session['media'] = { original: read, rendition: read, onTheWeb: async use => { const file = await read(use); return file.ok ? ok({ url: `http://127.0.0.1:${port}/${use.hash}`, mime: use.mime }) : file } }
  const stop = (): Promise<void> => new Promise(resolve => {
    server.close(() => { resolve() })
    server.closeAllConnections()
  })
  return { media, use, stop, spoil: () => { isBroken = true } }
}
