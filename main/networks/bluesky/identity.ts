import { z } from 'zod'
import type { Failure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { Http, HttpOutcome } from '../../http/http.ts'
import { isLoopback, type Places } from './places.ts'

export const didDocument = z.object({
  id: z.string().startsWith('did:'),
  alsoKnownAs: z.array(z.string()).default([]),
  service: z.array(z.object({ id: z.string(), serviceEndpoint: z.unknown() })).default([]),
})

/** The account's own server, as its identity document names it; null where it names none, or one that is not to be trusted with a password. */
export function serverIn(document: z.infer<typeof didDocument>): string | null {
  const endpoint = document.service.find(one => one.id === '#atproto_pds' || one.id === `${document.id}#atproto_pds`)?.serviceEndpoint
  return typeof endpoint === 'string' ? readServer(endpoint) : null
}

/** `boulangerie.example` or a whole address → its origin; null when it is none. Without TLS only on this computer. */
export function readServer(text: string): string | null {
  const trimmed = text.trim()
  const address = trimmed.includes('://') ? trimmed : `https://${trimmed}`
  const url = URL.parse(address)
  if (!url || !url.hostname || url.username || url.password) return null
  if (url.protocol === 'http:' ? !isLoopback(address) : url.protocol !== 'https:') return null
  return url.origin
}

/** What people type → a handle: without `@`, in lower case, `.bsky.social` added to a bare name. Null when it cannot be one. */
export function readHandle(text: string): string | null {
  const bare = text.trim().replace(/^@/, '').toLowerCase()
  const handle = /^[a-z0-9-]+$/.test(bare) ? `${bare}.bsky.social` : bare
  // https://atproto.com/specs/handle
  return /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/.test(handle) && handle.length <= 253 ? handle : null
}

export type Identity = { readonly did: string; readonly server: string }

/** Handle → DID → document → server, with the way back checked. Null: nobody has this handle. */
export async function resolveIdentity(handle: string, places: Places, http: Http): Promise<Result<Identity | null, Failure>> {
  const asked = await http.send({ method: 'GET', url: `${places.resolver}/xrpc/com.atproto.identity.resolveHandle?${new URLSearchParams({ handle })}` })
  if (asked.kind === 'answered' && asked.status === 400) return ok(null)
  const did = z.object({ did: z.string().startsWith('did:') }).safeParse(asked.kind === 'answered' ? asked.json : null)
  if (!did.success) return fail(troubleOf(asked))
  return await resolveDid(did.data.did, handle, places, http)
}

async function resolveDid(did: string, handle: string, places: Places, http: Http): Promise<Result<Identity | null, Failure>> {
  // did:web allows a host only, no path: https://atproto.com/specs/did
  const webHost = /^did:web:([a-z0-9.-]+)$/.exec(did)?.[1]
  const url = did.startsWith('did:plc:') ? `${places.directory}/${did}` : webHost === undefined ? null : `https://${webHost}/.well-known/did.json`
  if (url === null) return fail({ kind: 'not-this-network', detail: `an identity of an unknown kind: ${did}` })
  const asked = await http.send({ method: 'GET', url, headers: { accept: 'application/did+ld+json, application/json' } })
  const document = didDocument.safeParse(asked.kind === 'answered' ? asked.json : null)
  if (!document.success) return fail(troubleOf(asked))
  const server = serverIn(document.data)
  // Without the way back, anyone could point a handle of theirs at somebody else's account.
  if (document.data.id !== did || !document.data.alsoKnownAs.includes(`at://${handle}`) || server === null) return ok(null)
  return ok({ did, server })
}

function troubleOf(outcome: HttpOutcome): Failure {
  if (outcome.kind === 'answered') return { kind: 'server-trouble', detail: `the directory of names answered ${outcome.status}` }
  return { kind: outcome.kind === 'not-sent' ? 'unreachable' : 'server-trouble', detail: outcome.detail }
}
