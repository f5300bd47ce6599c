import { networkId } from '../../../preload/contract/ids.ts'
import { fail, ok } from '../../../preload/contract/result.ts'
import type { Connection, Network, Session } from '../network.ts'
import { offersFrom } from '../offers.ts'
import { createClient } from './client.ts'
import type { PostEntity } from './entities.ts'
import { find } from './find.ts'
import { ways } from './guide.ts'
import { readProfile } from './identities.ts'
import { abilitiesFor, apiVersion, limitsFor, showsComments, showsPosts } from './limits.ts'
import { offers } from './offers.ts'
import { createPeople } from './people.ts'
import { prepare } from './prepare.ts'
import { commit, readBack, repeatable, type PublishTools } from './publish.ts'
import { quotas } from './quotas.ts'
import { read, streamsOf } from './read.ts'
import { revoke } from './revoke.ts'
import { serversOf } from './servers.ts'
import { endsUtc, signIn } from './sign-in.ts'
import { readThread } from './threads.ts'
import { isOrganization } from './urn.ts'

export const linkedinId = networkId.parse('linkedin')

/** LinkedIn: a member's own profile, and the pages of organisations they administer. */
export const linkedin: Network = {
  description: {
    id: linkedinId,
    name: 'LinkedIn',
    colour: '#0a66c2',
    offers: offersFrom(offers),
    apiVersion,
    composePage: 'https://www.linkedin.com/feed/?shareActive=true',
    ways,
  },
  quotas,
  usualLimits: limitsFor('', []),
  signIn,
  open: session => openConnection(session, ms => new Promise(resolve => setTimeout(resolve, ms))),
}

/** `wait` passes the time while LinkedIn processes a file. */
export function openConnection(session: Session, wait: (ms: number) => Promise<void>): Connection {
  const { remoteId: author, now } = session
  const servers = serversOf()
  const client = createClient(session, servers)
  const inbox = { client, reader: { accountId: session.accountId, author, handle: session.handle, people: createPeople(client), now }, posts: new Map<string, PostEntity>() }
  const publishing = async (): Promise<PublishTools> => {
    const held = await client.secret()
    const scopes = held.ok ? held.value.scopes : []
    return { client, author, now, showsPosts: showsPosts(author, scopes), showsComments: showsComments(author, scopes) }
  }
  return {
    async whoAmI() {
      const held = await client.secret()
      if (!held.ok) return held
      const profile = await readProfile(author, client)
      if (!profile.ok) return profile
      const { scopes } = held.value
      return ok({ profile: profile.value, abilities: abilitiesFor(author, scopes), limits: limitsFor(author, scopes), expiresUtc: endsUtc(held.value) })
    },
    repeatable,
    prepare: (act, part, before, notes) => prepare(act, part, before, notes, { client, session, author, wait }),
    commit: async (_act, prepared) => commit(prepared, await publishing()),
    find: async (_act, prepared, sinceUtc, known) => find(prepared, sinceUtc, await publishing(), known),
    readBack: async remote => readBack(remote, await publishing()),
    answersAreProof: !isOrganization(author),
    streams: streamsOf(author),
    read: (stream, cursor) => read(stream, cursor, inbox),
    thread: ref => (isOrganization(author) ? readThread(ref, inbox) : Promise.resolve(ok([]))),
    search: () => Promise.resolve(fail({ kind: 'refused', reason: 'not-supported', detail: 'LinkedIn lets no app search' })),
    revoke: () => revoke(session, servers),
  }
}
