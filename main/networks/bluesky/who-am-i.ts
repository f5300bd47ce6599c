import { z } from 'zod'
import type { Abilities, Limits } from '../../../preload/contract/networks.ts'
import { fail, ok } from '../../../preload/contract/result.ts'
import type { Profile } from '../network.ts'
import type { Answered, Client } from './client.ts'
import { convoPage, profileView } from './entities.ts'
import { isViewMissing } from './failures.ts'
import { abilitiesOf, limitsOn, type ServerParts } from './limits.ts'
import { isBlueskyHosted, type Places } from './places.ts'
import { personOf } from './refs.ts'

const session = z.object({ did: z.string(), handle: z.string(), emailConfirmed: z.boolean().optional(), active: z.boolean().optional() })

export type Who = { readonly profile: Profile; readonly abilities: Abilities; readonly limits: Limits }

/** Asks the account's server who the sign-in speaks for, and what stands behind it: network view, chat, video. */
export async function readWho(client: Client, serverUrl: string, places: Places): Answered<Who> {
  const own = await client.query('com.atproto.server.getSession', {}, session)
  if (!own.ok) return own
  const { did, handle, emailConfirmed } = own.value
  const [card, convos] = await Promise.all([
    client.query('app.bsky.actor.getProfile', { actor: did }, profileView),
    client.query('chat.bsky.convo.listConvos', { limit: 1 }, convoPage, places.chat),
  ])
  for (const failure of [card, convos].flatMap(one => one.ok ? [] : [one.failure])) {
    // What the line or a limit keeps from us now says nothing of what the server can do.
    if (failure.kind === 'needs-sign-in' || failure.kind === 'unreachable' || failure.kind === 'rate-limited') return fail(failure)
  }
  const isHosted = isBlueskyHosted(serverUrl)
  const lacksLeave = !convos.ok && convos.failure.kind === 'refused' && convos.failure.reason === 'permission-missing'
  // Bluesky's own servers have all of it, also on a day when some of it is down.
  const chat: ServerParts['chat'] = lacksLeave ? 'permission' : convos.ok || isHosted ? 'works' : 'server'
  return ok({
    profile: personOf(card.ok ? { ...card.value, handle } : { did, handle }),
    // Bluesky's video service turns away accounts whose e-mail address is not confirmed.
    abilities: abilitiesOf({ hasView: card.ok || isHosted || !isViewMissing(card.failure), chat, takesVideo: !isHosted || emailConfirmed !== false }),
    limits: limitsOn(isHosted),
  })
}
