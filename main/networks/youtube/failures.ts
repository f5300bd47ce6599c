import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import type { HttpAnswer } from '../../http/http.ts'
import { readGoogleError } from '../google-api/google-error.ts'
import { described } from '../judge-answer.ts'
import { nextMidnight } from '../quota.ts'

const dayMs = 24 * 60 * 60_000
/** Quotas begin anew at midnight there, https://developers.google.com/youtube/v3/determine_quota_cost, read 27 Nov 2026. */
export const quotaZone = 'America/Los_Angeles'

/** Reasons as https://developers.google.com/youtube/v3/docs/errors names them (not read again in November 2026); null: as everywhere at Google. */
export function refusalByYoutube(answer: HttpAnswer, now: number): NetworkFailure | null {
  const detail = described(answer)
  const refused = (reason: Extract<NetworkFailure, { kind: 'refused' }>['reason']): NetworkFailure => ({ kind: 'refused', reason, detail })
  for (const reason of readGoogleError(answer)?.reasons ?? []) {
    switch (reason) {
      // Nothing in the answer tells the time: it is always that midnight.
      case 'quotaExceeded': case 'dailyLimitExceeded': return { kind: 'rate-limited', untilUtc: nextMidnight(quotaZone, now), detail }
      // The channel's own daily number of uploads, which YouTube does not publish.
      case 'uploadLimitExceeded': return { kind: 'rate-limited', untilUtc: now + dayMs, detail }
      case 'uploadRateLimitExceeded': return { kind: 'rate-limited', untilUtc: now + 60 * 60_000, detail }
      // The sign-in is good; there is no channel behind it.
      case 'youtubeSignupRequired': return refused('not-allowed')
      case 'accountSuspended': case 'authenticatedUserAccountSuspended': case 'authenticatedUserAccountClosed': case 'channelSuspended': case 'channelClosed': return refused('account-suspended')
      case 'invalidTitle': case 'invalidDescription': case 'invalidTags': case 'commentTextTooLong': case 'commentTextRequired': return refused('text')
      case 'mediaBodyRequired': case 'invalidImage': case 'mediaTooLarge': return refused('media')
      case 'commentsDisabled': return refused('not-allowed')
      case 'insufficientPermissions': return refused('permission-missing')
      default: break
    }
  }
  return null
}
