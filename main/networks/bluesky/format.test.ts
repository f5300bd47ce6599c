import { lexicons, jsonToLex } from '@atproto/api'
import { describe, expect, it } from 'vitest'
import { embedOf, facetsOf, firstLink, postRecordOf, type MediaEmbed } from './format.ts'

const people: Readonly<Record<string, string>> = { 'julie.example.com': 'did:plc:julie' }
const facets = (text: string) => facetsOf(text, async handle => people[handle] ?? null)
/** The words that a facet covers, cut out of the bytes as a reader does. */
async function covered(text: string): Promise<[string, unknown][]> {
  const bytes = Buffer.from(text)
  return (await facets(text)).map(({ index, features }) => [bytes.subarray(index.byteStart, index.byteEnd).toString(), Object.values(features[0] ?? {})[1]])
}

describe('links, mentions and tags', () => {
  it('are counted in bytes, also after accents and faces of several code points', async () => {
    expect(await covered('Été 👩‍🍳 @julie.example.com')).toEqual([['@julie.example.com', 'did:plc:julie']])
    expect(await covered('« ça » #crêpe !')).toEqual([['#crêpe', 'crêpe']])
  })
  it('keep a whole address, without the full stop after it', async () => {
    const long = `https://fournil.example/${'tres-long/'.repeat(12)}?a=1`
    expect(await covered(`Voir ${long}. Merci`)).toEqual([[long, long]])
    expect(await covered('(https://fournil.example/a)')).toEqual([['https://fournil.example/a', 'https://fournil.example/a']])
  })
  it('add the scheme that people leave out', async () => {
    expect(await covered('sur fournil.com')).toEqual([['fournil.com', 'https://fournil.com']])
  })
  it('leave a handle alone that nobody has, and an address of mail', async () => {
    expect(await covered('@personne.example.com ou moi@fournil.example')).toEqual([])
  })
  it('give the first address its card', async () => {
    expect(firstLink(await facets('#pain https://a.example/ https://b.example/'))).toBe('https://a.example/')
    expect(firstLink(await facets('rien'))).toBeNull()
  })
})

const blob = { $type: 'blob' as const, ref: { $link: 'bafkreibjfgx2gprinfvicegelk5kosd6y2frmqpqzwqkg7usac74l3t2v4' }, mimeType: 'image/jpeg', size: 10 }
const pictures: MediaEmbed = { $type: 'app.bsky.embed.images', images: [{ image: blob, alt: 'Une miche', aspectRatio: { width: 4, height: 3 } }] }
const post = { uri: 'at://did:plc:vwzwgnygau7ed7b7wt5ux7y2/app.bsky.feed.post/3n2zloxdse226', cid: 'bafyreihktdy4d3stao7fye7kpfj7xctxgt6iekckz3xnsp3lqglzxup3wm' }

describe('a record', () => {
  it.each([
    ['of words alone', embedOf(null, null)], ['with pictures', embedOf(pictures, null)], ['with a quote', embedOf(null, post)], ['with both', embedOf(pictures, post)],
    ['with a card', embedOf({ $type: 'app.bsky.embed.external', external: { uri: 'https://a.example/', title: 'A', description: '', thumb: blob } }, null)],
    ['with a film', embedOf({ $type: 'app.bsky.embed.video', video: { ...blob, mimeType: 'video/mp4' }, alt: 'Le four', aspectRatio: { width: 16, height: 9 } }, null)],
  ])('%s is one by the lexicons', async (_name, embed) => {
    const record = postRecordOf({ text: 'Bonjour #pain', createdUtc: Date.UTC(2026, 10, 24), facets: await facets('Bonjour #pain'), reply: { root: post, parent: post }, embed, language: 'fr' })
    expect(() => lexicons.assertValidRecord('app.bsky.feed.post', jsonToLex(JSON.parse(JSON.stringify(record))))).not.toThrow()
  })
})
