import { expect, it } from 'vitest'
import { accountId, itemKey, networkId } from '../../../preload/contract/ids.ts'
import type { Item } from '../../../preload/contract/items.ts'
import { freshSince, type Mark } from './inbox-mark.ts'

const day = 86_400_000
const start = Date.UTC(2026, 10, 1)
const heard = (id: string, createdUtc: number): Item => ({
  key: itemKey.parse(`paper:a:${id}`), accountId: accountId.parse('a'), network: networkId.parse('paper'), kind: 'reply', text: id, contentWarning: null, media: [], createdUtc, isPublic: true, ref: null, about: null,
  person: { remoteId: 'p', handle: 'p', displayName: 'p', profileUrl: null, avatarUrl: null }, conversation: 'c',
})
const textsOf = ({ items }: { readonly items: readonly Item[] }): readonly string[] => items.map(item => item.text)

it('tells each thing once, oldest first, whichever list brings it and however often', () => {
  const first = freshSince([heard('b', start + 2000), heard('a', start + 1000), heard('b', start + 2000)], null)
  expect(textsOf(first)).toEqual(['a', 'b'])
  expect(textsOf(freshSince([heard('b', start + 2000), heard('c', start + 3000)], first.mark))).toEqual(['c'])
})

it('tells what came late, or stood in a list that was not asked in between', () => {
  let { mark } = freshSince([heard('a', start)], null)
  ;({ mark } = freshSince([heard('x', start + day)], mark))
  const late = freshSince([heard('a', start), heard('late', start + 1000), heard('x', start + day)], mark)
  expect(textsOf(late)).toEqual(['late'])
})

it('does not tell the past again, long after it has forgotten it', () => {
  let { mark } = freshSince([heard('old', start)], null)
  ;({ mark } = freshSince([heard('new', start + 10 * day)], mark))
  expect(textsOf(freshSince([heard('old', start), heard('new', start + 10 * day)], mark))).toEqual([])
})

it('never grows beyond measure, and still tells nothing twice of a thousand', () => {
  const many = Array.from({ length: 1500 }, (_, at) => heard(String(at), start + at * 1000))
  const first: { readonly mark: Mark } = freshSince(many, null)
  expect(first.mark.known).toHaveLength(1000)
  expect(textsOf(freshSince([...many, heard('next', start + 2_000_000)], first.mark))).toEqual(['next'])
})
