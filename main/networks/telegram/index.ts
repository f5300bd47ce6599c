import { fail, ok } from '../../../preload/contract/result.ts'
import { alone, type Network } from '../network.ts'
import { offersFrom } from '../offers.ts'
import { createClient } from './client.ts'
import { telegramId } from './format.ts'
import { guide } from './guide.ts'
import { limits, telegramOffers } from './limits.ts'
import { commit, find, prepare } from './publish.ts'
import { read, streams } from './read.ts'
import { revoke, signIn, whoAmI } from './sign-in.ts'

/** Telegram: a channel, through a bot of the owner's. */
export const telegram: Network = {
  description: {
    id: telegramId, name: 'Telegram', colour: '#26a5e4', offers: offersFrom(telegramOffers), composePage: 'https://web.telegram.org/',
    ways: [{ id: 'token', fields: [{ name: 'handle', secret: false, example: '@boulangerie', optional: false }, { name: 'token', secret: true, example: '', optional: false }], guide }],
  },
  usualLimits: limits,
  signIn: async (order, tools) => alone(await signIn(order, tools)),
  open(session) {
    const tools = { client: createClient(session), session }
    const notForBots = (what: string) => Promise.resolve(fail({ kind: 'refused' as const, reason: 'not-supported' as const, detail: `${what}: not for bots` }))
    return {
      whoAmI: () => whoAmI(tools), repeatable: [], prepare: act => prepare(act, tools), commit: (act, prepared) => commit(act, prepared, tools), find: () => find(tools),
      // Nothing is shown to a bot: the answer to the sending is the proof, and has the address.
      answersAreProof: true, readBack: remote => Promise.resolve(ok(remote)),
      streams, read: (stream, cursor) => read(stream, cursor, tools), thread: () => notForBots('threads'), search: () => notForBots('search'), revoke: () => revoke(tools),
    }
  },
}
