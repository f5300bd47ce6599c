import { describe, expect, it } from 'vitest'
import { readServerAddress } from './server-address.ts'

describe('what a shopkeeper types for a server', () => {
  it.each([
    ['mastodon.social', 'https://mastodon.social'],
    ['  Mastodon.Social  ', 'https://mastodon.social'],
    ['https://mastodon.social/@me', 'https://mastodon.social'],
    ['http://mastodon.social', 'https://mastodon.social'],
    ['HTTPS://MASTODON.SOCIAL/explore?x=1#y', 'https://mastodon.social'],
    ['mastodon.social/@me', 'https://mastodon.social'],
    ['@me@mastodon.social', 'https://mastodon.social'],
    ['me@mastodon.social', 'https://mastodon.social'],
    ['acct:me@mastodon.social', 'https://mastodon.social'],
    ['mastodon.social.', 'https://mastodon.social'],
    ['\u200bmastodon.social\ufeff', 'https://mastodon.social'],
    ['social.example:8443', 'https://social.example:8443'],
    ['épicerie.example', 'https://xn--picerie-9xa.example'],
    ['http://127.0.0.1:4000', 'http://127.0.0.1:4000'],
    ['127.0.0.1:4000', 'http://127.0.0.1:4000'],
    ['http://127.0.0.1:443', 'http://127.0.0.1:443'],
    ['http://localhost:4000/', 'http://localhost:4000'],
    ['http://[::1]:4000', 'http://[::1]:4000'],
    ['https://localhost:4000', 'https://localhost:4000'],
  ])('%s leads to %s', (typed, origin) => {
    expect(readServerAddress(typed)).toMatchObject({ ok: true, value: { origin } })
  })

  it.each(['', ' ', 'mastodon', 'ma boutique', '@me', 'ftp://mastodon.social', 'javascript:alert(1)', 'https://', 'https://user:pass@mastodon.social', 'mastodon.social evil', '@me@', 'file:///etc/passwd', 'http://300.1.1.1.1', '<b>mastodon.social</b>', 'a'.repeat(5000)])('%s is not understood', typed => {
    expect(readServerAddress(typed)).toMatchObject({ ok: false, failure: { kind: 'address-not-understood' } })
  })
})
