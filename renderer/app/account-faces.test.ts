import { expect, test } from 'vitest'
import { handleShown } from './account-faces.ts'

test('a handle is shown whole, on the practice network without the address of this computer', () => {
  expect(handleShown({ handle: '@bread@town.example', isPractice: false })).toBe('@bread@town.example')
  expect(handleShown({ handle: '@my_shop@127.0.0.1:34949', isPractice: true })).toBe('@my_shop')
  expect(handleShown({ handle: 'my_shop@127.0.0.1:34949', isPractice: true })).toBe('my_shop')
})
