import type { Content, MediaUse } from '../../preload/contract/drafts.ts'
import type { Http, HttpAnswer, HttpOutcome } from '../http/http.ts'
import { createRedaction } from '../system/redaction.ts'
import { discreet } from './discreet.ts'
import { refuseDocuments } from './refuse-documents.ts'
import type { Network, SecretCell, Session } from './network.ts'
import type { Bench } from './stories.ts'
import { parseJson } from './parse-json.ts'

/**
 * What a network's `conformance-harness.ts` gives to conformance.test.ts (as `export const harness: ConformanceHarness`): a server, or a
 * double, and one account signed in to it. The suite itself knows no network. Used by tests only, never bundled.
 */
export type ConformanceHarness = {
  readonly network: Network
  /** What takes long and is done once, before the stories; gives the reason why the stories must be skipped, where there is one. */
  readonly getReady?: () => Promise<string | null>
  /** Starts the server or double with one fresh account; each story has its own. */
  start(): Promise<ConformanceWorld>
}

export type ConformanceWorld = {
  /** Everything `network.open` needs for the signed-in account; `http` is a working, untroubled door. */
  readonly session: Session
  /** `session.now` goes on by this much. */
  advance(ms: number): void
  /** Is this request the step that makes a post public? */
  isCommit(request: { readonly method: string; readonly url: string }): boolean
  /** What stands on the server under this account, read past the adapter (the server's own store, or a plain request). */
  postsOnServer(): Promise<readonly { readonly text: string; readonly alts: readonly string[] }[]>
  /** Words as this network takes them; absent: as a plain text. Where a picture or a video is needed it carries `picture`, and what the network asks for beside. */
  readonly contentOf?: (text: string) => Content
  /** False where no id or key of ours is known there before the sending: after a line that never opened nothing proves that it will not come. Default true. */
  readonly provesAbsence?: boolean
  /** False where the network shows a program no post of its account: after a lost answer nothing can be found. Default true. */
  readonly showsPosts?: boolean
  /** How long after the sending a look is worth while. Default a minute. */
  readonly settleMs?: number
  /** Ends the access token (not the sign-in), as time would: the next call must renew it. Absent where there is nothing to renew. */
  readonly expireAccess?: () => Promise<void> | void
  /** Another account writes a post that mentions ours. Null where the double cannot. */
  readonly somebodyMentionsUs: ((text: string) => Promise<void>) | null
  /** Ends our sign-in as the owner would on the network's own page; the secret stays as it is. */
  endSignInElsewhere(): Promise<void>
  /** Something the server refuses for good, whatever our own checks say. */
  readonly refusedContent: Content
  /** A picture that `session.media` knows, with alt text. */
  readonly picture: MediaUse
  /** A document that `session.media` knows; needed where the network takes documents. */
  readonly document?: MediaUse
  stop(): Promise<void>
}

/** What one request meets on its way. */
export type Trouble =
  /** The server gets it and acts; its answer is lost. */
  | { readonly kind: 'answer-lost' }
  | { readonly kind: 'not-sent' }
  /** Answered by the line itself; the server never sees the request. */
  | { readonly kind: 'answers'; readonly status: number; readonly body: string; readonly headers?: Readonly<Record<string, string>>; readonly retryAtUtc?: number }

/** A door that meets trouble where `meets` says so; both ways through it (`send` and `fetch`) meet the same. */
export function troubleHttp(inner: Http, meets: (request: { readonly method: string; readonly url: string }) => Trouble | null): Http {
  return {
    async send(request): Promise<HttpOutcome> {
      const trouble = meets(request)
      if (trouble === null) return await inner.send(request)
      switch (trouble.kind) {
        case 'answer-lost':
          await inner.send(request)
          return { kind: 'no-answer', detail: 'the line broke before the answer' }
        case 'not-sent':
          return { kind: 'not-sent', detail: 'no line' }
        case 'answers':
          return asAnswer(trouble)
      }
    },
    async fetch(input, init) {
      const request = new Request(input, init)
      const trouble = meets({ method: request.method, url: request.url })
      if (trouble === null) return await inner.fetch(input, init)
      switch (trouble.kind) {
        case 'answer-lost':
          await inner.fetch(input, init)
          throw new TypeError('fetch failed: the line broke before the answer', { cause: { kind: 'no-answer' } })
        case 'not-sent':
          throw new TypeError('fetch failed: no line', { cause: { kind: 'not-sent' } })
        case 'answers': {
          const answer = asAnswer(trouble)
          return new Response(trouble.body, { status: answer.status, headers: answer.headers })
        }
      }
    },
  }
}

/** A connection of the account, on a line that can be troubled. */
export function openBench(network: Network, world: ConformanceWorld): Bench {
  let at: 'commit' | 'all' | 'none' = 'none'
  let what: Trouble = { kind: 'not-sent' }
  let commits = 0
  const http = troubleHttp(world.session.http, request => {
    const isCommit = world.isCommit(request)
    if (isCommit) commits++
    return at === 'all' || (at === 'commit' && isCommit) ? what : null
  })
  // As main opens it: what comes from the keychain, and what goes into it, is known to the redaction.
  const redaction = createRedaction()
  const secret: SecretCell = {
    read: async () => {
      const held = await world.session.secret.read()
      if (held.ok) redaction.add(held.value)
      return held
    },
    replace: text => {
      redaction.add(text)
      return world.session.secret.replace(text)
    },
  }
  return {
    network, world,
    connection: discreet(refuseDocuments(network.open({ ...world.session, http, secret }), world.session.limits), text => redaction.cleanKnown(text)),
    trouble(where, which = { kind: 'not-sent' }) {
      at = where
      what = which
    },
    commits: () => commits,
  }
}

function asAnswer(trouble: Extract<Trouble, { kind: 'answers' }>): HttpAnswer {
  const headers = new Headers({ 'content-type': 'application/json', ...trouble.headers })
  if (trouble.retryAtUtc !== undefined) headers.set('ratelimit-reset', String(Math.ceil(trouble.retryAtUtc / 1000)))
  return { kind: 'answered', status: trouble.status, headers, text: trouble.body, bytes: new TextEncoder().encode(trouble.body), json: parseJson(trouble.body), retryAtUtc: trouble.retryAtUtc ?? null }
}
