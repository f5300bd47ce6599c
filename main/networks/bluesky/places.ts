import { z } from 'zod'

/** Where the parts of the network stand that do not belong to one account's server. */
export type Places = {
  /** The directory of did:plc identities. */
  readonly directory: string
  /** A server that answers com.atproto.identity.resolveHandle for any handle. */
  readonly resolver: string
  /** DID and service of the chat, as the `atproto-proxy` header wants it. */
  readonly chat: string
  /** Where accounts live whose handle says nothing of their server; signs in every Bluesky-hosted account. */
  readonly entryway: string
  /** Video service of Bluesky-hosted accounts. */
  readonly video: string
}

/** As of 23 Nov 2026. */
export const publicPlaces: Places = {
  directory: 'https://plc.directory',
  resolver: 'https://public.api.bsky.app',
  chat: 'did:web:api.bsky.chat#bsky_chat',
  entryway: 'https://bsky.social',
  video: 'https://video.bsky.app',
}

/** The one variable that moves them, for servers on this computer only (end-to-end tests, people who run their own): JSON of some of the places. */
export const placesVariable = 'COMPTOIR_BLUESKY_PLACES'

const loopbackUrl = z.string().refine(text => URL.canParse(text) && isLoopback(text), 'only a server on this computer')
const override = z.object({ directory: loopbackUrl, resolver: loopbackUrl, entryway: loopbackUrl, video: loopbackUrl, chat: z.string().regex(/^did:web:localhost%3A\d+#bsky_chat$/) }).partial()

/** Throws on a value that is not understood: whoever sets the variable means it. */
export function readPlaces(environment: Readonly<Record<string, string | undefined>>): Places {
  const text = environment[placesVariable]
  if (!text) return publicPlaces
  const moved = override.parse(JSON.parse(text))
  return { ...publicPlaces, ...moved, entryway: moved.entryway ?? moved.resolver ?? publicPlaces.entryway }
}

const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]'])
/** On this computer: the only place where http without TLS is allowed. */
export const isLoopback = (url: string): boolean => loopbackHosts.has(new URL(url).hostname)

/** Bluesky's own servers: bsky.social itself and the mushroom-named hosts behind it. */
export const isBlueskyHosted = (serverUrl: string): boolean => /(^|\.)(bsky\.social|host\.bsky\.network)$/.test(new URL(serverUrl).hostname)
