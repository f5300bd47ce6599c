import { z } from 'zod'
import { instant } from './ids.ts'

/**
 * The closed list of all that can be expected to go wrong. Each kind has its sentence and its one act in renderer/text.
 * `detail` is for the "details" fold: the network's own words, already without secrets; never shown as the sentence.
 */
const detail = z.string().max(4000)

/** Why a network said no for good. */
export const refusalReason = z.enum([
  'text', 'media', 'poll', 'not-allowed', 'permission-missing', 'duplicate', 'account-suspended', 'not-supported', 'not-valid',
  /** The network fetches pictures from the web only, and there is no web space to put them. */ 'no-web-space',
  /** The owner's credit at the network is used up. */ 'no-credit',
])
export type RefusalReason = z.infer<typeof refusalReason>

/** What a network call can end in. Only `unknown-outcome` may have acted; all others are certain not to have. */
export const networkFailure = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('refused'), reason: refusalReason, detail }),
  z.object({ kind: z.literal('needs-sign-in'), detail }),
  z.object({ kind: z.literal('rate-limited'), untilUtc: instant, detail }),
  /** No line, no such host, connection refused: the request never reached the server. */
  z.object({ kind: z.literal('unreachable'), detail }),
  /** The server answered 5xx or something unreadable to a call that may be repeated. */
  z.object({ kind: z.literal('server-trouble'), detail }),
  /** A step that makes something public got no answer, or one that proves nothing. Look, never re-send. */
  z.object({ kind: z.literal('unknown-outcome'), detail }),
  /** What was prepared (uploads) is gone on the server; nothing was made public; prepare again. */
  z.object({ kind: z.literal('stale-preparation'), detail }),
  /** The post, person or conversation is not there (any more). */
  z.object({ kind: z.literal('missing'), detail }),
])
export type NetworkFailure = z.infer<typeof networkFailure>

const signInFailure = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('address-not-understood'), detail }),
  z.object({ kind: z.literal('not-this-network'), detail }),
  z.object({ kind: z.literal('consent-refused'), detail }),
  z.object({ kind: z.literal('sign-in-abandoned'), detail }),
  z.object({ kind: z.literal('wrong-password'), detail }),
  z.object({ kind: z.literal('clock-off'), offByMs: z.number(), detail }),
  z.object({ kind: z.literal('already-connected'), detail }),
  z.object({ kind: z.literal('other-account'), detail }),
  /** The sign-in speaks for several pages, channels or places: the owner says which. It is kept for a while; ask again with `chosen`. */
  z.object({ kind: z.literal('several-identities'), candidates: z.array(z.object({ remoteId: z.string(), name: z.string(), detail: z.string() })), detail }),
  /** The network sends the browser back to one fixed port of this computer only, and another program has it. */
  z.object({ kind: z.literal('port-taken'), port: z.number().int(), detail }),
])

const deviceFailure = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('keychain-absent'), detail }),
  z.object({ kind: z.literal('keychain-locked'), detail }),
  z.object({ kind: z.literal('disk-full'), detail }),
  z.object({ kind: z.literal('media-too-large'), maxBytes: z.number(), sizeBytes: z.number(), detail }),
  z.object({ kind: z.literal('media-not-understood'), detail }),
  /** A PDF that opens with a password only, or not at all. */
  z.object({ kind: z.literal('document-unreadable'), why: z.enum(['locked', 'damaged']), detail }),
  z.object({ kind: z.literal('media-missing'), detail }),
  z.object({ kind: z.literal('file-not-understood'), detail }),
  z.object({ kind: z.literal('newer-data'), detail }),
  z.object({ kind: z.literal('too-late'), detail }),
  z.object({ kind: z.literal('not-found'), detail }),
  z.object({ kind: z.literal('bad-input'), detail }),
  z.object({ kind: z.literal('cancelled'), detail }),
  /** Our own mistake, caught at the door and logged; the sentence says so. */
  z.object({ kind: z.literal('internal'), detail }),
])

export const failure = z.union([networkFailure, signInFailure, deviceFailure])
export type Failure = z.infer<typeof failure>
export type FailureKind = Failure['kind']
