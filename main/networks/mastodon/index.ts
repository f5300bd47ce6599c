import { ok } from '../../../preload/contract/result.ts'
import { alone, type Connection, type Network, type Session } from '../network.ts'
import { createClient } from './client.ts'
import { find } from './find.ts'
import { hostOf } from './format.ts'
import { mastodonId } from './items.ts'
import { defaultLimits } from './limits.ts'
import type { InboxTools } from './notifications.ts'
import { offersFrom } from '../offers.ts'
import { createNewest } from './newest.ts'
import { mastodonOffers } from './offers.ts'
import { prepare } from './prepare.ts'
import { quotas } from './quotas.ts'
import { commit, readBack, repeatable } from './publish.ts'
import { findPerson, read, search, streams } from './read.ts'
import { revoke } from './revoke.ts'
import { createScheduler } from './schedule.ts'
import { signIn } from './sign-in.ts'
import { createRoots, readThread } from './threads.ts'
import { readWhoAmI } from './who-am-i.ts'

/** Mastodon, and every server that speaks its API. */
export const mastodon: Network = {
  description: {
    id: mastodonId,
    name: 'Mastodon',
    colour: '#6364ff',
    offers: offersFrom(mastodonOffers),
    composePage: null,
    ways: [{ id: 'browser', fields: [{ name: 'server', secret: false, example: 'mastodon.social', optional: false }] }],
  },
  quotas,
  usualLimits: defaultLimits,
  signIn: async (order, tools) => alone(await signIn(order, tools)),
  open: session => openConnection(session, ms => new Promise(resolve => setTimeout(resolve, ms))),
}

/** `wait` passes the time while the server processes a video. */
export function openConnection(session: Session, wait: (ms: number) => Promise<void>): Connection {
  const client = createClient(session)
  const { remoteId, limits, now } = session
  const roots = createRoots(client)
  const inbox: InboxTools = { client, roots, reader: { accountId: session.accountId, remoteId, handle: session.handle, now } }
  const newest = createNewest(remoteId, client, now)
  const preparing = { client, session, wait, newest, ownHandle: session.handle }
  const publishing = { client, remoteId, ownHost: hostOf(session.handle), limits, now, newest }
  return {
    async whoAmI() {
      const who = await readWhoAmI(client, session.http, null)
      return who.ok ? ok(who.value) : who
    },
    repeatable,
    prepare: (act, part, before, notes) => prepare(act, part, before, notes, preparing),
    commit: (_act, prepared) => commit(prepared, publishing),
    find: (_act, prepared, sinceUtc, known) => find(prepared, sinceUtc, publishing, known),
    readBack: remote => readBack(remote, publishing),
    schedule: createScheduler(publishing, preparing),
    streams,
    read: (stream, cursor) => read(stream, cursor, inbox),
    thread: ref => readThread(ref, client, inbox.reader, roots),
    search: query => search(query, inbox),
    findPerson: handle => findPerson(handle, inbox),
    revoke: () => revoke(client, session.http),
  }
}
