import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { accountId } from '../../../preload/contract/ids.ts'
import { emptyContent, type MediaUse } from '../../../preload/contract/drafts.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import { createHttp } from '../../http/request.ts'
import { removePractice, startPracticeServer, type PracticeServer } from '../../practice/server.ts'
import type { ConformanceHarness, ConformanceWorld } from '../conformance-harness.ts'
import { createFiles } from '../double-harness.ts'
import type { Session, SignedIn, SignInTools } from '../network.ts'
import { mastodon } from './index.ts'
import { signIn } from './sign-in.ts'

/** A Mastodon-API server of our own (main/practice, written from the documentation of 2 Jul 2026), on loopback, with a clock of the test's. */
export type PracticeWorld = ConformanceWorld & {
  readonly server: PracticeServer
  readonly signedIn: SignedIn
  readonly signInTools: SignInTools
  readonly secrets: Map<string, string>
  now(): number
  /** Another picture that `session.media` knows: 0 to 3. */
  pictureAt(index: number): MediaUse
  /** Sends something with the account's own token, past the adapter. */
  ask(method: 'GET' | 'POST' | 'DELETE', path: string, form?: Readonly<Record<string, string>>): Promise<unknown>
}

export const harness: ConformanceHarness = { network: mastodon, start: () => startPractice() }

export async function startPractice(): Promise<PracticeWorld> {
  let clock = Date.UTC(2026, 10, 24, 8)
  const now = (): number => clock
  const folder = mkdtempSync(join(tmpdir(), 'comptoir-mastodon-'))
  const server = await startPracticeServer({ folder, seed: 7, language: 'fr', now, runsByItself: false, processingMs: 2000 })
  const http = createHttp({ now, log: () => undefined, userAgent: 'Comptoir/test' })
  const secrets = new Map<string, string>()
  const signInTools: SignInTools = {
    http, now,
    serverSecrets: { read: name => Promise.resolve(secrets.get(name) ?? null), write: (name, value) => Promise.resolve(void secrets.set(name, value)) },
    throughBrowser: address => agreeInBrowser(server, address),
    signal: new AbortController().signal,
  }
  const signed = await signIn({ way: 'browser', server: server.url, handle: '', appPassword: '' }, signInTools)
  if (!signed.ok) throw new Error(`no sign-in: ${JSON.stringify(signed.failure)}`)
  const signedIn = signed.value
  const media = await createFiles()
  const session: Session = {
    accountId: accountId.parse('account-1'), remoteId: signedIn.profile.remoteId, handle: signedIn.profile.handle, serverUrl: signedIn.serverUrl,
    limits: signedIn.limits, secret: { read: () => Promise.resolve(ok(signedIn.secret)), replace: () => Promise.resolve(ok(undefined)) }, http, now, media: media.session,
  }
  const secret = z.object({ token: z.string(), clientId: z.string(), clientSecret: z.string() }).parse(JSON.parse(signedIn.secret))
  const ask: PracticeWorld['ask'] = async (method, path, form) => {
    const body = form ? { body: new URLSearchParams(form) } : {}
    const outcome = await http.send({ method, url: `${server.url}${path}`, headers: { authorization: `Bearer ${secret.token}` }, ...body })
    if (outcome.kind !== 'answered' || outcome.status >= 300) throw new Error(`${method} ${path}: ${outcome.kind === 'answered' ? outcome.text : outcome.detail}`)
    return outcome.json
  }
  return {
    session, server, signedIn, signInTools, secrets, now, ask,
    // What is scheduled comes out; its customers would answer as well, and are not wanted here before its time.
    advance: ms => {
      clock += ms
      server.tick()
    },
    isCommit: ({ method, url }) => method === 'POST' && new URL(url).pathname === '/api/v1/statuses',
    postsOnServer: () => Promise.resolve(server.statuses().filter(status => status.by === server.ownerHandle).map(status => ({ text: status.text, alts: status.media.map(each => each.description ?? '') })).toReversed()),
    somebodyMentionsUs: text => Promise.resolve(void server.say({ from: 'julie_m', text: `@${server.ownerHandle} ${text}` })),
    async endSignInElsewhere() {
      await http.send({ method: 'POST', url: `${server.url}/oauth/revoke`, body: new URLSearchParams({ client_id: secret.clientId, client_secret: secret.clientSecret, token: secret.token }) })
    },
    refusedContent: { ...emptyContent(), parts: [{ text: 'x'.repeat(signedIn.limits.text.maxGraphemes + 1), media: [], poll: null }] },
    picture: media.pictureAt(0),
    pictureAt: index => media.pictureAt(index),
    async stop() {
      await server.close()
      removePractice(folder)
    },
  }
}

/** The owner's browser: opens the page, presses "Authorize", and is sent back to the app. */
async function agreeInBrowser(server: PracticeServer, address: (redirectUri: string) => Promise<Result<string>>): ReturnType<SignInTools['throughBrowser']> {
  const redirectUri = 'http://127.0.0.1:49152/callback'
  const asked = await address(redirectUri)
  if (!asked.ok) return asked
  return ok({ params: new URL(await server.approve(asked.value)).searchParams, redirectUri })
}
