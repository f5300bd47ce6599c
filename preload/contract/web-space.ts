import { z } from 'zod'

/** https, or a server on this computer; without a name or password in it, which only serve to deceive or leak. */
export function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username, password, search, hash } = new URL(text)
  const isHere = hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/u.test(hostname)
  return username === '' && password === '' && search === '' && hash === '' && (protocol === 'https:' || (protocol === 'http:' && isHere))
}
const webAddress = z.string().max(500).refine(isWebAddress)

/** A folder of the owner's own web space, for networks that fetch pictures from the web. Pictures lie there for an hour. */
export const webSpace = z.object({
  kind: z.literal('webdav'),
  /** The folder, as WebDAV knows it. */
  address: webAddress,
  user: z.string().min(1).max(200),
  /** What the same folder is called on the web. */
  publicAddress: webAddress,
})
export type WebSpace = z.infer<typeof webSpace>

/** `password` empty: the one in the keychain, which is given to the address and name it was kept for and to no other. */
export const webSpaceOrder = webSpace.extend({ password: z.string().max(500) })
export type WebSpaceOrder = z.infer<typeof webSpaceOrder>

export type WebSpaceState = {
  /** Null: there is none; networks that need one are told so. */
  readonly space: WebSpace | null
  /** Pictures that lie there now, or may. */
  readonly files: number
}

/** What became of a small picture: put there, fetched from its public address, removed again. */
export type WebSpaceTrial =
  | { readonly kind: 'works' }
  | { readonly kind: WebSpaceTrouble; readonly detail: string }
export type WebSpaceTrouble =
  | 'unreachable'
  /** Name or password. */
  | 'no-entry'
  | 'no-folder'
  | 'no-room'
  /** It was put there, and its public address gives nothing, or asks for something. */
  | 'not-public'
  /** The public address gives something else, or not as a picture. */
  | 'not-the-picture'
  | 'not-removed'
  /** The server has a problem of its own, or is none of the kind. */
  | 'trouble'
