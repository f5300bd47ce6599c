import { networkId } from '../../../preload/contract/ids.ts'
import { fail, ok } from '../../../preload/contract/result.ts'
import { alone, type Connection, type Network, type Session } from '../network.ts'
import { offersFrom } from '../offers.ts'
import { createClient } from './client.ts'
import { find } from './find.ts'
import { ways } from './guide.ts'
import { apiVersion, limitsWith } from './limits.ts'
import { offers } from './offers.ts'
import { prepare } from './prepare.ts'
import { commit, readBack, repeatable } from './publish.ts'
import { quotas } from './quotas.ts'
import { read, streams } from './read.ts'
import { revoke } from './revoke.ts'
import { serversOf } from './servers.ts'
import { signIn } from './sign-in.ts'
import { readWhoAmI } from './who-am-i.ts'

/** Pinterest: pins on one's own boards. */
export const pinterest: Network = {
  description: {
    id: networkId.parse('pinterest'),
    name: 'Pinterest',
    colour: '#e60023',
    offers: offersFrom(offers),
    apiVersion,
    composePage: 'https://www.pinterest.com/pin-creation-tool/',
    ways,
  },
  quotas,
  usualLimits: limitsWith([]),
  signIn: async (order, tools) => alone(await signIn(order, tools)),
  open: session => openConnection(session, ms => new Promise(resolve => setTimeout(resolve, ms))),
}

/** `wait` passes the time while Pinterest processes a video. */
export function openConnection(session: Session, wait: (ms: number) => Promise<void>): Connection {
  const { accountId, now } = session
  const client = createClient(session, serversOf())
  const publishing = { client, session }
  return {
    whoAmI: () => readWhoAmI(client),
    repeatable,
    prepare: (act, part, _before, notes) => prepare(act, part, notes, { client, session, wait }),
    commit: (_act, prepared) => commit(prepared, publishing),
    find: (_act, prepared, sinceUtc, known) => find(prepared, sinceUtc, publishing, known),
    readBack: remote => readBack(remote, publishing),
    streams,
    read: (stream, cursor) => read(stream, cursor, { client, accountId, now }),
    // What others say under a pin is shown to no app.
    thread: () => Promise.resolve(ok([])),
    search: () => Promise.resolve(fail({ kind: 'refused', reason: 'not-supported', detail: 'Pinterest lets apps search their own pins only' })),
    revoke: () => revoke(client, session),
  }
}
