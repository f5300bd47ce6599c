import { z } from 'zod'
import type { NetworkFailure, RefusalReason } from '../../../preload/contract/failures.ts'
import type { HttpAnswer } from '../../http/http.ts'
import { described, untilOf, type Refusal } from '../judge-answer.ts'

const envelope = z.object({ error: z.object({ code: z.string().min(1) }) })
/** The code in an answer of the API; null: not TikTok's own words. */
export function codeOf({ json }: Pick<HttpAnswer, 'json'>): string | null {
  const said = envelope.safeParse(json)
  return said.success ? said.data.error.code : null
}

/** No time is given with a 429: the window is a sliding minute (tiktok-api-v2-rate-limit, seen through notes of 22 Jul 2026). */
const throttledMs = 60_000
/** Caps of a day give no time either; asked again a few times in that day, since each asking uses up a little of the minute's. */
const dayCapMs = 6 * 60 * 60_000

const dayCaps = new Set(['spam_risk_too_many_posts', 'spam_risk_too_many_pending_share', 'reached_active_user_cap'])

/** content-posting-api-reference-direct-post (11 Sep 2026) and tiktok-api-v2-error-handling; both spellings of `invalid_param` exist. */
const refusals: Readonly<Record<string, RefusalReason>> = {
  scope_not_authorized: 'permission-missing', scope_permission_missed: 'permission-missing',
  invalid_param: 'not-valid', invalid_params: 'not-valid', privacy_level_option_mismatch: 'not-valid',
  invalid_file_upload: 'media',
  spam_risk_user_banned_from_posting: 'account-suspended', spam_risk_text: 'text', spam_risk: 'not-allowed',
  unaudited_client_can_only_post_to_private_accounts: 'not-allowed', url_ownership_unverified: 'not-allowed', app_version_check_failed: 'not-allowed',
}
const gone = new Set(['invalid_publish_id', 'token_not_authorized_for_specified_publish_id'])

export const isDeadToken = (answer: HttpAnswer): boolean => answer.status === 401 && codeOf(answer) === 'access_token_invalid'

/** The certain no in an answer of the API. `access_token_invalid` comes here only after a renewal was refused or did not help. */
export const refusal = (now: () => number): Refusal => answer => {
  const detail = described(answer)
  if (answer.status === 429) return { kind: 'rate-limited', untilUtc: untilOf(answer, now(), throttledMs), detail }
  const code = codeOf(answer)
  if (code === null || code === 'ok' || answer.status >= 500) return null
  if (code === 'rate_limit_exceeded') return { kind: 'rate-limited', untilUtc: untilOf(answer, now(), throttledMs), detail }
  if (dayCaps.has(code)) return { kind: 'rate-limited', untilUtc: untilOf(answer, now(), dayCapMs), detail }
  if (isDeadToken(answer)) return { kind: 'needs-sign-in', detail }
  if (gone.has(code)) return { kind: 'missing', detail }
  const reason = refusals[code]
  if (reason !== undefined) return { kind: 'refused', reason, detail }
  // A code of no list: a no if the status is one that says so, else nothing is known.
  return answer.status >= 400 && ![408, 409, 425].includes(answer.status) ? { kind: 'refused', reason: 'not-allowed', detail } : null
}

const failReasons: Readonly<Record<string, RefusalReason>> = {
  file_format_check_failed: 'media', duration_check_failed: 'media', frame_rate_check_failed: 'media', picture_size_check_failed: 'media',
  spam_risk_user_banned_from_posting: 'account-suspended', spam_risk_text: 'text', spam_risk: 'not-allowed', spam_risk_too_many_posts: 'not-allowed',
}
/** These may begin again, as a new post (content-posting-api-reference-get-video-status). */
const mayBeginAgain = new Set(['internal', 'video_pull_failed', 'photo_pull_failed'])

/** What the network says of a post that it has taken and then did not publish. */
export function failureOfTask(reason: string): NetworkFailure {
  const detail = `not published: ${reason.slice(0, 200)}`
  if (mayBeginAgain.has(reason)) return { kind: 'stale-preparation', detail }
  if (reason === 'auth_removed') return { kind: 'needs-sign-in', detail }
  return { kind: 'refused', reason: failReasons[reason] ?? 'not-allowed', detail }
}
