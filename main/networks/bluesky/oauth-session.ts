import { OAuthResponseError, TokenInvalidError, TokenRefreshError, TokenRevokedError, type NodeSavedSession } from '@atproto/oauth-client-node'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Http, HttpAnswer, HttpOutcome } from '../../http/http.ts'
import type { SecretCell } from '../network.ts'
import { failureOf, isDeadToken } from './failures.ts'
import type { Locks } from './locks.ts'
import { createOAuthClient, type SpeakingSession } from './oauth-client.ts'
import type { Places } from './places.ts'
import { readSecret, type BrowserSecret } from './secret.ts'
import { lineFailureIn, retryAtOf, type Speaker, type SpokenOutcome } from './speaker.ts'

type Tools = { readonly cell: SecretCell; readonly http: Http; readonly places: Places; readonly locks: Locks; readonly now: () => number }
type Stop = Exclude<SpokenOutcome, HttpAnswer>

/** The keychain did not give or take the sign-in: nothing was sent. */
class CellFailure extends Error {}

/** Speaks with the tokens of a sign-in in the browser. The official client renews them; they lie in the secret cell and nowhere else. */
export function createOAuthSpeaker({ cell, http, places, locks, now }: Tools): Speaker {
  /** Renewed tokens that the keychain did not take: kept here so as not to be lost, and not used before it has them. */
  let unsaved: BrowserSecret | null = null
  let session: SpeakingSession | null = null
  let isRevoked = false

  const read = async (): Promise<BrowserSecret> => {
    if (unsaved) return unsaved
    const text = await cell.read()
    if (!text.ok) throw new CellFailure(`the sign-in could not be read: ${text.failure.kind}`)
    const secret = readSecret(text.value)
    if (!secret.ok || secret.value.kind !== 'oauth') throw new TokenInvalidError('', 'the keychain holds no sign-in by browser')
    return secret.value
  }
  const save = async (): Promise<void> => {
    if (!unsaved) return
    const stored = await cell.replace(JSON.stringify(unsaved))
    if (!stored.ok) throw new CellFailure(`the renewed sign-in could not be kept: ${stored.failure.kind}`)
    unsaved = null
  }
  const sessionStore = {
    get: async (): Promise<NodeSavedSession> => (await read()).saved,
    async set(_did: string, saved: NodeSavedSession): Promise<void> {
      const before = await read()
      // A server that renews the access token alone leaves the refresh token as it was (RFC 6749, 6): nothing never takes its place.
      const { refresh_token: renewed = before.saved.tokenSet.refresh_token } = saved.tokenSet
      unsaved = { ...before, saved: renewed ? { ...saved, tokenSet: { ...saved.tokenSet, refresh_token: renewed } } : saved }
      // Throwing here would make the client revoke what it has just been given; `send` stops instead until it is kept.
      await save().catch((error: unknown) => { if (!(error instanceof CellFailure)) throw error })
    },
    // The client forgets a session on more errors than we believe (any TypeError): whether it is over is judged in `stopOf`.
    del: () => undefined,
  }
  const open = async (): Promise<SpeakingSession> => {
    if (session) return session
    const { clientId, redirectUri, did } = await read()
    session = await createOAuthClient({ clientId, redirectUri, http, places, locks, sessionStore }).restore(did, 'auto')
    return session
  }

  /** Renewed tokens are kept before they are used; also those that the keychain would not take at first. */
  const renewing = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work()
      await save()
    } catch (cause) {
      throw new RenewalFailure('while renewing the sign-in', { cause })
    }
  }

  return {
    async send(request) {
      if (isRevoked) return { kind: 'signed-out', detail: 'the sign-in was ended here' }
      try {
        const speaking = await open().catch((cause: unknown) => { throw new RenewalFailure('while opening the sign-in', { cause }) })
        const { path, method, body, headers } = request
        const init: RequestInit = { method, headers: { ...headers }, redirect: method === 'GET' ? 'follow' : 'manual', ...(body === undefined ? {} : { body }) }
        await renewing(() => speaking.getTokenInfo('auto'))
        const first = await speaking.speakOnce(path, init)
        const refused = await answerOf(first.response)
        if (!isDeadToken(refused)) return refused
        // Of many calls under way the first renews, the others find its tokens there.
        await renewing(() => locks(`renew ${speaking.did}`, async () => { if (await speaking.accessToken() === first.accessToken) await speaking.getTokenInfo(true) }))
        // Safe also for what must happen once: the first was refused for its token, before it could act.
        const second = await answerOf((await speaking.speakOnce(path, init)).response)
        return isDeadToken(second) && path.startsWith('/xrpc/com.atproto.') ? { kind: 'signed-out', detail: failureOf(second, false, now()).detail } : second
      } catch (error) {
        return throttledIn(error) ?? stopOf(error)
      }
    },
    async revoke() {
      try {
        await (await open()).revoke()
      } catch (error) {
        const stop = stopOf(error)
        if (stop.kind !== 'signed-out') return fail(failureOf(stop, false, now()))
      }
      isRevoked = true
      return ok(undefined)
    },
  }
}

/** Renewing happens before the call, so whatever stops it leaves the call unsent. */
class RenewalFailure extends Error {}

function stopOf(error: unknown): Stop {
  const isRenewal = error instanceof RenewalFailure
  const cause = isRenewal ? error.cause : error
  if (cause instanceof TokenRefreshError || cause instanceof TokenRevokedError || cause instanceof TokenInvalidError) return { kind: 'signed-out', detail: cause.message.slice(0, 500) }
  const line = lineFailureIn(cause)?.outcome
  const detail = `${isRenewal ? 'while renewing the sign-in: ' : ''}${line?.detail ?? (cause instanceof Error ? cause.message : String(cause))}`.slice(0, 500)
  if (line?.kind === 'no-answer' && !isRenewal) return { kind: 'no-answer', detail }
  return isRenewal && !line && !(cause instanceof CellFailure) ? { kind: 'not-renewed', detail } : { kind: 'not-sent', detail }
}

/** The renewal was throttled: so is the call that waits for it. */
function throttledIn(error: unknown): HttpAnswer | null {
  const cause = error instanceof RenewalFailure ? error.cause : error
  if (!(cause instanceof OAuthResponseError) || cause.status !== 429) return null
  return { kind: 'answered', status: 429, headers: cause.headers, text: '', bytes: new Uint8Array(), json: cause.payload, retryAtUtc: retryAtOf(cause.response) }
}

async function answerOf(response: Response): Promise<Extract<HttpOutcome, { kind: 'answered' }>> {
  const bytes = new Uint8Array(await response.arrayBuffer())
  const text = new TextDecoder().decode(bytes)
  const json = parseJson(text)
  return { kind: 'answered', status: response.status, headers: response.headers, text, bytes, json: json.ok ? json.value : undefined, retryAtUtc: retryAtOf(response) }
}
function parseJson(text: string): Result<unknown, null> {
  try {
    return ok(JSON.parse(text) as unknown)
  } catch {
    return fail(null) // not JSON: an answer like another
  }
}
