/** An address from a stranger, judged by the parser; null when it is none, too long for our rows, or of a scheme that is not allowed. */
export function safeUrl(text: string | null | undefined, schemes: readonly string[] = ['https:', 'http:']): string | null {
  if (!text || text.length > 2000 || !URL.canParse(text)) return null
  const url = new URL(text)
  if (!schemes.includes(url.protocol)) return null
  return url.href.length > 2000 ? null : url.href
}
