import { fail, ok } from '../../../preload/contract/result.ts'
import type { Connection, Network, Session } from '../network.ts'
import { offersFrom } from '../offers.ts'
import { createClient } from './client.ts'
import { find } from './find.ts'
import { ownAppGuide, tokenGuide } from './guide.ts'
import { facebookId } from './items.ts'
import { apiVersion, defaultLimits } from './limits.ts'
import type { InboxTools } from './notifications.ts'
import { facebookOffers } from './offers.ts'
import { prepare } from './prepare.ts'
import { commit, readBack, repeatable } from './publish.ts'
import { quotas } from './quotas.ts'
import { read, streams } from './read.ts'
import { revoke } from './revoke.ts'
import { createScheduler } from './schedule.ts'
import { signIn } from './sign-in.ts'
import { readThread } from './threads.ts'
import { readWhoAmI } from './who-am-i.ts'

/** Facebook Pages. Profiles and groups take nothing from programs. */
export const facebook: Network = {
  description: {
    id: facebookId,
    name: 'Facebook',
    colour: '#0866ff',
    offers: offersFrom(facebookOffers),
    apiVersion,
    composePage: 'https://www.facebook.com/',
    ways: [
      { id: 'own-app', guide: ownAppGuide, fields: [{ name: 'client-id', secret: false, example: '1234567890123456', optional: false }, { name: 'client-secret', secret: true, example: '', optional: false }, { name: 'configuration', secret: false, example: '1234567890123456', optional: true }] },
      { id: 'token', guide: tokenGuide, fields: [{ name: 'token', secret: true, example: 'EAA…', optional: false }] },
    ],
  },
  quotas,
  usualLimits: defaultLimits,
  signIn,
  open: session => openConnection(session, ms => new Promise(resolve => setTimeout(resolve, ms))),
}

/** `wait` passes the time while the network processes a video. */
export function openConnection(session: Session, wait: (ms: number) => Promise<void>): Connection {
  const client = createClient(session)
  const { remoteId, now } = session
  const inbox: InboxTools = { client, reader: { accountId: session.accountId, remoteId, handle: session.handle, now } }
  const preparing = { client, session, wait }
  const publishing = { client, remoteId, now }
  return {
    async whoAmI() {
      const who = await readWhoAmI(remoteId, client)
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
    thread: ref => readThread(ref, inbox),
    search: () => Promise.resolve(fail({ kind: 'refused', reason: 'not-supported', detail: 'the network lets no program search' })),
    revoke: () => revoke(client, session.http, now),
  }
}
