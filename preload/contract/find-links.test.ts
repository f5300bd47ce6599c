import { expect, it } from 'vitest'
import { findLinks } from './find-links.ts'

const found = (text: string): string[] => findLinks(text).map(({ from, to }) => text.slice(from, to))

it('takes a domain for an address only where its ending exists', () => {
  expect(found('Voir exemple.fr, notes.txt et https://exemple.example')).toEqual(['exemple.fr'])
  expect(found('Ouvert.Venez demain. M.le maire, v1.2.3')).toEqual([])
})

it('takes path and query along, and leaves closing punctuation where it is', () => {
  expect(found('(https://exemple.fr/a?b=1). exemple.fr/menu!')).toEqual(['https://exemple.fr/a?b=1', 'exemple.fr/menu'])
  expect(found('https://fr.wikipedia.org/wiki/Baba_(gâteau)')).toEqual(['https://fr.wikipedia.org/wiki/Baba_(gâteau)'])
})

it('takes of a bare domain with a port or a query the domain alone', () => {
  expect(found('exemple.fr:8080 exemple.fr?x=1')).toEqual(['exemple.fr', 'exemple.fr'])
})

it('leaves mentions, tags and mail addresses alone', () => {
  expect(found('@exemple.fr #exemple.fr info@exemple.fr julie@ailleurs.exemple.fr')).toEqual([])
})

it('finds the Latin part of a bare domain, and the whole of one with a scheme', () => {
  expect(found('日本exemple.jpです https://日本exemple.jp/a')).toEqual(['exemple.jp', 'https://日本exemple.jp/a'])
})
