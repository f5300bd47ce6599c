import { ok } from '../../../preload/contract/result.ts'
import type { ContainerDialect } from '../graph-api/containers.ts'
import { alone, type Connection, type Network, type Session } from '../network.ts'
import { offersFrom } from '../offers.ts'
import { createClient } from './client.ts'
import { find } from './find.ts'
import { guide } from './guide.ts'
import { threadsId } from './items.ts'
import { apiVersion, threadsLimits } from './limits.ts'
import { threadsOffers } from './offers.ts'
import { prepare } from './prepare.ts'
import { commit, readBack, repeatable } from './publish.ts'
import { quotas } from './quotas.ts'
import { read, readThread, search, streams } from './read.ts'
import { revoke } from './revoke.ts'
import { signIn } from './sign-in.ts'
import { readWhoAmI } from './who-am-i.ts'

const dialect: ContainerDialect = { createPath: '/me/threads', publishPath: '/me/threads_publish', statusField: 'status', errorField: 'error_message' }

/** Threads, through an app of the owner's own. */
export const threads: Network = {
  description: {
    id: threadsId, name: 'Threads', colour: '#101010', apiVersion,
    offers: offersFrom(threadsOffers),
    composePage: 'https://www.threads.com/intent/post',
    ways: [{
      id: 'token', guide,
      fields: [{ name: 'token', secret: true, example: 'THAA…', optional: false }, { name: 'client-secret', secret: true, example: '0a1b2c3d…', optional: true }],
    }],
  },
  quotas,
  usualLimits: threadsLimits,
  signIn: async (order, tools) => alone(await signIn(order, tools)),
  open: session => openConnection(session, ms => new Promise(resolve => setTimeout(resolve, ms))),
}

/** `wait` passes the time while the network works on a file. */
export function openConnection(session: Session, wait: (ms: number) => Promise<void>): Connection {
  const client = createClient(session)
  const { remoteId, handle, accountId, now } = session
  const publishing = { client, dialect, now, wait, session, remoteId }
  const reading = { client, reader: { accountId, remoteId, handle, now } }
  return {
    repeatable, streams,
    async whoAmI() {
      const secret = await client.tokens.good()
      if (!secret.ok) return secret
      const who = await readWhoAmI(client, secret.value.access)
      if (!who.ok) return who
      const { profile, abilities, limits, endsUtc } = who.value
      return ok({ profile, abilities, limits, expiresUtc: endsUtc ?? secret.value.expiresUtc })
    },
    prepare: (act, part, before, notes) => prepare(act, part, before, notes, publishing),
    commit: (_act, prepared) => commit(prepared, publishing),
    find: (_act, prepared, sinceUtc, known) => find(prepared, sinceUtc, publishing, known),
    readBack: remote => readBack(remote, publishing),
    read: (stream, cursor) => read(stream, cursor, reading),
    thread: ref => readThread(ref, reading),
    search: query => search(query, reading),
    revoke: () => revoke(client),
  }
}
