import { expect, test } from 'vitest'
import { emptyContent, type Content, type Post } from '../../preload/contract/drafts.ts'
import { accountId, postId } from '../../preload/contract/ids.ts'
import type { Act, DeliveryState } from '../../preload/contract/publishing.ts'
import { bakery, madeOwnPost, madeRecord, noon } from '../test-support/made.ts'
import { noChanges, standingOf } from './standing.ts'

const garage = accountId.parse('garage')
const saying = (...texts: string[]): Content => ({ ...emptyContent(), parts: texts.map(text => ({ text, media: [], poll: null })) })
const post: Post = { id: postId.parse('p1'), content: saying('Bread'), variants: {}, accountIds: [bakery, garage], plan: null, stage: 'scheduled', revision: 1, createdUtc: 1, updatedUtc: 1 }
const at = (id: string) => ({ id, url: `https://example.net/${id}`, extra: null })
const done = (utc: number): DeliveryState => ({ kind: 'published', utc, remotes: [] })
const later = (act: Act, state: DeliveryState) => madeRecord('p1', state, { act })
const edit = (text: string, id = '1'): Act => ({ kind: 'edit', target: at(id), content: saying(text) })

test('pain 43: the last edit that went through is what is shown, on the account it was made for', () => {
  const acts = [later(edit('Rolls'), done(2)), later(edit('Cake'), { kind: 'planned' })]
  expect(standingOf(post, bakery, [at('1')], { acts, seen: [] })).toMatchObject({ kind: 'there', content: saying('Rolls'), editedUtc: 2, underWay: 'edit' })
  expect(standingOf(post, garage, [at('1')], { acts, seen: [] })).toMatchObject({ kind: 'there', content: saying('Bread'), editedUtc: null, underWay: null })
  expect(standingOf(post, bakery, [at('1')], { acts: [later(edit('Cake'), { kind: 'cancelled', utc: 3 })], seen: [] })).toMatchObject({ content: saying('Bread'), underWay: null })
})

test('pain 43: of a thread each part is edited and deleted by itself', () => {
  const thread = { ...post, content: saying('One', 'Two', 'Three') }
  const remotes = [at('1'), at('2'), at('3')]
  const acts = [later(edit('Two, better', '2'), done(2)), later({ kind: 'delete', target: at('3') }, done(3))]
  expect(standingOf(thread, bakery, remotes, { acts, seen: [] })).toMatchObject({ kind: 'partly', content: saying('One', 'Two, better', 'Three'), deleted: { utc: 3, by: 'you' }, remotes: [{ remote: at('1'), part: 0 }, { remote: at('2'), part: 1 }] })
  const all = [...acts, later({ kind: 'delete', target: at('2') }, done(4)), later({ kind: 'delete', target: at('1') }, done(5))]
  expect(standingOf(thread, bakery, remotes, { acts: all, seen: [] })).toMatchObject({ kind: 'deleted', deleted: { utc: 5 }, remotes: [] })
})

test('pain 43: what others deleted is told apart from what was deleted here', () => {
  const seen = [{ ...madeOwnPost('1'), goneUtc: noon }]
  expect(standingOf(post, bakery, [at('1')], { acts: [], seen })).toMatchObject({ kind: 'deleted', deleted: { utc: noon, by: 'elsewhere' } })
  expect(standingOf(post, bakery, [at('1')], { acts: [later({ kind: 'delete', target: at('1') }, done(5))], seen })).toMatchObject({ deleted: { utc: 5, by: 'you' } })
})

test('pain 43: words changed on the network itself are shown, those changed from here and those only shortened by it are not', () => {
  const seen = (text: string) => [{ ...madeOwnPost('1', { text }), changedUtc: noon }]
  expect(standingOf(post, bakery, [at('1')], { acts: [], seen: seen('Bread at 9') })).toMatchObject({ changed: { utc: noon, text: 'Bread at 9' } })
  expect(standingOf(post, bakery, [at('1')], { acts: [later(edit('Bread at 9'), done(2))], seen: seen('Bread at 9') }).changed).toBeNull()
  const linked = { ...post, content: saying('Menu: https://bakery.example/menu/november?from=post by @ann@example.net') }
  expect(standingOf(linked, bakery, [at('1')], { acts: [], seen: seen('Menu: bakery.example/menu/nov… by @ann') }).changed).toBeNull()
  expect(standingOf(post, bakery, [at('1')], noChanges).changed).toBeNull()
})
