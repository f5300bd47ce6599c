import { hostsOf } from '../hosts.ts'

const published = { api: 'https://api.pinterest.com', www: 'https://www.pinterest.com' } as const
export type Servers = Readonly<Record<keyof typeof published, string>>
export const serversOf = (): Servers => hostsOf('pinterest', published)
export const site = published.www

/** Videos go where an answer says, without the token: over a line nobody reads, or to a double on this computer. */
export const mayUploadTo = (address: string, servers: Servers): boolean => {
  const url = URL.parse(address)
  return url !== null && (url.protocol === 'https:' || url.origin === new URL(servers.api).origin)
}
