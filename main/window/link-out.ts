/**
 * What may be opened outside, in the owner's browser or mail program. Texts of networks are hostile: judged by `new URL`, never by looks.
 * `isOwnServer` allows plain http for the practice network on this computer.
 */
export function judgeLink(text: string, isOwnServer: (url: URL) => boolean = () => false): string | null {
  if (text.length > 2000 || !URL.canParse(text)) return null
  const url = new URL(text)
  if (url.protocol === 'mailto:') return plainMail(url)
  // A name before the host (`https://bank.example@evil.example`) only serves to deceive.
  if (url.username !== '' || url.password !== '') return null
  if (url.protocol === 'https:') return url.href
  return url.protocol === 'http:' && isOwnServer(url) ? url.href : null
}

/** Some mail programs obey more than subject and text (`attach=`): only these two pass. */
function plainMail(url: URL): string | null {
  if (!/^[^\s?&#"<>%]+@[^\s?&#"<>%]+$/u.test(url.pathname)) return null
  const kept = ['subject', 'body'].flatMap(name => {
    const value = url.searchParams.get(name)
    return value === null ? [] : [`${name}=${encodeURIComponent(value)}`]
  })
  return `mailto:${url.pathname}${kept.length > 0 ? `?${kept.join('&')}` : ''}`
}

export type LinkOpener = (text: string) => Promise<boolean>

/** True when it was one to open and the system took it. */
export function createLinkOpener(openExternal: (url: string) => Promise<void>, options: { readonly isOwnServer?: (url: URL) => boolean; readonly onTrouble: (cause: unknown) => void }): LinkOpener {
  return async text => {
    const url = judgeLink(text, options.isOwnServer)
    if (url === null) return false
    try {
      await openExternal(url)
      return true
    } catch (cause) {
      options.onTrouble(cause)
      return false
    }
  }
}
