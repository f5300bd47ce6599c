import { Hono } from 'hono'
import type { FakeNetwork, RequestRule, StartFakeNetwork } from '../fake-network.ts'
import { googleError, serveGoogleAccounts } from '../google-accounts.ts'
import { serveOnLoopback } from '../serve.ts'
import { account, createPlace, places, type Place } from './place.ts'
import { servePosts } from './posts.ts'
import { serveReviews } from './reviews.ts'
import { scope, type Door } from './rules.ts'

/**
 * A double of Google's Business Profile with two places of one owner. Built from the references of the My Business API v4.9 (localPosts with
 * scheduledTime, reviews with the state of the answer), Account Management v1, Business Information v1 and Performance v1 as they stood in
 * autumn 2026: read masks and update masks, names in bodies, one picture by its https address, a look at each post before it is shown,
 * rejection of posts with a telephone number, ten changes a minute, and no allowance at all for a project that was not let in.
 */
export type FakeGoogleBusiness = FakeNetwork & { readonly expireAccess: () => void; readonly place: Place; readonly door: Door }

const rules: readonly RequestRule[] = [
  { method: 'POST', path: /\/localPosts(?:\?|$)/u, kind: 'publish' },
  { method: 'PUT', path: /\/reply(?:\?|$)/u, kind: 'publish' },
  { method: 'PATCH', path: /\/localPosts\//u, kind: 'edit' },
  { method: 'DELETE', path: /\/localPosts\//u, kind: 'delete' },
  { method: 'GET', path: /\/localPosts(?:\?|$)/u, kind: 'look' },
  { method: 'GET', path: /\/localPosts\//u, kind: 'read-back' },
]

export const startGoogleBusiness = async ({ now = Date.now, isApproved = true, isTesting = false }: { readonly now?: () => number; readonly isApproved?: boolean; readonly isTesting?: boolean } = {}): Promise<FakeGoogleBusiness> => {
  const app = new Hono()
  const accounts = serveGoogleAccounts(app, { now, scopes: [scope], isTesting })
  const place = createPlace(now)
  const door: Door = { accounts, now, isApproved, changes: [] }
  servePosts(app, place, door)
  serveReviews(app, place, door)
  app.notFound(c => googleError(c, 404, 'NOT_FOUND', 'notFound', 'Method not found.'))
  const served = await serveOnLoopback(app, ({ method, url }) => method === 'POST' && new URL(url).pathname.endsWith('/localPosts'))
  const { origin } = served
  const first = `${account}/${places[0].name}`
  return {
    place, door,
    hosts: { accounts: origin, oauth: origin, v4: origin, accountList: origin, information: origin, performance: origin },
    connect: { way: 'own-app', fields: { 'client-id': accounts.client.id, 'client-secret': accounts.client.secret } },
    chooses: first, followers: null,
    consent: async url => { await fetch(accounts.consent(url)) },
    posts: () => place.posts.filter(post => ['LIVE', 'PROCESSING'].includes(place.stateOf(post))).map(post => ({ id: post.name, url: `https://local.google.com/place?lpsid=${post.name.split('/').at(-1)}`, text: post.body.summary, alts: [], kind: post.body.topicType.toLowerCase(), createdUtc: Date.parse(post.body.scheduledTime ?? '') || post.createdUtc })),
    say: text => { place.say(first, 'Julie M.', 'FOUR', text) },
    rules,
    answers: () => place.reviews.flatMap(({ answer }) => answer?.comment ?? []),
    loseNextAnswer: served.loseNextAnswer,
    endSignIn: accounts.end,
    expireAccess: accounts.expireAccess,
    requests: () => served.requests,
    stop: served.stop,
  }
}

export const start: StartFakeNetwork = startGoogleBusiness
