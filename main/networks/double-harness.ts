import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { accountId, mediaHash } from '../../preload/contract/ids.ts'
import type { MediaUse } from '../../preload/contract/drafts.ts'
import { fail, ok } from '../../preload/contract/result.ts'
import { throughBrowser } from '../accounts/browser-sign-in.ts'
import type { Http, HttpAnswer, HttpRequest } from '../http/http.ts'
import { createHttp } from '../http/request.ts'
import type { FakeNetwork } from '../../e2e/fake-networks/fake-network.ts'
import { hostsVariable } from './hosts.ts'
import { parseJson } from './parse-json.ts'
import type { Network, Notes, SecretCell, Session, SignedIn, SignInOrder, SignInTools } from './network.ts'

/** A double, and one account connected to it through the network's own sign-in, with a clock of the test's. For tests only. */
export type DoubleWorld = {
  readonly session: Session
  readonly signedIn: SignedIn
  /** All that the sign-in speaks for. */
  readonly identities: readonly SignedIn[]
  readonly signInTools: SignInTools
  readonly order: SignInOrder
  /** What the keychain holds for the account. */
  readonly cell: SecretCell
  kept(): string
  readonly picture: MediaUse
  /** From 0 to 3. */
  pictureAt(index: number): MediaUse
  readonly video: MediaUse
  /** A file that `session.media` knows from now on. */
  keep(bytes: Uint8Array<ArrayBuffer>, use: Pick<MediaUse, 'kind' | 'mime' | 'name'> & Partial<MediaUse>): MediaUse
  now(): number
  advance(ms: number): void
  postsOnServer(): Promise<readonly { readonly text: string; readonly alts: readonly string[] }[]>
  endSignInElsewhere(): Promise<void>
  stop(): Promise<void>
}

export type DoubleOptions<D extends FakeNetwork> = {
  readonly network: Network
  start(options: { readonly now: () => number }): Promise<D>
  /** Its clock also goes on by itself, for networks that work on something for a while. */
  readonly clockRuns?: boolean
  /** The host of the owner's web space; absent: there is none. */
  readonly webSpace?: string
  /** Where the files are, if not in the world's own store. */
  readonly media?: Session['media']
  /** What is typed to connect, where it is not what the double says. */
  readonly typed?: (double: D) => Partial<SignInOrder>
  /** Whom to connect of those a sign-in speaks for, by a piece of the id; absent: whom the double chooses. */
  readonly who?: string
  /** Where the browser is sent by the consent page, for networks that insist on one port: tests beside each other cannot all listen there. */
  readonly goesTo?: (double: D, consentPage: string) => string | Promise<string>
}

export async function startDoubleWorld<D extends FakeNetwork>({ network, start, clockRuns = false, webSpace, typed, who, goesTo, ...given }: DoubleOptions<D>): Promise<DoubleWorld & { readonly double: D }> {
  let clock = Date.UTC(2026, 10, 27, 8)
  const began = Date.now()
  const now = (): number => clock + (clockRuns ? Date.now() - began : 0)
  const double = await start({ now })
  process.env[hostsVariable] = JSON.stringify({ [network.description.id]: double.hosts })
  const http = createHttp({ now, log: () => undefined, userAgent: 'Comptoir/test' })
  const secrets = new Map<string, string>()
  const { signal } = new AbortController()
  const listening = throughBrowser({ openExternal: url => double.consent(url), opened: () => undefined, page: outcome => outcome, timeoutMs: 10_000, signal })
  const handedOver = (goes: NonNullable<typeof goesTo>): SignInTools['throughBrowser'] => async (address, { host = '127.0.0.1', port = 49_152, path = '/callback' } = {}) => {
    const redirectUri = `http://${host}:${port}${path}`
    const page = await address(redirectUri)
    return page.ok ? ok({ params: new URL(await goes(double, page.value)).searchParams, redirectUri }) : page
  }
  const signInTools: SignInTools = {
    http, now, signal,
    serverSecrets: { read: name => Promise.resolve(secrets.get(name) ?? null), write: (name, text) => Promise.resolve(void secrets.set(name, text)) },
    throughBrowser: goesTo ? handedOver(goesTo) : listening,
  }
  const { way, fields } = double.connect
  const order: SignInOrder = {
    way, server: fields.server ?? '', handle: fields.handle ?? '', appPassword: '', clientId: fields['client-id'] ?? '', clientSecret: fields['client-secret'] ?? '', token: fields.token ?? '', ...typed?.(double),
  }
  const signed = await network.signIn(order, signInTools)
  if (!signed.ok) throw new Error(`no sign-in: ${JSON.stringify(signed.failure)}`)
  const isChosen = ({ profile: { displayName, handle, remoteId } }: SignedIn): boolean => (who === undefined ? double.chooses === null || [displayName, handle, remoteId].includes(double.chooses) : remoteId.includes(who))
  const signedIn = signed.value.find(isChosen)
  if (!signedIn) throw new Error(`the sign-in does not speak for ${who ?? double.chooses}`)
  let { secret } = signedIn
  const cell: SecretCell = { read: () => Promise.resolve(ok(secret)), replace: text => { secret = text; return Promise.resolve(ok(undefined)) } }
  const files = await createFiles()
  const session: Session = {
    accountId: accountId.parse('account-1'), remoteId: signedIn.profile.remoteId, handle: signedIn.profile.handle, serverUrl: signedIn.serverUrl, limits: signedIn.limits, secret: cell, http, now,
    media: given.media ?? {
      ...files.session,
      ...(webSpace === undefined ? {} : { onTheWeb: use => Promise.resolve(ok({ url: `https://${webSpace}/${use.hash}.jpg`, mime: 'image/jpeg' })) }),
    },
  }
  return {
    double, session, signedIn, identities: signed.value, signInTools, order, cell, kept: () => secret, keep: files.keep, now, advance: ms => { clock += ms },
    postsOnServer: () => Promise.resolve(double.posts().map(({ text, alts }) => ({ text, alts }))),
    endSignInElsewhere: () => Promise.resolve(double.endSignIn()),
    picture: files.pictureAt(0, { name: 'vitrine.png', alt: 'Une vitrine' }), pictureAt: index => files.pictureAt(index),
    video: files.keep(videoBytes(4000), { kind: 'video', mime: 'video/mp4', name: 'four.mp4', width: 1080, height: 1920, durationMs: 9000 }),
    async stop() {
      await double.stop()
      delete process.env[hostsVariable]
    },
  }
}

