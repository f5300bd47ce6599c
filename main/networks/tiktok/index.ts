import { fail } from '../../../preload/contract/result.ts'
import { alone, type Connection, type Network, type Session } from '../network.ts'
import { offersFrom } from '../offers.ts'
import { createClient } from './client.ts'
import { find } from './find.ts'
import { guide } from './guide.ts'
import { tiktokId } from './items.ts'
import { apiVersion, limitsFrom } from './limits.ts'
import { tiktokOffers } from './offers.ts'
import { prepare } from './prepare.ts'
import { commit, readBack } from './publish.ts'
import { quotas } from './quotas.ts'
import { read, streams } from './read.ts'
import { revoke } from './revoke.ts'
import { signIn } from './sign-in.ts'
import { readWhoAmI } from './who-am-i.ts'

/** TikTok, through the owner's own app: videos and photos out, figures in. */
export const tiktok: Network = {
  description: {
    id: tiktokId,
    name: 'TikTok',
    colour: '#fe2c55',
    offers: offersFrom(tiktokOffers),
    apiVersion,
    composePage: 'https://www.tiktok.com/tiktokstudio/upload',
    ways: [{
      id: 'own-app',
      fields: [{ name: 'client-id', secret: false, example: 'awxxxxxxxxxxxxxxxx', optional: false }, { name: 'client-secret', secret: true, example: '', optional: false }],
      guide,
    }],
  },
  quotas,
  usualLimits: limitsFrom(null),
  signIn: async (order, tools) => alone(await signIn(order, tools)),
  open: session => openConnection(session, ms => new Promise(resolve => setTimeout(resolve, ms))),
}

/** `wait` passes the time while TikTok works on a post. */
export function openConnection(session: Session, wait: (ms: number) => Promise<void>): Connection {
  const client = createClient(session)
  const { accountId, handle, now } = session
  const publishing = { client, session, wait }
  const reading = { client, reader: { accountId, handle, now } }
  const notForPrograms = (what: string) => Promise.resolve(fail({ kind: 'refused' as const, reason: 'not-supported' as const, detail: `${what}: TikTok lets no program do it` }))
  return {
    whoAmI: () => readWhoAmI(client),
    repeatable: [],
    prepare: (act, _part, _before, notes) => prepare(act, notes, { client, session }),
    commit: (_act, prepared) => commit(prepared, publishing),
    find: (_act, prepared, sinceUtc, known) => find(prepared, sinceUtc, publishing, known),
    readBack: remote => readBack(remote, publishing),
    streams,
    read: (stream, cursor) => read(stream, cursor, reading),
    thread: () => notForPrograms('comments'),
    search: () => notForPrograms('search'),
    revoke: () => revoke(client),
  }
}
