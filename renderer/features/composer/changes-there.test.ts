import { expect, test } from 'vitest'
import { emptyContent, type Content } from '../../../preload/contract/drafts.ts'
import { accountId } from '../../../preload/contract/ids.ts'
import { noChanges, standingOf } from '../../db/standing.ts'
import { madeAccount } from '../../test-support/made.ts'
import { deletionsOf, editsOf, whyNot } from './changes-there.ts'

const content: Content = { ...emptyContent(), contentWarning: 'food', parts: ['One', 'Two', 'Three'].map(text => ({ text, media: [], poll: null })) }
const at = (id: string) => ({ id, url: null, extra: null })
const remotes = [{ remote: at('a'), part: 0 }, { remote: at('c'), part: 2 }]

test('pain 43: of a thread only the parts whose words were changed are sent, each with its own words', () => {
  expect(editsOf({ content, remotes }, ['One', 'Two', 'Three, better'])).toEqual([{ kind: 'edit', target: at('c'), content: { ...content, parts: [{ text: 'Three, better', media: [], poll: null }] } }])
  expect(editsOf({ content, remotes }, ['One', 'not there any more', 'Three'])).toEqual([])
})

test('pain 43: an edit says what the network was told beside the text, or it would be taken away', () => {
  const account = accountId.parse('boards')
  const post = { content, variants: {}, details: { [account]: { format: 'event' as const, options: { title: 'Tasting', link: '' } } } }
  const standing = standingOf(post, account, [at('a')], noChanges)
  expect(editsOf(standing, ['One, better'])).toEqual([{ kind: 'edit', target: at('a'), content: { ...content, format: 'event', options: { title: 'Tasting' }, parts: [{ text: 'One, better', media: [], poll: null }] } }])
})

test('pain 43: a thread is deleted from its end', () => {
  expect(deletionsOf({ remotes }).map(act => act.kind === 'delete' && act.target.id)).toEqual(['c', 'a'])
})

test('pain 43: says whether network, server or permission keep something from being done', () => {
  const account = madeAccount()
  expect(whyNot(account, 'edit')).toBeNull()
  expect(whyNot({ ...account, abilities: { ...account.abilities, edit: { kind: 'lacking', why: 'network' } } }, 'edit')).toBe('network')
  expect(whyNot(null, 'delete')).toBe('permission')
})
