import { hostsOf } from '../hosts.ts'

const published = { api: 'https://api.linkedin.com', www: 'https://www.linkedin.com' } as const
export type Servers = Readonly<Record<keyof typeof published, string>>

export const serversOf = (): Servers => hostsOf('linkedin', published)

/** Files go to the address an answer names, with the token: only to LinkedIn's own servers. */
export function mayUploadTo(address: string, servers: Servers): boolean {
  const url = URL.parse(address)
  if (url === null) return false
  return Object.values(servers).some(server => new URL(server).origin === url.origin) || (url.protocol === 'https:' && (url.hostname === 'linkedin.com' || url.hostname.endsWith('.linkedin.com')))
}
