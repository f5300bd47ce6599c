/** Addresses as TikTok writes them; pure. */
export const profileUrl = (handle: string): string => `https://www.tiktok.com/@${encodeURIComponent(handle)}`
export const postUrl = (handle: string, id: string, kind: 'video' | 'photo' = 'video'): string => `${profileUrl(handle)}/${kind}/${id}`

/** An address from an answer, if it is one that may be opened. */
export function httpsOnly(url: string | null | undefined): string | null {
  return url && url.length <= 2000 && URL.parse(url)?.protocol === 'https:' ? url : null
}
