import type { Abilities, Limits, NetworkDescription, SignInWay } from '../../preload/contract/networks.ts'
import type { AccountId } from '../../preload/contract/ids.ts'
import type { LogEntry } from '../../preload/contract/events.ts'
import type { MediaUse, RemoteRef } from '../../preload/contract/drafts.ts'
import type { NetworkFailure } from '../../preload/contract/failures.ts'
import type { Act, ActKind, LookDoubt, LookPlace, Person } from '../../preload/contract/publishing.ts'
import { ok, type Result } from '../../preload/contract/result.ts'
import type { SearchHits } from '../../preload/contract/index.ts'
import type { ThreadPost } from '../../preload/contract/items.ts'
import type { NetworkQuotas } from './quota.ts'
import type { Http } from '../http/http.ts'

/** One network: data, a way to sign in, and a way to speak for a signed-in account. registry.ts is the only list of them. */
export type Network = {
  readonly description: NetworkDescription
  readonly quotas?: NetworkQuotas
  /** What it takes from anybody, for an account on which the owner posts by hand. Absent: nothing is checked there. */
  readonly usualLimits?: Limits
  /**
   * Ends with a proven identity: the profile was read with the new secret. Several where the sign-in speaks for several (pages, channels,
   * places): the owner chooses. Each must be able to live and to be revoked without the others.
   */
  signIn(order: SignInOrder, tools: SignInTools): Promise<Result<readonly SignedIn[]>>
  /** `order.serverUrl` and the like come from the stored account; the secret is read when needed. */
  open(session: Session): Connection
}

export type SignInOrder = {
  readonly way: SignInWay['id']; readonly server: string; readonly handle: string; readonly appPassword: string
  /** The owner's own app at the network; empty: the one kept in `serverSecrets` since it was given. */
  readonly clientId?: string; readonly clientSecret?: string
  /** A saved list of rights at the network, by its number, in place of a list that is sent. */
  readonly configuration?: string | undefined
  readonly token?: string
}

export type SignInTools = {
  readonly http: Http
  readonly now: () => number
  /** Secrets per server (an app's own registration there), kept in the keychain: `name` is chosen by the adapter. */
  readonly serverSecrets: { read(name: string): Promise<string | null>; write(name: string, value: string): Promise<void> }
  /**
   * Listens on 127.0.0.1, opens `address(redirectUri)` in the system browser, and gives the query the browser came back with.
   * Fails with `sign-in-abandoned` when the owner cancels or nothing comes in time. The caller checks `state`.
   */
  readonly throughBrowser: (address: (redirectUri: string) => Promise<Result<string>>, redirect?: Redirect) => Promise<Result<{ readonly params: URLSearchParams; readonly redirectUri: string }>>
  readonly signal: AbortSignal
}

/** Where a network insists on how our own address is written; else `http://127.0.0.1:<any free port>/callback`. */
export type Redirect = { readonly host?: '127.0.0.1' | 'localhost'; readonly port?: number; readonly path?: string }

export type Profile = {
  readonly remoteId: string; readonly handle: string; readonly displayName: string
  readonly profileUrl: string | null; readonly avatarUrl: string | null
}
export type SignedIn = {
  readonly profile: Profile
  readonly serverUrl: string
  /** Opaque text for the vault: tokens, keys. Never logged, never leaves main. */
  readonly secret: string
  readonly abilities: Abilities
  readonly limits: Limits
  readonly expiresUtc: number | null
}

/** A sign-in that speaks for one and only one. */
export const alone = (signedIn: Result<SignedIn>): Result<readonly [SignedIn]> => (signedIn.ok ? ok([signedIn.value]) : signedIn)

/** The one cell a connection reads its secret from, and stores a rotated one in BEFORE it is used (single-use refresh tokens). */
export type SecretCell = {
  read(): Promise<Result<string>>
  /** Never with an empty value; resolves when the keychain has it. */
  replace(secret: string): Promise<Result<void>>
}

