/** An address from outside, judged by the parser; null when it is none, too long for our rows, or not https. */
export function safeUrl(text: string | null | undefined): string | null {
  const url = text && text.length <= 2000 ? URL.parse(text) : null
  return url?.protocol === 'https:' && url.href.length <= 2000 ? url.href : null
}
