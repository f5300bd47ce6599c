import type { AboutInfo, Opening, Settings, SystemState } from './system.ts'
import type { Absence } from './away.ts'
import type { AccountQuota, AccountSummary, ConnectOrder, HandOrder } from './accounts.ts'
import type { BackupState, BackupWhy, BroughtBack, Found, StoreRows } from './backups.ts'
import type { Content, MediaFacts, RemoteRef } from './drafts.ts'
import type { LogEvent } from './events.ts'
import type { AccountId, DeliveryId, MediaHash } from './ids.ts'
import type { ThreadPost } from './items.ts'
import type { PauseRecord, ResumePlan } from './pauses.ts'
import type { NetworkDescription } from './networks.ts'
import type { Delivery, DeliveryRecord, OwnerChoice, Person, PutOutcome, StoryLine } from './publishing.ts'
import type { ReadinessFacts } from './readiness.ts'
import type { Result } from './result.ts'
import type { WebSpaceOrder, WebSpaceState, WebSpaceTrial } from './web-space.ts'

export type Answer<T> = Promise<Result<T>>

export type SearchHits = { readonly posts: readonly ThreadPost[]; readonly people: readonly Person[] }
export type ExportSummary = { readonly folder: string; readonly files: number } | null

/**
 * All that the window may ask, named for what the user wants. Each call takes at most one value, parsed on arrival by
 * the schema of the same name in inputs.ts; nothing else passes between the rooms.
 */
export type ComptoirApi = {
  readonly accounts: {
    list(): Answer<AccountSummary[]>
    networks(): Answer<NetworkDescription[]>
    /** Ends when the owner has consented (or not) in the browser; `cancelConnect` ends it early. */
    connect(order: ConnectOrder): Answer<AccountSummary>
    cancelConnect(): Answer<void>
    /** What each network lets this account do in a while, and what is used of it. */
    quotas(id: AccountId): Answer<AccountQuota[]>
    /** An account on which the owner posts themselves: nothing is asked of any network. */
    addByHand(order: HandOrder): Answer<AccountSummary>
    /** Starts the practice network and signs in to it, without a browser. */
    connectPractice(): Answer<AccountSummary>
    /** Revokes at the network (as soon as there is a line), forgets the token at once. `erase` also removes what it brought. */
    disconnect(order: { readonly id: AccountId; readonly erase: boolean }): Answer<void>
    /** Asks the server now: is the sign-in good, what are its limits. */
    check(id: AccountId): Answer<AccountSummary>
    /** The owner has read that this sign-in has to be ended on the network's own page. */
    acceptNotRevoked(id: AccountId): Answer<void>
  }
  readonly outbox: {
    put(deliveries: readonly Delivery[]): Answer<PutOutcome[]>
    cancel(order: { readonly id: DeliveryId; readonly revision: number }): Answer<DeliveryRecord>
    /** Answers a `needs-owner` question, or takes up a failed delivery again. `link`: where the owner put what they posted by hand. */
    decide(order: { readonly id: DeliveryId; readonly choice: OwnerChoice; /** Of what was posted by hand, one a part; empty where there is none. */ readonly links?: readonly string[] | undefined }): Answer<DeliveryRecord>
    /** For what is posted by hand: lays its pictures and films into a folder, ready to be dragged, and opens it. */
    openFiles(id: DeliveryId): Answer<void>
    list(): Answer<DeliveryRecord[]>
    /** All that decides whether what is due until the end of tomorrow can go out. */
    readiness(): Answer<ReadinessFacts>
    /** After a journal was lost: what the window has of its deliveries, the last piece with `isLast`. Main judges what of it may go on. */
    remember(order: { readonly records: readonly DeliveryRecord[]; readonly isLast: boolean }): Answer<void>
    story(id: DeliveryId): Answer<StoryLine[]>
    /** Main asks where to, and writes one delivery's story there: a page to read and the same as data. Null: the owner closed the dialog. */
    exportStory(id: DeliveryId): Answer<ExportSummary>
    /** Stops at once; what networks hold is called back. */
    pause(why: string): Answer<void>
    explainPause(why: string): Answer<void>
    pauses(): Answer<PauseRecord[]>
    /** What resuming would do, before it is done. */
    resumePlan(): Answer<ResumePlan>
    resume(): Answer<void>
  }
  readonly log: {
    /** Events after the cursor, oldest first, at most `limit`. */
    after(order: { readonly cursor: number; readonly limit: number }): Answer<LogEvent[]>
    /** The window has stored everything up to here; main may forget it. */
    acknowledge(cursor: number): Answer<void>
    /** This window's store holds nothing yet, or was lost: what networks told before is read from the beginning and told once more, as history. */
    tellAgain(): Answer<void>
  }
  readonly reading: {
    /** The whole thread around something, fetched now; it also arrives by the log. */
    thread(order: { readonly accountId: AccountId; readonly ref: RemoteRef }): Answer<ThreadPost[]>
    search(order: { readonly accountId: AccountId; readonly query: string }): Answer<SearchHits>
    /** Reads every account's streams at once. */
    refresh(): Answer<void>
    /** Title and picture of a web page, for the preview of a link. */
    linkPreview(order: { readonly url: string }): Answer<{ readonly title: string; readonly description: string } | null>
  }
  readonly media: {
    /** Keeps the file (by its sha256) and tells what it is. */
    add(file: { readonly name: string; readonly bytes: Uint8Array }): Answer<MediaFacts>
    choose(): Answer<MediaFacts[]>
    /** All that the window's posts and drafts use, complete. Main adds its own and lets go what nobody has used for a month: which that was. */
    inUse(hashes: readonly MediaHash[]): Answer<MediaHash[]>
  }
  readonly backups: {
    state(): Answer<BackupState>
    /** Main copies its journal and takes the window's rows after it, so that no event falls between the two. A copy begun before and not ended is dropped. */
    begin(order: { readonly why: BackupWhy; readonly schema: number }): Answer<{ readonly id: string }>
    add(order: { readonly id: string; readonly table: string; readonly rows: readonly unknown[] }): Answer<void>
    /** Reads it again, puts it in its place and only then lets the oldest go. */
    finish(order: { readonly id: string }): Answer<BackupState>
    /** The window could not read its own store. */
    giveUp(order: { readonly id: string; readonly why: string }): Answer<BackupState>
    /** Looks into one of ours (by name), or asks the owner for a folder; null: the dialog was closed. Changes nothing. */
    look(order: { readonly name: string | null }): Answer<Found | null>
    /** Media, accounts (to be signed in again) and what has gone out come back; nothing that was still to go out does. */
    bringBack(id: string): Answer<BroughtBack>
    /** The rows of the window's store in it, piece by piece. */
    rows(order: { readonly id: string; readonly at: number }): Answer<StoreRows>
  }
  readonly webSpace: {
    state(): Answer<WebSpaceState>
    /** Puts a small picture there first, and is kept only if that works. */
    keep(order: WebSpaceOrder): Answer<WebSpaceTrial>
    try(): Answer<WebSpaceTrial>
    /** `left`: pictures that lie there still and could not be taken away. */
    remove(): Answer<{ readonly left: number }>
  }
  readonly system: {
    about(): Answer<AboutInfo>
    state(): Answer<SystemState>
    settings(): Answer<Settings>
    /** When this computer could not publish in the last days, oldest first; what still lasts is not among them. */
    absences(): Answer<Absence[]>
    change(settings: Settings): Answer<Settings>
    /** https and mailto only; opens outside. */
    openLink(url: string): Answer<void>
    showDataFolder(): Answer<void>
    /** Main asks where to, and writes what the window gives beside what it holds itself (media, journal). Null: the owner closed the dialog. */
    exportAll(order: { readonly posts: unknown }): Answer<ExportSummary>
    /** Revokes and forgets every account, erases journal and media, then quits. The window erases its own store first. */
    eraseAll(): Answer<void>
    copyText(text: string): Answer<void>
    /** The window failed: goes to the log file, redacted. */
    reportTrouble(order: { readonly message: string; readonly stack: string }): Answer<void>
  }
}

