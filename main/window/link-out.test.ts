import { describe, expect, it } from 'vitest'
import { createLinkOpener, judgeLink } from './link-out.ts'

const practice = (url: URL): boolean => url.host === '127.0.0.1:4000'

describe('a link to the outside', () => {
  it.each([
    ['https://example.org/a?b=c#d', 'https://example.org/a?b=c#d'],
    ['HTTPS://EXAMPLE.ORG', 'https://example.org/'],
    ['mailto:anne@example.org', 'mailto:anne@example.org'],
    ['mailto:anne@example.org?subject=Pain%20noir&body=Bonjour&attach=/etc/passwd&cc=x@y.example', 'mailto:anne@example.org?subject=Pain%20noir&body=Bonjour'],
    ['http://127.0.0.1:4000/@shop/1', 'http://127.0.0.1:4000/@shop/1'],
  ])('%s opens', (text, opened) => { expect(judgeLink(text, practice)).toBe(opened) })

  it.each([
    'http://example.org/', 'http://127.0.0.1:631/admin', 'javascript:alert(1)', 'JAVASCRIPT:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'smb://server/share', 'ms-msdt:/id', 'vbscript:x', 'app://comptoir/',
    'https://bank.example@evil.example/', 'https://user:pw@evil.example/', 'mailto:', 'mailto:a@b.example%22x', 'mailto:?attach=/etc/passwd', '', 'https://', 'example.org', '//example.org', `https://example.org/${'a'.repeat(2000)}`,
  ])('%s does not', text => { expect(judgeLink(text, practice)).toBeNull() })

  it('says so when the system cannot open it', async () => {
    const troubles: unknown[] = []
    const open = createLinkOpener(() => Promise.reject(new Error('no browser')), { onTrouble: cause => troubles.push(cause) })
    expect(await open('https://example.org/')).toBe(false)
    expect(troubles).toHaveLength(1)
    expect(await open('javascript:1')).toBe(false)
    expect(troubles).toHaveLength(1)
  })
})
