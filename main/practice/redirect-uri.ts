export const outOfBand = 'urn:ietf:wg:oauth:2.0:oob'

/** What is wrong with a redirect address somebody wants to register, in Mastodon's words. */
export function redirectProblem(uri: string): string | undefined {
  if (uri === outOfBand) return undefined
  if (!URL.canParse(uri)) return 'Redirect URI must be an absolute URI.'
  const { protocol, hash } = new URL(uri)
  if (hash !== '') return 'Redirect URI cannot contain a fragment.'
  return ['data:', 'javascript:', 'vbscript:'].includes(protocol) ? 'Redirect URI is forbidden by the server.' : undefined
}

/** Literal comparison, except that the port of a loopback IP address is free (RFC 8252, 7.3); `localhost` is compared as it stands. */
export function isRegisteredRedirect(registered: readonly string[], asked: string): boolean {
  return registered.some((uri) => uri === asked || (isLoopbackIp(uri) && isLoopbackIp(asked) && withoutPort(uri) === withoutPort(asked)))
}

function isLoopbackIp(uri: string): boolean {
  return URL.canParse(uri) && new URL(uri).protocol === 'http:' && ['127.0.0.1', '[::1]'].includes(new URL(uri).hostname)
}

function withoutPort(uri: string): string {
  const url = new URL(uri)
  url.port = ''
  return url.href
}
