/**
 * What every double in this folder gives: `e2e/fake-networks/<network id>/index.ts` exports `start: StartFakeNetwork`. A double is one
 * loopback server built from the network's published rules; it refuses what the real one refuses. Its head comment names the rules and their date.
 */
export type StartFakeNetwork = (options?: { readonly now?: () => number }) => Promise<FakeNetwork>

/** A post as it stands there. */
export type FakePost = {
  readonly id: string
  readonly url: string
  readonly text: string
  /** Words for those who cannot see it, one for each picture or video that can have them. */
  readonly alts: readonly string[]
  /** The network's own word for what it is: `photo`, `reel`, `story`, … */
  readonly kind: string
  readonly createdUtc: number
  /** The post of ours that it follows, where the double tells. */
  readonly follows?: string
}

/** What a request is for, told by its method and its address (path and query). */
export type RequestRule = { readonly method?: string; readonly path: RegExp; readonly kind: 'publish' | 'upload' | 'edit' | 'delete' | 'look' | 'read-back' | 'schedule' | 'read' }

export type FakeNetwork = {
  /** What `COMPTOIR_HOSTS` says of it: the adapter's names for its servers, and where they are. */
  readonly hosts: Readonly<Record<string, string>>
  /** What is typed into the window to connect: the way, and its fields. */
  readonly connect: { readonly way: 'browser' | 'own-app' | 'token'; readonly fields: Readonly<Record<string, string>> }
  /** Whom to choose where a sign-in speaks for several; null where it does not. */
  readonly chooses: string | null
  /** What the owner's browser does at the sign-in page: checks the address as strictly as the network, says yes, follows the redirect. Throws with the network's words where it would show an error. */
  consent(url: string): Promise<void>
  /** How many follow us there, as its figures say; null where it tells no such figure. */
  readonly followers: number | null
  /** False where a program can read no post of its account: a lost answer is never cleared up there, and the owner is asked. Absent: it can. */
  readonly showsPosts?: boolean
  /** Newest first; what was deleted is not among them. */
  posts(): readonly FakePost[]
  /** Somebody comments on our newest post, or mentions us; null where the network tells of neither. */
  readonly say: ((text: string) => void) | null
  /** What we have answered to others. */
  answers(): readonly string[]
  /** What we have written below our own posts that stand there. */
  firstComments?(): readonly { readonly id: string; readonly text: string; readonly on: string }[]
  /** The owner has proved there that this host on the web is theirs; absent where nobody asks for that. */
  trustWeb?(host: string): void
  /** What its requests are for, the first that fits; the others read. For runs that trouble each kind by itself. */
  readonly rules: readonly RequestRule[]
  /** The step that makes a post public: it is done, and its answer never arrives. Once. */
  loseNextAnswer(): void
  /** Ends our sign-in as the owner would on the network's own page. */
  endSignIn(): void
  /** Every request that came, without bodies: for tests that count. */
  requests(): readonly { readonly method: string; readonly path: string; readonly status: number }[]
  stop(): Promise<void>
}
