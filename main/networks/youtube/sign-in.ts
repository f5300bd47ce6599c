import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import { signInWithGoogle } from '../google-api/oauth.ts'
import type { SignedIn, SignInOrder, SignInTools } from '../network.ts'
import { createClient } from './client.ts'
import { youtubeHosts } from './hosts.ts'
import { readWhoAmI } from './who-am-i.ts'

const base = 'https://www.googleapis.com/auth/'
/** Uploads, changes, comments: one right holds them all. */
const mainScope = `${base}youtube.force-ssl`
/** Figures beyond those that everybody sees. */
const reportScope = `${base}yt-analytics.readonly`

/** Connects the channel that its owner chooses on Google's page. Ends with the channel read by the new token. */
export async function signIn(order: SignInOrder, tools: SignInTools): Promise<Result<SignedIn>> {
  if (order.way !== 'own-app') return fail({ kind: 'bad-input', detail: 'YouTube is signed in to through an app of one’s own' })
  const hosts = youtubeHosts()
  const secret = await signInWithGoogle({ network: 'youtube', scopes: [mainScope, reportScope], needed: [mainScope], hosts }, order, tools)
  if (!secret.ok) return secret
  const text = JSON.stringify(secret.value)
  const client = createClient({ http: tools.http, now: tools.now, secret: { read: () => Promise.resolve(ok(text)), replace: () => Promise.resolve(ok(undefined)) } }, hosts)
  const proven = await readWhoAmI(client)
  return proven.ok ? ok({ ...proven.value, serverUrl: 'https://www.youtube.com', secret: text }) : proven
}
