import { fail, ok } from '../../../preload/contract/result.ts'
import type { ContainerDialect } from '../graph-api/containers.ts'
import { graphId } from '../graph-api/client.ts'
import type { Connection, Network, Session } from '../network.ts'
import { offersFrom } from '../offers.ts'
import { createClient } from './client.ts'
import { find } from './find.ts'
import { ownAppGuide, tokenGuide } from './guide.ts'
import { instagramId } from './items.ts'
import { apiVersion, instagramLimits } from './limits.ts'
import { instagramOffers } from './offers.ts'
import { prepare } from './prepare.ts'
import { commit, readBack, repeatable } from './publish.ts'
import { quotas } from './quotas.ts'
import { read, readThread, streams } from './read.ts'
import { revoke } from './revoke.ts'
import { signIn } from './sign-in.ts'
import { readWhoAmI } from './who-am-i.ts'

/** Instagram's professional accounts, through an app of the owner's own. */
export const instagram: Network = {
  description: {
    id: instagramId, name: 'Instagram', colour: '#c13584', apiVersion,
    offers: offersFrom(instagramOffers),
    composePage: 'https://www.instagram.com/',
    ways: [
      { id: 'token', guide: tokenGuide, fields: [{ name: 'token', secret: true, example: 'IGAA…', optional: false }] },
      { id: 'own-app', guide: ownAppGuide, fields: [{ name: 'client-id', secret: false, example: '1234567890123456', optional: false }, { name: 'client-secret', secret: true, example: '0a1b2c3d…', optional: false }] },
    ],
  },
  quotas,
  usualLimits: instagramLimits,
  signIn,
  open: session => openConnection(session, ms => new Promise(resolve => setTimeout(resolve, ms))),
}

/** `wait` passes the time while the network works on a file. */
export function openConnection(session: Session, wait: (ms: number) => Promise<void>): Connection {
  const client = createClient(session)
  const { remoteId, handle, accountId, now } = session
  const account = `/${graphId(remoteId)}`
  const dialect: ContainerDialect = { createPath: `${account}/media`, publishPath: `${account}/media_publish`, statusField: 'status_code', errorField: 'status' }
  const publishing = { client, dialect, now, wait, session, remoteId, handle }
  const reading = { client, reader: { accountId, remoteId, handle, now } }
  return {
    repeatable, streams,
    async whoAmI() {
      const secret = await client.secret()
      if (!secret.ok) return secret
      const who = await readWhoAmI(client, secret.value, remoteId)
      return who.ok ? ok(who.value) : who
    },
    prepare: (act, part, before, notes) => prepare(act, part, before, notes, publishing),
    commit: (_act, prepared) => commit(prepared, publishing),
    find: (_act, prepared, sinceUtc, known) => find(prepared, sinceUtc, publishing, known),
    readBack: remote => readBack(remote, publishing),
    read: (stream, cursor) => read(stream, cursor, reading),
    thread: ref => readThread(ref, reading),
    // Hashtags can be searched after a review only, and people not at all.
    search: () => Promise.resolve(fail({ kind: 'refused', reason: 'not-supported', detail: 'the network lets no program search without a review' })),
    revoke: () => revoke(client),
  }
}