/** What looks like an MP4 file to whoever reads its beginning. */
export function videoBytes(size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size).map((_, index) => (index * 31) % 251)
  bytes.set([0, 0, 0, 24, ...Buffer.from('ftypisom')])
  return bytes
}

/** A server that says the same to whatever is asked. */
export function saysAlways(status: number, text: string, retryAtUtc: number | null = null): Http {
  const answer: HttpAnswer = { kind: 'answered', status, headers: new Headers(), text, bytes: new TextEncoder().encode(text), json: parseJson(text), retryAtUtc }
  return { send: () => Promise.resolve(answer), fetch: () => Promise.reject(new Error('not asked this way')) }
}
/** A door behind which some requests are answered so, and the others as they would have been. */
export const answersInstead = (inner: Http, meets: (request: HttpRequest) => boolean, status: number, text: string): Http => ({ ...inner, send: request => (meets(request) ? saysAlways(status, text) : inner).send(request) })

export function createNotes(): Notes {
  const notes = new Map<string, string>()
  return { get: name => notes.get(name) ?? null, set: (name, text) => void notes.set(name, text) }
}

/** Files that a session's `media` knows, and four pictures among them. */
export async function createFiles() {
  const files = new Map<string, { readonly bytes: Uint8Array<ArrayBuffer>; readonly mime: string; readonly width: number; readonly height: number }>()
  const pictures = await Promise.all(['#b33', '#3b3', '#33b', '#bb3'].map(async background => new Uint8Array(await sharp({ create: { width: 64, height: 48, channels: 3, background } }).png().toBuffer())))
  const read = (use: MediaUse) => {
    const file = files.get(use.hash)
    return Promise.resolve(file ? ok(file) : fail({ kind: 'media-missing', detail: use.name } as const))
  }
  const keep: DoubleWorld['keep'] = (bytes, given) => {
    const use: MediaUse = { sizeBytes: bytes.byteLength, width: 64, height: 48, durationMs: null, alt: 'Une vitrine', ...given, hash: mediaHash.parse(createHash('sha256').update(bytes).digest('hex')) }
    files.set(use.hash, { bytes, mime: use.mime, width: use.width, height: use.height })
    return use
  }
  return {
    session: { original: read, rendition: read },
    keep,
    pictureAt(index: number, named: Partial<MediaUse> = {}): MediaUse {
      const bytes = pictures[index]
      if (!bytes) throw new Error(`there are ${pictures.length} pictures`)
      return keep(bytes, { kind: 'image', mime: 'image/png', name: `photo-${index}.png`, alt: `Une vitrine, vue ${index + 1}`, ...named })
    },
  }
}
