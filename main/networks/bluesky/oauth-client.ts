import { NodeOAuthClient, OAuthSession, type AtprotoDid, type NodeSavedSessionStore, type NodeSavedState, type OAuthServerAgent } from '@atproto/oauth-client-node'
import type { Http } from '../../http/http.ts'
import type { Locks } from './locks.ts'
import { isLoopback, type Places } from './places.ts'
import { fetchOver } from './speaker.ts'

/** All that an app password may do, and direct messages. */
export const oauthScope = 'atproto transition:generic transition:chat.bsky'

/**
 * Who asks. A published app is known by the https address of its metadata file (assets/bluesky-client-metadata.json), which servers fetch
 * and show the name of. That file is not hosted yet, so this is the protocol's own form for apps without one: it works on any
 * server that follows the reference, but the consent page calls us unverified. When the file is hosted: its address goes here, and
 * into the file itself, which names a reserved example domain until then.
 */
export function clientIdFor(redirectUri: string): string {
  return `http://localhost?${new URLSearchParams({ redirect_uri: withoutPort(redirectUri), scope: oauthScope })}`
}
/** Servers ignore the port of a loopback redirect (RFC 8252, 7.3), so that the id stays the same from one sign-in to the next. */
function withoutPort(redirectUri: string): string {
  const url = new URL(redirectUri)
  url.port = ''
  return url.href
}

/**
 * The client's own session renews its tokens by itself at each 401, one renewal for each of the calls under way, and hides how that
 * went; this one sends once and says with which token, so that renewing is ours to decide (oauth-session.ts).
 */
export class SpeakingSession extends OAuthSession {
  async speakOnce(path: string, init: RequestInit): Promise<{ readonly response: Response; readonly accessToken: string }> {
    const { aud, token_type, access_token } = await this.getTokenSet(false)
    const headers = new Headers(init.headers)
    headers.set('authorization', `${token_type} ${access_token}`)
    return { accessToken: access_token, response: await this.dpopFetch(new URL(path, aud), { ...init, headers }) }
  }
  async accessToken(): Promise<string> {
    return (await this.getTokenSet(false)).access_token
  }
  async revoke(): Promise<void> {
    const { refresh_token, access_token } = await this.getTokenSet(false)
    await this.server.request('revocation', { token: refresh_token ?? access_token })
  }
}
class SpeakingClient extends NodeOAuthClient {
  protected override createSession(server: OAuthServerAgent, did: AtprotoDid): SpeakingSession {
    return new SpeakingSession(server, did, this.sessionGetter, this.fetch)
  }
  override async restore(did: string, refresh?: boolean | 'auto'): Promise<SpeakingSession> {
    // The cast: what `createSession` above has made.
    return await super.restore(did, refresh) as SpeakingSession
  }
}

export type OAuthParts = { readonly clientId: string; readonly redirectUri: string; readonly http: Http; readonly places: Places; readonly locks: Locks; readonly sessionStore: NodeSavedSessionStore }

/** Bluesky's own client (PAR, PKCE, DPoP with its nonces, identity checks), speaking through our door and keeping its sessions with us. */
export function createOAuthClient({ clientId, redirectUri, http, places, locks, sessionStore }: OAuthParts): SpeakingClient {
  const isLocal = isLoopback(places.directory)
  const states = new Map<string, NodeSavedState>()
  const fetch = fetchOver(http, url => url.startsWith('https:') || (isLocal && isLoopback(url)))
  return new SpeakingClient({
    clientMetadata: {
      client_id: clientId, client_name: 'Comptoir', application_type: 'native', scope: oauthScope, response_types: ['code'],
      // The cast: the schema behind this type checks the address anew when the client is made.
      redirect_uris: [redirectUri as `http://127.0.0.1/${string}`], grant_types: ['authorization_code', 'refresh_token'], token_endpoint_auth_method: 'none', dpop_bound_access_tokens: true,
    },
    allowHttp: isLocal, fetch, plcDirectoryUrl: places.directory, handleResolver: places.resolver, requestLock: locks, sessionStore,
    stateStore: {
      set: (key, state) => { states.set(key, state) },
      get: key => states.get(key),
      del: key => { states.delete(key) },
    },
  })
}
