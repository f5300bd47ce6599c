import { expect, test } from 'vitest'
import { madeAccount } from '../test-support/made.ts'
import { facesOf, handleShown } from './account-faces.ts'

test('a handle is shown whole, on the practice network without the address of this computer', () => {
  expect(handleShown({ handle: '@bread@town.example', isPractice: false })).toBe('@bread@town.example')
  expect(handleShown({ handle: '@my_shop@127.0.0.1:34949', isPractice: true })).toBe('@my_shop')
  expect(handleShown({ handle: 'my_shop@127.0.0.1:34949', isPractice: true })).toBe('my_shop')
})

test('an account that is posted to by hand bears the name its owner gave the network', () => {
  const account = madeAccount(undefined, { byHand: { network: 'Snapchat', page: 'https://my.snapchat.com/' } })
  expect(facesOf([account], [], 'Practice').get(account.id)).toMatchObject({ network: 'Snapchat', short: 'Snapchat', isByHand: true })
})
