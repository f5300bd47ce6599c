import { randomBytes } from 'node:crypto'
import type { WebSpaceTrial } from '../../preload/contract/web-space.ts'
import type { Http } from '../http/http.ts'
import { addressOf, type Place } from './webdav.ts'

/** One green point, as a PNG: the smallest picture that is one. */
const picture = new Uint8Array(Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGOQT/YEAAFwAMxZr5PBAAAAAElFTkSuQmCC', 'base64'))

/** Puts a small picture, fetches it as a network would (a stranger, without a redirect) and removes it. */
export async function tryPlace(place: Place, publicAddress: string, http: Pick<Http, 'send'>, nameOf = unguessable): Promise<WebSpaceTrial> {
  const name = nameOf('png')
  const put = await place.put(name, picture, 'image/png')
  // A lost answer may have left it there.
  if (!put.ok) {
    if (put.failure.kind === 'unreachable') await place.remove(name)
    return put.failure
  }
  const seen = await look(addressOf(publicAddress, name), http)
  const removed = await place.remove(name)
  if (seen.kind !== 'works') return seen
  return removed.ok ? seen : { kind: 'not-removed', detail: removed.failure.detail }
}

async function look(url: string, http: Pick<Http, 'send'>): Promise<WebSpaceTrial> {
  const answer = await http.send({ method: 'GET', url, headers: { accept: 'image/*' }, redirect: 'manual', maxAnswerBytes: 1_000_000 })
  if (answer.kind !== 'answered') return { kind: 'not-public', detail: answer.detail }
  if (answer.status !== 200) return { kind: 'not-public', detail: `HTTP ${answer.status}` }
  const kind = answer.headers.get('content-type') ?? ''
  const isSame = Buffer.from(answer.bytes).equals(picture)
  return isSame && kind.startsWith('image/') ? { kind: 'works' } : { kind: 'not-the-picture', detail: isSame ? `content-type: ${kind.slice(0, 100)}` : `${answer.bytes.byteLength} bytes, ${kind.slice(0, 100)}` }
}

/** 128 bits: nobody finds a picture there who was not given its address. */
export const unguessable = (ending: string): string => `comptoir-${randomBytes(16).toString('hex')}.${ending}`
