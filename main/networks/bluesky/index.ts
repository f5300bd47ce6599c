import { assertNever, fail, ok } from '../../../preload/contract/result.ts'
import { alone, nothingElse, type Connection, type Network, type Session } from '../network.ts'
import { createClient } from './client.ts'
import { limitsOn } from './limits.ts'
import { createLocks, type Locks } from './locks.ts'
import { createPasswordSpeaker } from './password-session.ts'
import { readPlaces, type Places } from './places.ts'
import { offersFrom } from '../offers.ts'
import { blueskyOffers } from './offers.ts'
import { prepare } from './prepare.ts'
import { commit, find, readBack, repeatable } from './publish.ts'
import { quotas } from './quotas.ts'
import { findPerson, read, readThread, search, streams } from './read.ts'
import { blueskyId } from './refs.ts'
import { browserSignInLastsMs, readSecret } from './secret.ts'
import { signInByPassword } from './sign-in.ts'
import type { Speaker } from './speaker.ts'
import { createTidMaker } from './tid.ts'
import { readWho } from './who-am-i.ts'

/** `places` is asked when it is first needed, not when this is loaded. */
export function createBluesky(places: () => Places): Network {
  const locks = createLocks()
  // One maker for all accounts: keys never meet.
  const nextTid = createTidMaker()
  return {
    description: {
      id: blueskyId, name: 'Bluesky', colour: '#1185fe',
      offers: offersFrom(blueskyOffers), composePage: 'https://bsky.app/intent/compose',
      ways: [
        { id: 'browser', fields: [{ name: 'handle', secret: false, example: 'boulangerie.bsky.social', optional: false }] },
        // Lasts until it is taken back, where a sign-in in the browser ends after two weeks.
        { id: 'app-password', fields: [
          { name: 'handle', secret: false, example: 'boulangerie.bsky.social', optional: false },
          { name: 'app-password', secret: true, example: 'xxxx-xxxx-xxxx-xxxx', optional: false },
          { name: 'server', secret: false, example: 'https://bsky.social', optional: true },
        ] },
      ],
    },
    quotas,
    usualLimits: limitsOn(true),
    async signIn(order, tools) {
      switch (order.way) {
        case 'browser': {
          // Loaded when needed, here and below: the official client takes longer to load than our window may take to open.
          const { signInByBrowser } = await import('./sign-in-by-browser.ts')
          return alone(await signInByBrowser({ order, tools, places: places(), locks }))
        }
        case 'app-password': return alone(await signInByPassword({ order, tools, places: places(), locks }))
        case 'own-app': case 'token': return fail({ kind: 'bad-input', detail: `no such way: ${order.way}` })
        default: return assertNever(order.way)
      }
    },
    open: session => openConnection(session, places(), locks, nextTid),
  }
}

function openConnection(session: Session, places: Places, locks: Locks, nextTid: (nowUtc: number) => string): Connection {
  const { secret: cell } = session
  const speaker = speakerFor(session, places, locks)
  const client = createClient(speaker, session.now)
  const tools = { client, session, places, nextTid }
  const readTools = { client, places, reader: session }
  return {
    repeatable, streams,
    async whoAmI() {
      const who = await readWho(client, session.serverUrl, places)
      if (!who.ok) return who
      const text = await cell.read()
      const secret = text.ok ? readSecret(text.value) : null
      return ok({ ...who.value, expiresUtc: secret?.ok && secret.value.kind === 'oauth' ? secret.value.signedInUtc + browserSignInLastsMs : null })
    },
    prepare: (act, part, before, notes) => prepare(act, part, before, notes, tools),
    commit: (_act, prepared) => commit(prepared, tools),
    find: (_act, prepared, sinceUtc, known = nothingElse(sinceUtc)) => find(prepared, tools, known),
    readBack: remote => readBack(remote, tools),
    read: (stream, cursor) => read(stream, cursor, readTools),
    thread: ref => readThread(ref, readTools),
    search: query => search(query, readTools),
    findPerson: handle => findPerson(handle, readTools),
    revoke: () => speaker.revoke(),
  }
}

/** The way the account signed in by is written in its secret; it is read when first needed, since the keychain may be locked before. */
function speakerFor({ secret: cell, http, now }: Session, places: Places, locks: Locks): Speaker {
  let known: Speaker | null = null
  const speaker = async (): Promise<Speaker | { readonly kind: 'not-sent' | 'signed-out'; readonly detail: string }> => {
    if (known) return known
    const text = await cell.read()
    if (!text.ok) return { kind: 'not-sent', detail: `the sign-in could not be read: ${text.failure.kind}` }
    const secret = readSecret(text.value)
    if (!secret.ok) return { kind: 'signed-out', detail: secret.failure.detail }
    if (secret.value.kind === 'app-password') return known = createPasswordSpeaker({ cell, http, locks, now })
    const { createOAuthSpeaker } = await import('./oauth-session.ts')
    // Whoever came meanwhile has made one: there must be one only, with its session and its nonces.
    return known ??= createOAuthSpeaker({ cell, http, places, locks, now })
  }
  return {
    async send(request) {
      const found = await speaker()
      return 'kind' in found ? found : await found.send(request)
    },
    async revoke() {
      const found = await speaker()
      if (!('kind' in found)) return await found.revoke()
      return found.kind === 'signed-out' ? ok(undefined) : fail({ kind: 'unreachable', detail: found.detail })
    },
  }
}

export const bluesky: Network = createBluesky(() => readPlaces(process.env))
