import { describe, expect, it } from 'vitest'
import { plainText } from './plain-text.ts'

const text = (html: string, accts: Record<string, string> = {}): string => plainText(html, url => accts[url] ?? null)

describe("a post's HTML as text", () => {
  it.each([
    ['<p>Un</p><p>Deux<br>trois<br />quatre</p>', 'Un\n\nDeux\ntrois\nquatre'],
    ['<p>Voir <a href="https://exemple.example/une/longue/adresse?a=1&amp;b=2" class="ellipsis"><span class="invisible">https://</span><span class="ellipsis">exemple.example/une/lon</span><span class="invisible">gue/adresse?a=1&amp;b=2</span></a> vite</p>', 'Voir https://exemple.example/une/longue/adresse?a=1&b=2 vite'],
    ['<p><a href="https://exemple.example/une/longue">exemple.example/une/lon…</a></p>', 'https://exemple.example/une/longue'],
    ['<p>#<a href="https://s.example/tags/pain" class="mention hashtag" rel="tag">#<span>pain</span></a></p>', '##pain'],
    ['5 &lt; 6 &amp;&amp; &quot;oui&quot; &#39;non&#39;', '5 < 6 && "oui" \'non\''],
    ['<ul><li>un</li><li>deux</li></ul>', '* un\n * deux'],
    ['<h1>Titre</h1>', 'Titre'],
    ['', ''],
  ])('%s', (html, expected) => {
    expect(text(html)).toBe(expected)
  })

  it('names people in full where it knows them', () => {
    const html = '<p><span class="h-card"><a href="https://s.example/@julie" class="u-url mention">@<span>julie</span></a></span> merci</p>'
    expect(text(html, { 'https://s.example/@julie': 'julie@s.example' })).toBe('@julie@s.example merci')
    expect(text(html)).toBe('@julie merci')
  })

  it('shows where a link leads when its words say another place', () => {
    expect(text('<a href="https://voleur.example/x">https://banque.example</a>')).toBe('https://banque.example (https://voleur.example/x)')
  })

  it.each([
    ['<script>alert(1)</script>ok', 'ok'],
    ['<style>p{}</style>ok', 'ok'],
    ['<img src=x onerror=alert(1)>ok', 'ok'],
    ['<a href="javascript:alert(1)">cliquez</a>', 'cliquez'],
    ['<a href="data:text/html,x">cliquez</a>', 'cliquez'],
    ['<p>pas fermé <b>gras', 'pas fermé gras'],
    ['&lt;script&gt;alert(1)&lt;/script&gt;', '<script>alert(1)</script>'],
    ['<a href="https://a.example/"><script>x</script>a.example</a>', 'https://a.example/'],
  ])('takes the sting out of %s', (html, expected) => {
    expect(text(html)).toBe(expected)
  })

  it('is not stopped by depth, width or length', () => {
    expect(text(`${'<div>'.repeat(30_000)}x`).length).toBeLessThan(10)
    expect(text(`<a href="https://a.example/">${'<b>'.repeat(30_000)}x`).length).toBeLessThan(100)
    expect(text('<p>mot</p>'.repeat(50_000)).length).toBeLessThan(100_000)
  })
})
