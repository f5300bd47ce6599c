import { refuse } from './graph-refusal.ts'

/** What is published in two steps: made, worked on, published once, or forgotten after a day. */
export type FakeContainer<F> = {
  readonly id: string
  readonly createdUtc: number
  readonly fields: F
  /** Not before this, even when the file has come. */
  readonly readyUtc: number
  file: { readonly kind: 'none' | 'coming' | 'there' } | { readonly kind: 'failed'; readonly why: string }
  publishedAs: string | null
}
export type FakeContainerState = 'IN_PROGRESS' | 'FINISHED' | 'PUBLISHED' | 'ERROR' | 'EXPIRED'

const dayMs = 24 * 60 * 60_000

export function stateOf(container: FakeContainer<unknown>, nowUtc: number): FakeContainerState {
  if (container.publishedAs !== null) return 'PUBLISHED'
  if (nowUtc >= container.createdUtc + dayMs) return 'EXPIRED'
  if (container.file.kind === 'failed') return 'ERROR'
  return container.file.kind === 'coming' || nowUtc < container.readyUtc ? 'IN_PROGRESS' : 'FINISHED'
}

/** Is it an address that the network would fetch from? Plain http is let through for this computer only, where doubles of a web space stand. */
export function needFileAddress(name: string, address: string): string {
  const url = URL.parse(address)
  const isHere = url?.hostname === '127.0.0.1' || url?.hostname === 'localhost'
  if (!url || !(url.protocol === 'https:' || (url.protocol === 'http:' && isHere)) || !/^[\x21-\x7e]+$/u.test(address)) throw refuse.badParam(name, 'must be a valid URI')
  return address
}

export type FileKind = { readonly words: 'image' | 'video'; readonly signatures: readonly RegExp[]; readonly maxBytes: number }
export const jpeg = /^\xff\xd8\xff/su
export const png = /^\x89PNG/su
export const mp4 = /^.{4}ftyp/su

/** Downloads a file as the network does: no sign-in, no redirect to a page; it must be what it is said to be. */
export async function comesAs(address: string, { signatures, maxBytes }: FileKind): Promise<FakeContainer<unknown>['file']> {
  try {
    const response = await globalThis.fetch(address, { signal: AbortSignal.timeout(10_000) })
    const bytes = new Uint8Array(await response.arrayBuffer())
    if (!response.ok) return { kind: 'failed', why: 'download' }
    if (bytes.byteLength > maxBytes) return { kind: 'failed', why: 'size' }
    return isOneOf(bytes, signatures) ? { kind: 'there' } : { kind: 'failed', why: 'format' }
  } catch (error) {
    return { kind: 'failed', why: error instanceof Error ? 'download' : String(error) }
  }
}

export const isOneOf = (bytes: Uint8Array, signatures: readonly RegExp[]): boolean => {
  const head = Buffer.from(bytes.slice(0, 16)).toString('latin1')
  return signatures.some(signature => signature.test(head))
}
