import { alone, type Network } from '../../../main/networks/network.ts'
import { offersFrom } from '../../../main/networks/offers.ts'
import { createClient } from './client.ts'
import { guide } from './guide.ts'
import { samplerId } from './format.ts'
import { samplerOffers } from './limits.ts'
import { commit, find, prepare, readBack } from './publish.ts'
import { read, search, streams, thread } from './read.ts'
import { signIn, revoke, whoAmI } from './sign-in.ts'

/** Sampler: one sentence on what it is and by which way it is reached. */
export const sampler: Network = {
  description: {
    id: samplerId, name: 'Sampler', colour: '#888888', offers: offersFrom(samplerOffers), composePage: null,
    ways: [{ id: 'token', fields: [{ name: 'token', secret: true, example: '', optional: false }], guide }],
  },
  signIn: async (order, tools) => alone(await signIn(order, tools)),
  open(session) {
    const tools = { client: createClient(session), session }
    return {
      whoAmI: () => whoAmI(tools),
      repeatable: [],
      prepare: (act, part, before, notes) => prepare(act, part, before, notes, tools),
      commit: (act, prepared) => commit(act, prepared, tools),
      find: (act, prepared, sinceUtc, known) => find(act, prepared, sinceUtc, known, tools),
      readBack: remote => readBack(remote, tools),
      streams,
      read: (stream, cursor) => read(stream, cursor, tools),
      thread: ref => thread(ref, tools),
      search: query => search(query, tools),
      revoke: () => revoke(tools),
    }
  },
}
