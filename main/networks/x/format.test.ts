import { expect, it } from 'vitest'
import { accountId } from '../../../preload/contract/ids.ts'
import { matchText } from '../match-text.ts'
import { idAt, postPage, utcOfId } from './entities.ts'
import { oddPage, rewritten } from './fixtures/answers.ts'
import { readable, withoutNames, wordsOf } from './format.ts'
import { itemFromPost, postSampleFrom } from './items.ts'

const reader = { accountId: accountId.parse('account-1'), remoteId: '1460000000000000001', handle: 'boulangerie_x', now: () => Date.UTC(2026, 10, 24, 9) }

it('reads a post without what X has put into its words', () => {
  const [post] = postPage.parse(rewritten).data
  if (!post) throw new Error('no post')
  const words = wordsOf(post)
  expect(readable(words)).toBe('@julie_m Pain & brioche <3 https://exemple.fr/menu?a=1 puis http://exemple.fr')
  const sent = 'Pain & brioche <3 https://exemple.fr/menu?a=1 puis exemple.fr'
  expect(matchText(sent, withoutNames(words.text, sent), words.hints)).toBe('same')
  expect(matchText(sent.replace('menu', 'carte'), withoutNames(words.text, sent), words.hints)).toBe('different')
})

it('keeps the names that were written, and takes away those that X put in front', () => {
  expect(withoutNames('@julie_m @cafe_gare Merci', 'Merci')).toBe('Merci')
  expect(withoutNames('@julie_m @cafe_gare Merci', '@cafe_gare Merci')).toBe('@cafe_gare Merci')
  expect(withoutNames('@julie_m @Cafe_Gare Merci', '@cafe_gare Merci')).toBe('@Cafe_Gare Merci')
  expect(withoutNames('@julie@ailleurs.example Merci', 'Merci')).toBe('@julie@ailleurs.example Merci')
})

it('takes the whole words of a longer post', () => {
  const [post] = postPage.parse({ data: [{ id: '1', text: 'Le début…', note_tweet: { text: 'Le début, et la suite &amp; fin' } }] }).data
  expect(post && readable(wordsOf(post))).toBe('Le début, et la suite & fin')
})

it('leaves odd rows out one by one, and lets nothing dangerous through', () => {
  const page = postPage.parse(oddPage)
  expect(page.data.map(post => post.id.slice(-1))).toEqual(['3', '4', '5'])
  const items = page.data.map(post => itemFromPost(post, page.includes, reader))
  expect(items.map(item => item?.person.handle)).toEqual([undefined, 'julie_m', 'julie_m'])
  expect(items[2]).toMatchObject({ person: { displayName: '<script>alert(1)</script>', avatarUrl: null }, media: [], createdUtc: utcOfId('2030000000000000005') })
  expect(page.data[1] && postSampleFrom(page.data[1], {}, reader).figures).toEqual({})
  expect(page.errors).toHaveLength(1)
})

it('knows the moment an id was made', () => {
  // The id and time of a post in X's own documentation (1260294888811347969: 12 May 2020).
  expect(new Date(utcOfId('1260294888811347969')).toISOString().slice(0, 10)).toBe('2020-05-12')
  expect(utcOfId(idAt(Date.UTC(2026, 10, 24)))).toBe(Date.UTC(2026, 10, 24))
})
