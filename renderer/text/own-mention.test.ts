import { expect, it } from 'vitest'
import { withoutOwnMention } from './own-mention.ts'

it.each([
  ['@my_shop@127.0.0.1:34949 are you open?', 'are you open?'],
  ['@My_Shop\nare you open?', 'are you open?'],
  ['@ann@example.net @my_shop@127.0.0.1:34949 come along', '@ann@example.net come along'],
  ['@ann@example.net come along', '@ann@example.net come along'],
  ['@my_shop_2 hello', '@my_shop_2 hello'],
  ['the bread of @my_shop@127.0.0.1:34949 is good', 'the bread of @my_shop@127.0.0.1:34949 is good'],
  ['@my_shop, the best', '@my_shop, the best'],
  ['@my_shop@127.0.0.1:34949', '@my_shop@127.0.0.1:34949'],
  ['', ''],
])('takes our own name off the head: %j', (text, expected) => {
  expect(withoutOwnMention(text, 'my_shop@127.0.0.1:34949')).toBe(expected)
})

it('knows handles without a server, and a leading @', () => {
  expect(withoutOwnMention('@shop.bsky.social hello', '@shop.bsky.social')).toBe('hello')
  expect(withoutOwnMention('@shop hello', '')).toBe('@shop hello')
})
