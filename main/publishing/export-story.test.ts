import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { emptyContent } from '../../preload/contract/drafts.ts'
import type { Act, DeliveryRecord, StoryLine } from '../../preload/contract/publishing.ts'
import { createRedaction } from '../system/redaction.ts'
import { exportStory } from './export-story.ts'
import { storyPage, type Evidence } from './story-page.ts'
import { createBench, delivery, startUtc } from './test-bench.ts'

const hostile = '</title></style><script>alert(1)</script>"\' onload=x <img src=x onerror=alert(1)> &amp; <a href="javascript:alert(1)">'
const saying = (text: string): Act => ({ kind: 'publish', content: { ...emptyContent(), parts: [{ text, media: [], poll: null }] } })
const account = { network: 'mastodon' as never, handle: `shop${hostile}`, displayName: hostile, serverUrl: 'https://s.example', profileUrl: null } // the cast: an id of a test

/** A post whose answer was lost, that was found after one look: the story as main tells it. */
async function evidenceOf(act: Act): Promise<Evidence> {
  const bench = createBench()
  bench.network.script.push('lost')
  let looks = 0
  const finds = bench.network.finds
  bench.network.finds = key => (looks++ === 0 ? { kind: 'no-proof', lookedAt: `seen ${hostile}`, place: { kind: 'own-posts', count: 3 }, doubt: 'too-soon' } : finds(key))
  bench.outbox.put([delivery('d', { act })])
  bench.loop.poke()
  await bench.advance(60_000)
  const { id } = delivery('d')
  return { account, record: bench.journal.deliveries.get(id) as DeliveryRecord, lines: bench.journal.deliveries.story(id), writtenUtc: startUtc + 3_600_000, version: '0.1.0' } // the cast: it was put above
}

function tempFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'comptoir-story-'))
  onTestFinished(() => { rmSync(folder, { recursive: true, force: true }) })
  return folder
}

describe('the evidence of one post', () => {
  it('is a page and the same as data: planned time with its zone, each try, look and answer, the address, and the outcome in one sentence', async () => {
    const evidence = await evidenceOf(saying('Bread at 8'))
    const folder = tempFolder()
    expect(exportStory({ folder, name: 'story', language: 'fr', redact: createRedaction(), evidence })).toEqual({ ok: true, value: { folder, files: 2 } })
    expect(exportStory({ folder, name: 'story', language: 'fr', redact: createRedaction(), evidence })).toMatchObject({ ok: true })
    expect(readdirSync(folder).sort()).toEqual(['story (2).html', 'story (2).json', 'story.html', 'story.json'])
    const page = readFileSync(path.join(folder, 'story.html'), 'utf8')
    for (const words of ['C’est publié.', 'Europe/Paris', 'Bread at 8', 'Premier essai.', 'Aucune réponse exploitable', '3 posts sur le compte depuis l’envoi', 'https://paper.example/id-1', '<html lang="fr">']) expect(page).toContain(words)
    const data = JSON.parse(readFileSync(path.join(folder, 'story.json'), 'utf8')) as { outcome: string; state: { kind: string }; lines: StoryLine[] } // the cast: what was just written
    expect(data).toMatchObject({ comptoir: 'story', state: { kind: 'published', remotes: [{ id: 'id-1', url: 'https://paper.example/id-1' }] }, delivery: { due: { zone: 'Europe/Paris' }, revision: 1 } })
    expect(data.lines.map(line => line.step)).toEqual(['planned', 'begin', 'commit', 'answer', 'look', 'look', 'begin', 'published'])
  })

  it('hostile words in a post, a name or an answer stay words', async () => {
    const page = storyPage(await evidenceOf(saying(hostile)), 'en')
    expect(page).not.toMatch(/<script|<img|onerror=alert\(1\)>|href="javascript/u)
    expect([...page.matchAll(/<([a-z0-9]+)/gu)].map(match => match[1]).filter(tag => !['html', 'head', 'meta', 'title', 'style', 'body', 'main', 'h1', 'h2', 'p', 'dl', 'dt', 'dd', 'a', 'ol', 'li', 'time', 'code', 'footer', 'br'].includes(tag ?? ''))).toEqual([])
    expect(page).not.toMatch(/<[^>]*\son\w+=/u)
    expect(page).toContain("default-src 'none'")
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  })

  it('no secret is in it, known or by its looks, and the owner’s own words are as they were', async () => {
    const evidence = await evidenceOf(saying('Avec le code https://exemple.fr/?code=NOEL26 : very-secret-token'))
    const leaky: StoryLine = { utc: startUtc, step: 'answer', detail: 'authorization: Bearer abcdefghijkl {"access_token":"zzzzzzzz"} very-secret-token', facts: { failure: { kind: 'unknown-outcome', detail: 'bearer abcdefghijkl' } } }
    const redact = createRedaction()
    redact.add('very-secret-token')
    const folder = tempFolder()
    exportStory({ folder, name: 'story', language: 'en', redact, evidence: { ...evidence, lines: [...evidence.lines, leaky] } })
    for (const file of readdirSync(folder)) {
      const text = readFileSync(path.join(folder, file), 'utf8')
      expect(text).not.toMatch(/very-secret-token|abcdefghijkl|zzzzzzzz/u)
      expect(text).toContain('code=NOEL26')
    }
  })

  it('on a full disk is a sentence, and leaves nothing half written', async () => {
    const evidence = await evidenceOf(saying('Bread at 8'))
    const folder = tempFolder()
    const order = { folder, name: 'story', language: 'en' as const, redact: createRedaction(), evidence }
    const full = (file: string, text: string): void => {
      if (file.endsWith('.json')) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
      writeFileSync(file, text)
    }
    expect(exportStory(order, full)).toMatchObject({ ok: false, failure: { kind: 'disk-full' } })
    expect(readdirSync(folder)).toEqual([])
  })

  it.each(['en', 'fr'] as const)('every line is a sentence (%s)', async language => {
    const page = storyPage(await evidenceOf(saying('Pain')), language)
    expect(page).not.toMatch(/undefined|\[object|NaN/u)
  })
})
