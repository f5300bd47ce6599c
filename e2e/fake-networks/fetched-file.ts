/** A file that a network fetches from the owner's web space. */
export type Fetched = { readonly kind: 'there' } | { readonly kind: 'failed'; readonly why: string }

/** A double of a web space stands on this computer, where a real one stands on the web. */
export const isHere = (address: string): boolean => ['127.0.0.1', 'localhost'].includes(URL.parse(address)?.hostname ?? '')
/** Is it an address that a network would fetch from? Plain http is let through for this computer only. */
export const mayBeFetched = (address: string): boolean => /^[\x21-\x7e]+$/u.test(address) && (URL.parse(address)?.protocol === 'https:' || (URL.parse(address)?.protocol === 'http:' && isHere(address)))

export type FileKind = { readonly words: 'image' | 'video'; readonly signatures: readonly RegExp[]; readonly maxBytes: number }
export const jpeg = /^\xff\xd8\xff/su
export const png = /^\x89PNG/su
export const webp = /^RIFF.{4}WEBP/su
export const mp4 = /^.{4}ftyp/su

/** Downloads a file as the network does: no sign-in, no redirect to a page; it must be what it is said to be. */
export async function comesAs(address: string, { signatures, maxBytes }: FileKind): Promise<Fetched> {
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
