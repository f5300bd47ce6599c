import { revokeGoogle } from '../google-api/revoke.ts'
import { alone, type Connection, type Network, type Session } from '../network.ts'
import { offersFrom } from '../offers.ts'
import { createClient } from './client.ts'
import type { InboxTools } from './comments.ts'
import { find } from './find.ts'
import { guide } from './guide.ts'
import { youtubeHosts } from './hosts.ts'
import { youtubeId } from './items.ts'
import { limitsFor } from './limits.ts'
import { youtubeOffers } from './offers.ts'
import { prepare, type PrepareTools } from './prepare.ts'
import { commit, readBack, repeatable, type PublishTools } from './publish.ts'
import { quotas } from './quotas.ts'
import { read, readThread, search, streams } from './read.ts'
import { createScheduler } from './schedule.ts'
import { signIn } from './sign-in.ts'
import { readWhoAmI } from './who-am-i.ts'

export const youtube: Network = {
  description: {
    id: youtubeId,
    name: 'YouTube',
    colour: '#ff0000',
    offers: offersFrom(youtubeOffers),
    apiVersion: { name: 'v3', ends: null, source: 'https://developers.google.com/youtube/v3/revision_history 2026-11-23' },
    composePage: 'https://studio.youtube.com/',
    ways: [{
      id: 'own-app', guide,
      fields: [{ name: 'client-id', secret: false, example: '123456789-abc.apps.googleusercontent.com', optional: false }, { name: 'client-secret', secret: true, example: 'GOCSPX-…', optional: false }],
    }],
  },
  quotas,
  usualLimits: limitsFor({ isVerified: true, categories: [] }),
  signIn: async (order, tools) => alone(await signIn(order, tools)),
  open: session => openConnection(session, ms => new Promise(resolve => setTimeout(resolve, ms))),
}

/** `wait` passes the time while YouTube processes a video. */
export function openConnection(session: Session, wait: (ms: number) => Promise<void>): Connection {
  const hosts = youtubeHosts()
  const client = createClient(session, hosts)
  const { accountId, remoteId, handle, limits, now } = session
  const inbox: InboxTools = { client, reader: { accountId, remoteId, handle, now } }
  const preparing: PrepareTools = { client, session, wait, thumbnail: limits.images }
  const publishing: PublishTools = { client, remoteId, now }
  return {
    whoAmI: () => readWhoAmI(client),
    repeatable,
    prepare: (act, part, before, notes) => prepare(act, part, before, notes, preparing),
    commit: (_act, prepared) => commit(prepared, publishing),
    find: (_act, prepared, sinceUtc, known) => find(prepared, sinceUtc, publishing, known),
    readBack: remote => readBack(remote, publishing),
    schedule: createScheduler(publishing, preparing),
    streams,
    read: (stream, cursor) => read(stream, cursor, inbox),
    thread: ref => readThread(ref, inbox),
    search: query => search(query, inbox),
    revoke: () => revokeGoogle(session, hosts),
  }
}
