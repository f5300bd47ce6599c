import { Temporal } from 'temporal-polyfill'
import { ok } from '../../../preload/contract/result.ts'
import { revokeGoogle } from '../google-api/revoke.ts'
import type { Connection, Network, Session } from '../network.ts'
import { offersFrom } from '../offers.ts'
import { createClient } from './client.ts'
import { find } from './find.ts'
import { guide } from './guide.ts'
import { businessHosts } from './hosts.ts'
import { businessId } from './items.ts'
import { limits } from './limits.ts'
import { businessOffers } from './offers.ts'
import { prepare, type PrepareTools } from './prepare.ts'
import { commit, readBack, repeatable, type PublishTools } from './publish.ts'
import { quotas } from './quotas.ts'
import { read, readThread, streams } from './read.ts'
import type { InboxTools } from './reviews.ts'
import { createScheduler } from './schedule.ts'
import { signIn } from './sign-in.ts'
import { readWhoAmI } from './who-am-i.ts'

/** Posts and reviews of a place on Google's search and maps. */
export const googleBusiness: Network = {
  description: {
    id: businessId,
    name: 'Google Business',
    colour: '#4285f4',
    offers: offersFrom(businessOffers),
    apiVersion: { name: 'v4.9', ends: null, source: 'https://developers.google.com/my-business/content/change-log 2026-09-11' },
    composePage: 'https://business.google.com/posts',
    ways: [{
      id: 'own-app', guide,
      fields: [{ name: 'client-id', secret: false, example: '123456789-abc.apps.googleusercontent.com', optional: false }, { name: 'client-secret', secret: true, example: 'GOCSPX-…', optional: false }],
    }],
  },
  quotas,
  usualLimits: limits,
  signIn,
  open: session => openConnection(session, ms => new Promise(resolve => setTimeout(resolve, ms))),
}

/** `wait` passes the time while Google checks a post. */
export function openConnection(session: Session, wait: (ms: number) => Promise<void>, zone = Temporal.Now.timeZoneId()): Connection {
  const hosts = businessHosts()
  const client = createClient(session, hosts)
  const { accountId, remoteId, handle, now } = session
  const inbox: InboxTools = { client, reader: { accountId, remoteId, handle, now } }
  const preparing: PrepareTools = { media: session.media, zone }
  const publishing: PublishTools = { client, remoteId, now, wait }
  return {
    whoAmI: () => readWhoAmI(client, remoteId),
    repeatable,
    prepare: act => prepare(act, preparing),
    commit: (_act, prepared) => commit(prepared, publishing),
    find: (_act, prepared, sinceUtc, known) => find(prepared, sinceUtc, publishing, known),
    readBack: remote => readBack(remote, publishing),
    schedule: createScheduler(publishing, preparing),
    streams,
    read: (stream, cursor) => read(stream, cursor, inbox),
    thread: ref => readThread(ref, inbox),
    // There is no list of others' posts.
    search: () => Promise.resolve(ok({ posts: [], people: [] })),
    revoke: () => revokeGoogle(session, hosts),
  }
}