/** What main tells the window by itself. Each subscription returns its own unsubscribe. */
export type ComptoirEvents = {
  /** There are events after the window's cursor. */
  readonly logGrew: (seq: number) => void
  readonly stateChanged: (state: SystemState) => void
  readonly settingsChanged: (settings: Settings) => void
  /** A copy of everything is due: the window gives its part. */
  readonly backupWanted: () => void
  readonly opening: (where: Opening) => void
  /** The sign-in page was opened in the browser; the address, should the browser not have come up. */
  readonly signInOpened: (url: string) => void
}
export type ComptoirWindow = ComptoirApi & { readonly on: <E extends keyof ComptoirEvents>(event: E, listener: ComptoirEvents[E]) => () => void }

export const apiShape = {
  accounts: ['list', 'networks', 'connect', 'cancelConnect', 'quotas', 'addByHand', 'connectPractice', 'disconnect', 'check', 'acceptNotRevoked'],
  outbox: ['put', 'cancel', 'decide', 'openFiles', 'list', 'remember', 'readiness', 'story', 'exportStory', 'pause', 'explainPause', 'pauses', 'resumePlan', 'resume'],
  log: ['after', 'acknowledge', 'tellAgain'],
  reading: ['thread', 'search', 'refresh', 'linkPreview'],
  media: ['add', 'choose', 'inUse'],
  backups: ['state', 'begin', 'add', 'finish', 'giveUp', 'look', 'bringBack', 'rows'],
  webSpace: ['state', 'keep', 'try', 'remove'],
  system: ['about', 'state', 'settings', 'absences', 'change', 'openLink', 'showDataFolder', 'exportAll', 'eraseAll', 'copyText', 'reportTrouble'],
} as const satisfies { readonly [T in keyof ComptoirApi]: readonly (keyof ComptoirApi[T])[] }

export const eventNames = ['logGrew', 'stateChanged', 'settingsChanged', 'backupWanted', 'opening', 'signInOpened'] as const satisfies readonly (keyof ComptoirEvents)[]

/** The one channel for questions; the topic and call travel as its first value. */
export const askChannel = 'comptoir:ask'
export const eventChannel = (event: keyof ComptoirEvents): string => `comptoir:event:${event}`

/** Composer and check share this shape of a content under way. */
export type { Content }
