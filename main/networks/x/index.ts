import { alone, type Connection, type Network, type Session } from '../network.ts'
import { offersFrom } from '../offers.ts'
import { createClient } from './client.ts'
import { find } from './find.ts'
import { guide } from './guide.ts'
import { xId, type InboxTools } from './items.ts'
import { xLimits } from './limits.ts'
import { xOffers } from './offers.ts'
import { prepare } from './prepare.ts'
import { commit, readBack, repeatable } from './publish.ts'
import { quotas } from './quotas.ts'
import { findPerson, read, readThread, search, streams } from './read.ts'
import { revoke } from './revoke.ts'
import { signIn } from './sign-in.ts'
import { readWhoAmI } from './who-am-i.ts'

/** X, through an app of the owner's own, which pays for each call. */
export const x: Network = {
  description: {
    id: xId,
    name: 'X',
    colour: '#0f1419',
    offers: offersFrom(xOffers),
    apiVersion: { name: 'v2', ends: null, source: 'https://docs.x.com/changelog 2026-08-22' },
    composePage: 'https://x.com/compose/post',
    ways: [{
      id: 'own-app', guide,
      fields: [{ name: 'client-id', secret: false, example: 'UkFpd2ZIMkNfS1pGUGZYM0x2ZTI6MTpjaQ', optional: false }, { name: 'client-secret', secret: true, example: '', optional: true }],
    }],
  },
  quotas,
  usualLimits: xLimits,
  signIn: async (order, tools) => alone(await signIn(order, tools)),
  open: session => openConnection(session, ms => new Promise(resolve => setTimeout(resolve, ms))),
}

/** `wait` passes the time while X processes a video. */
export function openConnection(session: Session, wait: (ms: number) => Promise<void>): Connection {
  const client = createClient(session)
  const { remoteId, handle, now } = session
  const inbox: InboxTools = { client, reader: { accountId: session.accountId, remoteId, handle, now } }
  const finding = { client, remoteId, handle, now }
  return {
    whoAmI: () => readWhoAmI(client),
    repeatable,
    prepare: (act, part, before, notes) => prepare(act, part, before, notes, { client, session, wait, remoteId }),
    commit: (_act, prepared) => commit(prepared, finding),
    find: (_act, prepared, sinceUtc, known) => find(prepared, sinceUtc, finding, known),
    readBack: remote => readBack(remote, { client }),
    streams,
    read: (stream, cursor) => read(stream, cursor, inbox),
    thread: ref => readThread(ref, inbox),
    search: query => search(query, inbox),
    findPerson: handleAsked => findPerson(handleAsked, inbox),
    revoke: () => revoke(session),
  }
}
