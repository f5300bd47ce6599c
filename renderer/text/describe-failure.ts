import type { Failure, RefusalReason } from '../../preload/contract/failures.ts'
import { assertNever } from '../../preload/contract/result.ts'
import { formatsOf } from './format.ts'
import { languageNow, textNow, type Texts } from './index.ts'

/** The one thing to do about a failure; who shows it decides whether it can be done in place. */
export type FailureAct = keyof Texts['failures']['act']
export type Described = { readonly sentence: string; readonly act: FailureAct; readonly actLabel: string; readonly detail: string }

/** A failure as a shopkeeper reads it, in the language of now: a sentence, one act, and the network's own words for the fold. */
export function describeFailure(failure: Failure): Described {
  const act = actFor(failure)
  return { sentence: sentenceFor(failure), act, actLabel: textNow('failures')(`act.${act}`), detail: failure.detail }
}

function sentenceFor(failure: Failure): string {
  const say = textNow('failures')
  const formats = formatsOf(languageNow())
  switch (failure.kind) {
    case 'refused': return say(`refused.${failure.reason}`)
    case 'rate-limited': return say('rate-limited', { until: formats.time(failure.untilUtc) })
    case 'port-taken': return say('port-taken', { port: String(failure.port) })
    case 'clock-off': return say('clock-off', { by: formats.duration(Math.abs(failure.offByMs)) })
    // A picture of few bytes may still have more points than can be worked on.
    case 'media-too-large': return failure.sizeBytes <= failure.maxBytes ? say('media-too-wide') : say('media-too-large', { size: formats.bytes(failure.sizeBytes), max: formats.bytes(failure.maxBytes) })
    case 'document-unreadable': return say(`document-unreadable.${failure.why}`)
    default: return say(failure.kind)
  }
}

function actFor(failure: Failure): FailureAct {
  switch (failure.kind) {
    case 'refused': return actForRefusal(failure.reason)
    case 'needs-sign-in': case 'other-account': return 'sign-in'
    case 'unreachable': case 'server-trouble': case 'stale-preparation': case 'consent-refused': case 'sign-in-abandoned':
    case 'clock-off': case 'port-taken': case 'several-identities': case 'keychain-absent': case 'keychain-locked': case 'internal': return 'try-again'
    case 'unknown-outcome': case 'too-late': case 'rate-limited': return 'see-outbox'
    case 'address-not-understood': case 'not-this-network': case 'wrong-password': case 'bad-input': return 'change-entry'
    case 'already-connected': return 'see-account'
    case 'disk-full': return 'see-folder'
    case 'media-too-large': case 'media-not-understood': case 'document-unreadable': case 'file-not-understood': return 'choose-other'
    case 'media-missing': return 'add-again'
    case 'missing': case 'newer-data': case 'not-found': case 'cancelled': return 'close'
    default: return assertNever(failure)
  }
}

function actForRefusal(reason: RefusalReason): FailureAct {
  switch (reason) {
    case 'text': case 'media': case 'poll': case 'duplicate': case 'not-valid': return 'change-post'
    case 'permission-missing': return 'sign-in'
    case 'no-web-space': return 'see-settings'
    case 'no-credit': case 'not-allowed': case 'account-suspended': case 'not-supported': return 'see-account'
    default: return assertNever(reason)
  }
}
