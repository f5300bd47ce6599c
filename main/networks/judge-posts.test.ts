import { describe, expect, it } from 'vitest'
import type { RemoteRef } from '../../preload/contract/drafts.ts'
import { makeCorpus, sources, type Pair } from './judge-posts-corpus.ts'
import { judgePosts, type Judging, type SeenPost } from './judge-posts.ts'
import { matchText } from './match-text.ts'
import { nothingElse } from './network.ts'

const sentUtc = Date.UTC(2026, 10, 24, 9)
const ref = (id: string): RemoteRef => ({ id, url: null, extra: null })
const seen = (text: string, change: Partial<SeenPost> = {}): SeenPost => ({ remote: ref('1'), text, utc: sentUtc + 2000, isYounger: false, evidence: 'words', ...change })
const judging = (sent: string, change: Partial<Judging> = {}): Judging => ({ sent, known: nothingElse(sentUtc), place: 'own-posts', covers: true, isSettled: true, isKeyed: true, ...change })
const judgePair = (pair: Pair) => judgePosts(
  [seen(pair.seen, { hints: pair.hints, utc: sentUtc + 2000 - pair.ageMs, evidence: pair.isByOther ? 'other' : 'words' })],
  judging(pair.sent)).kind

describe('the words of a post, measured on 4 000 pairs', () => {
  it('pain 1: no other post is taken for ours, hardly any of ours is called absent, the rest is asked', () => {
    const pairs = makeCorpus(20261124, 4000).map(pair => ({ ...pair, kind: judgePair(pair) }))
    const count = (isSame: boolean, kind: ReturnType<typeof judgePair>): Pair[] => pairs.filter(pair => pair.isSame === isSame && pair.kind === kind)
    const [falseMatches, misses] = [count(false, 'found'), count(true, 'absent')]
    const share = (part: readonly Pair[]): string => `${(100 * part.length / (pairs.length / 2)).toFixed(1)} %`
    console.info(`of 2 000 that are ours: found ${share(count(true, 'found'))}, asked ${share(count(true, 'no-proof'))}, missed ${share(misses)}; of 2 000 others: taken for ours ${share(falseMatches)}, asked ${share(count(false, 'no-proof'))}, told apart ${share(count(false, 'absent'))}`)
    const show = (pair: Pair): string => `${pair.how}\n  ${JSON.stringify(pair.sent)}\n  ${JSON.stringify(pair.seen)}`
    expect(falseMatches.map(show)).toEqual([])
    expect(misses.length / 2000, misses.slice(0, 20).map(show).join('\n')).toBeLessThan(0.005)
    expect(count(true, 'no-proof').length / 2000).toBeLessThan(0.2)
  })

  it('every rewriting of the corpus says where it was read', () => {
    for (const source of sources) expect(source).toMatch(/^[a-z.-]+\.[a-z]+\//u)
  })
})

describe('two texts', () => {
  it.each([
    ['Voir https://www.exemple.fr/menu', 'Voir exemple.fr/menu', 'same'],
    ['Voir https://www.exemple.fr/menu/du-jour', 'Voir exemple.fr/menu/du…', 'doubtful'],
    ['Voir https://exemple.fr/menu', 'Voir https://t.co/aB3dE5fG7h', 'doubtful'],
    ['Voir https://exemple.fr/menu', 'Voir https://exemple.fr/carte', 'different'],
    ['Merci @julie@ailleurs.example', 'Merci @julie@ici.example', 'different'],
    ['Merci @julie@ailleurs.example', 'Merci https://ailleurs.example/@julie', 'same'],
    ['Fermé samedi', 'Fermé dimanche', 'different'],
    ['Fermé samedi !', 'Fermé samedi ?', 'doubtful'],
    ['Fermé samedi', 'FERMÉ SAMEDI', 'doubtful'],
    ['Tarte 12 €', 'Tarte 21 €', 'different'],
    ['Tarte 1\n2 €', 'Tarte 12 €', 'doubtful'],
    ['Bravo 🎉', 'Bravo 🎉🎉', 'different'],
    ['Un <b>gras</b> & « doux »', 'Un gras &amp; « doux »', 'same'],
    ['', '🎉', 'different'],
  ] as const)('%j and %j: %s', (sent, seen, verdict) => {
    expect(matchText(sent, seen)).toBe(verdict)
  })
})

describe('of the posts on an account', () => {
  it('pain 1: one that proves another delivery already proves none else', () => {
    const known = { ...nothingElse(sentUtc), isClaimed: (remote: RemoteRef) => remote.id === '1' }
    expect(judgePosts([seen('Ouvert')], judging('Ouvert', { known }))).toMatchObject({ kind: 'absent' })
    expect(judgePosts([seen('Ouvert'), seen('Ouvert', { remote: ref('2') })], judging('Ouvert', { known }))).toMatchObject({ kind: 'found', remote: { id: '2' } })
  })

  it('one there and two sent without an answer: whose it is only the owner can tell; two there: one each', () => {
    const known = { ...nothingElse(sentUtc), rivals: 1 }
    expect(judgePosts([seen('Ouvert')], judging('Ouvert', { known }))).toMatchObject({ kind: 'no-proof', doubt: 'taken' })
    expect(judgePosts([seen('Ouvert', { remote: ref('2'), utc: sentUtc + 9000 }), seen('Ouvert')], judging('Ouvert', { known }))).toMatchObject({ kind: 'found', remote: { id: '1' } })
  })

  it('the same words from before the sending are not ours by a clock alone, and a week old they are no question', () => {
    expect(judgePosts([seen('Ouvert', { utc: sentUtc - 3_600_000 })], judging('Ouvert'))).toMatchObject({ kind: 'no-proof', doubt: 'alike' })
    expect(judgePosts([seen('Ouvert', { utc: sentUtc - 7 * 86_400_000 })], judging('Ouvert'))).toMatchObject({ kind: 'absent' })
  })

  it('pain 2: without a key nothing is ever called absent, and with one not before the server had its time or when the list has a gap', () => {
    expect(judgePosts([], judging('Ouvert', { isKeyed: false }))).toMatchObject({ kind: 'no-proof', doubt: 'may-come' })
    expect(judgePosts([], judging('Ouvert', { isSettled: false }))).toMatchObject({ kind: 'no-proof', doubt: 'too-soon' })
    expect(judgePosts([], judging('Ouvert', { covers: false }))).toMatchObject({ kind: 'no-proof', doubt: 'not-all' })
    expect(judgePosts([], judging('Ouvert'))).toMatchObject({ kind: 'absent' })
  })
})
