import { expect, it } from 'vitest'
import { firstLinkOf, runsOf } from './marked-text.ts'

const marked = (text: string): string[] => runsOf(text).filter(run => run.kind !== 'text').map(run => `${run.kind} ${run.text}`)

it('marks links, mentions and tags, and loses no letter', () => {
  const text = 'Bread with @ana@social.example at https://bakery.example/menu?x=1. #Bread #2026 #été2026'
  expect(marked(text)).toEqual(['mention @ana@social.example', 'link https://bakery.example/menu?x=1', 'tag #Bread', 'tag #été2026'])
  expect(runsOf(text).map(run => run.text).join('')).toBe(text)
})
it('leaves bare domains, e-mail addresses and other schemes alone', () => {
  expect(marked('bakery.example or ana@bakery.example or ftp://bakery.example')).toEqual([])
})
it('takes the first link for the card', () => {
  expect(firstLinkOf('a https://b.example/c?d, https://e.example')).toBe('https://b.example/c?d')
  expect(firstLinkOf('no link')).toBeNull()
})