export type Session = {
  readonly accountId: AccountId
  readonly remoteId: string
  readonly handle: string
  readonly serverUrl: string
  readonly limits: Limits
  readonly secret: SecretCell
  readonly http: Http
  readonly now: () => number
  /** Bytes of an original, or of the rendition of a picture that fits the limits given (re-encoded without its EXIF data). */
  readonly media: {
    original(use: MediaUse): Promise<Result<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly mime: string }>>
    /**
     * A public https address of the rendition, for networks that fetch pictures themselves: it lives in the owner's own web space for at least
     * half an hour and is cleaned up afterwards. The same picture asked for again gives the same address while it lives. Absent: there is no web space.
     */
    readonly onTheWeb?: ((use: MediaUse, fit: { readonly maxBytes: number; readonly maxPixels: number | null; readonly mimes: readonly string[] }) => Promise<Result<{ readonly url: string; readonly mime: string }>>) | undefined
    rendition(use: MediaUse, fit: { readonly maxBytes: number; readonly maxPixels: number | null; readonly mimes: readonly string[] }): Promise<Result<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly mime: string; readonly width: number; readonly height: number }>>
  }
}

/** What has been learnt while preparing one delivery (ids of uploads), kept in the journal, so that a second try goes on from there. */
export type Notes = { get(name: string): string | null; set(name: string, value: string): void }

/** Everything the commit sends, as JSON text, written to the journal before it is sent: a repeat is the same to the byte. */
export type Prepared = { readonly body: string; readonly key: string }

/** What main knows beside the network when it looks for something: no post there may prove two deliveries. */
export type Known = {
  /** When this was sent for the first time under its key; `sinceUtc` is the last time. */
  readonly firstUtc: number
  /** This post on the network is already the proof of another delivery. */
  readonly isClaimed: (remote: RemoteRef) => boolean
  /** How many other sendings of such words on this account have lost their answer as well. */
  readonly rivals: number
}

/** `place` and `doubt` say it to the owner, `lookedAt` to whoever reads the details. */
export type Found =
  | { readonly kind: 'found'; readonly remote: RemoteRef }
  /** Proved not to be there, and sending it again under the same key cannot double it. */
  | { readonly kind: 'absent'; readonly lookedAt: string; readonly place?: LookPlace }
  /** Looked, and nothing can be concluded (yet). */
  | { readonly kind: 'no-proof'; readonly lookedAt: string; readonly place?: LookPlace; readonly doubt?: LookDoubt }

/** Where a caller knows of nothing else. */
export const nothingElse = (sinceUtc: number): Known => ({ firstUtc: sinceUtc, isClaimed: () => false, rivals: 0 })

/** What lies, or may lie, with the network's scheduler. `schedule` null: the answer that named it was lost. */
export type HeldThere = Prepared & { readonly dueUtc: number; readonly beganUtc: number; readonly schedule: RemoteRef | null; readonly isClaimed: Known['isClaimed'] }

/** Where something is that was given to the scheduler, as the network's own answer proves it. */
export type There =
  /** It names the time for which it is kept. */
  | { readonly kind: 'scheduled'; readonly schedule: RemoteRef; readonly dueUtc: number }
  | { readonly kind: 'published'; readonly remote: RemoteRef }
export type Nowhere = Exclude<Found, { readonly kind: 'found' }>

