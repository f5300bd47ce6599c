import { hostsOf } from '../hosts.ts'

/** `upload` is only ever met in the addresses that TikTok gives for a file. */
export const tiktokHosts = () => hostsOf('tiktok', { www: 'https://www.tiktok.com', api: 'https://open.tiktokapis.com', upload: 'https://open-upload.tiktokapis.com' })

/** Regions have hosts of their own: `upload.us.tiktokapis.com` (content-posting-api-media-transfer-guide). */
const regional = /^upload\.[a-z0-9-]{1,16}\.tiktokapis\.com$/u

/** A file goes to TikTok only, whatever an answer says. */
export function isUploadAddress(address: string): boolean {
  const url = URL.parse(address)
  if (url === null || url.username !== '' || url.password !== '') return false
  return url.origin === tiktokHosts().upload || (url.protocol === 'https:' && url.port === '' && regional.test(url.hostname))
}
