import { Hono } from 'hono'
import type { FakeNetwork, RequestRule, StartFakeNetwork } from '../fake-network.ts'
import { googleError, serveGoogleAccounts } from '../google-accounts.ts'
import { serveOnLoopback } from '../serve.ts'
import { createChannel, own } from './channel.ts'
import { serveComments } from './comments.ts'
import { subscribers } from './resources.ts'
import { createLedger, scopes, type Ledger } from './rules.ts'
import { serveVideos } from './videos.ts'

/**
 * A double of YouTube with one channel. Built from the discovery documents of the Data API v3 (24 Sep 2026) and of the Analytics API v2, from
 * the guides on resumable uploads and quotas (27 Nov 2026), and from the list of errors as it is known: parts, filters and names in bodies are
 * checked, an upload has offsets and chunks of 256 KiB, a video is processed for a while, an update clears what it does not name, a time is
 * taken for a private video that was never public, allowances end at midnight on the Pacific.
 */
export type FakeYoutube = FakeNetwork & {
  readonly expireAccess: () => void
  readonly consentAddress: (url: string) => string
  /** As if the rest of the day's allowance had been used. */
  readonly useUp: Ledger['fill']
  readonly channel: ReturnType<typeof createChannel>
}

/** A film goes up for nobody to see; it is made public by a change. */
const rules: readonly RequestRule[] = [
  { method: 'PUT', path: /^\/youtube\/v3\/videos/u, kind: 'publish' },
  { method: 'POST', path: /^\/youtube\/v3\/comment/u, kind: 'publish' },
  { path: /upload/u, kind: 'upload' },
  { method: 'DELETE', path: /^\/youtube\/v3\/videos/u, kind: 'delete' },
  { method: 'GET', path: /^\/youtube\/v3\/playlistItems|^\/youtube\/v3\/comment/u, kind: 'look' },
  { method: 'GET', path: /^\/youtube\/v3\/videos/u, kind: 'read-back' },
]

export const startYoutube = async ({ now = Date.now, isTesting = false }: { readonly now?: () => number; readonly isTesting?: boolean } = {}): Promise<FakeYoutube> => {
  const app = new Hono()
  const accounts = serveGoogleAccounts(app, { now, scopes: Object.values(scopes), isTesting })
  const ledger = createLedger(now)
  const channel = createChannel(now)
  const door = { accounts, ledger, now }
  serveVideos(app, channel, door)
  serveComments(app, channel, door)
  app.notFound(c => googleError(c, 404, 'NOT_FOUND', 'notFound', 'Not Found'))
  const served = await serveOnLoopback(app, ({ method, url }) => method === 'PUT' && new URL(url).pathname === '/youtube/v3/videos')
  const ours = () => channel.videos().filter(({ isOlder, status }) => !isOlder && status.privacyStatus !== 'private').toSorted((a, b) => (b.publicUtc ?? 0) - (a.publicUtc ?? 0))
  return {
    channel,
    hosts: { accounts: served.origin, oauth: served.origin, api: served.origin, analytics: served.origin },
    connect: { way: 'own-app', fields: { 'client-id': accounts.client.id, 'client-secret': accounts.client.secret } },
    chooses: null, followers: subscribers,
    consentAddress: accounts.consent,
    consent: async url => { await fetch(accounts.consent(url)) },
    posts: () => ours().map(video => ({ id: video.id, url: `https://www.youtube.com/watch?v=${video.id}`, text: video.snippet.description, alts: [], kind: 'video', createdUtc: video.publicUtc ?? video.uploadedUtc })),
    say: text => {
      const video = ours()[0] ?? channel.videos()[0]
      if (video) channel.write(video.id, null, { id: 'UCjulie0000000000000000', name: '@julie_m' }, text)
    },
    rules,
    answers: () => channel.comments.filter(({ author, parentId }) => author.id === own.id && parentId !== null).map(({ text }) => text),
    firstComments: () => channel.comments.filter(({ author, parentId, videoId }) => author.id === own.id && parentId === null && channel.video(videoId)).map(({ id, text, videoId }) => ({ id, text, on: videoId })),
    loseNextAnswer: served.loseNextAnswer,
    endSignIn: accounts.end,
    expireAccess: accounts.expireAccess,
    useUp: ledger.fill,
    requests: () => served.requests,
    stop: served.stop,
  }
}

export const start: StartFakeNetwork = startYoutube