/** Giving posts to the network's own scheduler, so that they go out with this computer off. `limits.schedule` says what it takes. */
export type Scheduler = {
  /** As a connection's `prepare`, with the time in the body. */
  prepare(act: Act, dueUtc: number, notes: Notes): ReturnType<Connection['prepare']>
  /**
   * Called once per Prepared unless `find` said absent. `full`: no place left there. `published`: the server posted it at once, against what was asked.
   * Anything but a certain refusal is `unknown-outcome`.
   */
  put(act: Act, prepared: Prepared): Promise<Result<There | { readonly kind: 'full'; readonly detail: string }, NetworkFailure>>
  /** Gives it another time where it lies; repeatable. Absent, or `not-moved`: it is recalled and handed over anew. */
  move?(held: HeldThere, dueUtc: number): Promise<Result<There | { readonly kind: 'not-moved'; readonly detail: string }, NetworkFailure>>
  /** Takes it back; repeatable. `recalled` only when it is certain not to go out any more: what may be going out just now is `no-proof`. */
  recall(held: HeldThere & { readonly schedule: RemoteRef }): Promise<Result<{ readonly kind: 'recalled' } | Extract<There, { kind: 'published' }> | Nowhere, NetworkFailure>>
  /** After a lost answer, and after its time: scheduled, published, or nowhere? Read-only. */
  find(act: Act, held: HeldThere): Promise<Result<There | Nowhere, NetworkFailure>>
}

export type Connection = {
  /** Who the secret speaks for and what its server offers, now. */
  whoAmI(): Promise<Result<{ readonly profile: Profile; readonly abilities: Abilities; readonly limits: Limits; readonly expiresUtc: number | null }, NetworkFailure>>

  /** Kinds of act whose repetition changes nothing (like, delete …): after a lost answer they are simply sent again. */
  readonly repeatable: readonly ActKind[]
  /** Repeatable, changes nothing visible: uploads, look-ups. `before` are the parts already out, `part` counts from 0. Chooses the key. */
  prepare(act: Act, part: number, before: readonly RemoteRef[], notes: Notes): Promise<Result<Prepared, NetworkFailure | { readonly kind: 'media-missing'; readonly detail: string }>>
  /** The one step that makes it public. Called once per Prepared unless `find` said absent. Anything but a certain refusal is `unknown-outcome`. */
  commit(act: Act, prepared: Prepared): Promise<Result<RemoteRef, NetworkFailure>>
  /** After a lost answer: is it there? `sinceUtc` is when the commit began. Read-only. Without `known`, nothing else was sent. */
  find(act: Act, prepared: Prepared, sinceUtc: number, known?: Known): Promise<Result<Found, NetworkFailure>>
  /** Reads it back once: gives its permalink. `missing` means it is not there after all. Only for publish, reply, edit. */
  readBack(remote: RemoteRef): Promise<Result<RemoteRef, NetworkFailure>>

  /**
   * The network shows this account none of what it has published: its clear yes to the sending is all the proof there is, and what was sent
   * is called done by it. Absent: everything is read back.
   */
  readonly answersAreProof?: boolean

  /** Absent: nothing can be handed over ahead of its time; this computer publishes it, and must be on then. */
  readonly schedule?: Scheduler

  readonly streams: readonly Stream[]
  /** One page of a stream. `cursor` is the adapter's own, null at the first reading. */
  read(stream: Stream['id'], cursor: string | null): Promise<Result<StreamPage, NetworkFailure>>
  /** The thread around something, oldest first. */
  thread(ref: RemoteRef): Promise<Result<readonly ThreadPost[], NetworkFailure>>
  search(query: string): Promise<Result<SearchHits, NetworkFailure>>
  findPerson?(handle: string): Promise<Result<Person | null, NetworkFailure>>
  /** Ends the sign-in at the network; what was never there is ok. */
  revoke(): Promise<Result<void, NetworkFailure>>
}

export type Stream = {
  readonly id: 'notifications' | 'messages' | 'own-posts' | 'account-figures'
  /** Shortest sensible time between two readings, when the account is lively and when it is quiet. */
  readonly quickMs: number
  readonly slowMs: number
}

export type StreamPage = {
  readonly entries: readonly LogEntry[]
  readonly cursor: string
  /** Older or newer pages wait behind this one: read again soon. */
  readonly more: boolean
  /** True for what was there before the account was connected: it fills the inbox and does not ring. */
  readonly isHistory: boolean
  /** First reading: how far back it has gone. */
  readonly reachedUtc: number | null
}
