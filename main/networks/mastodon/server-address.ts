import { fail, ok, type Result } from '../../../preload/contract/result.ts'

export type ServerAddress = {
  /** `https://host[:port]`, nothing behind it. */
  readonly origin: string
  /** `user@host` when a whole handle was given: its host may only point to the real server. */
  readonly acct: string | null
}

/** What a shopkeeper types for a server: a name, a page's address, a handle. `http` is for this computer only. */
export function readServerAddress(typed: string): Result<ServerAddress> {
  const text = typed.replace(/[\u200b-\u200f\u2060\ufeff]/g, '').trim().replace(/^acct:/i, '')
  const handle = /^@?([\p{L}\p{N}_.-]+)@([^@\s/]+)$/u.exec(text)
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase() ?? null
  if (scheme !== null && scheme !== 'https' && scheme !== 'http') return notUnderstood(text)
  const rest = handle?.[2] ?? (scheme === null ? text : text.slice(scheme.length + 3))
  if (rest === '' || /\s/.test(rest) || !URL.canParse(`https://${rest}`)) return notUnderstood(text)
  const url = new URL(`https://${rest}`)
  if (url.username !== '' || url.password !== '') return notUnderstood(text)
  const hostname = url.hostname.replace(/\.$/, '')
  const isHere = isLoopback(hostname)
  if (!isHere && !isPublicName(hostname)) return notUnderstood(text)
  // A port that is the scheme's own disappears in `url.port`; http's must be read again.
  const protocol = isHere && scheme !== 'https' ? 'http' : 'https'
  const port = new URL(`${protocol}://${rest}`).port
  return ok({ origin: `${protocol}://${hostname}${port === '' ? '' : `:${port}`}`, acct: handle?.[1] === undefined ? null : `${handle[1]}@${hostname}` })
}

export const isLoopback = (hostname: string): boolean => hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)

const isPublicName = (hostname: string): boolean => /^(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?\.)+(?:[a-z]{2,}|xn--[a-z0-9-]+|\d+)$/.test(hostname)

const notUnderstood = (text: string): Result<never> => fail({ kind: 'address-not-understood', detail: text.slice(0, 200) })
