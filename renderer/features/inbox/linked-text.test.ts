import { expect, test } from 'vitest'
import { openableUrl, runsOf } from './linked-text.ts'

test('addresses in what somebody wrote can be opened, words stay words', () => {
  expect(runsOf('See https://example.org/bread. Soon!')).toEqual([
    { text: 'See ', url: null }, { text: 'https://example.org/bread', url: 'https://example.org/bread' }, { text: '. Soon!', url: null },
  ])
  expect(runsOf('fresh bread.The best')).toEqual([{ text: 'fresh bread.The best', url: null }])
  expect(runsOf('')).toEqual([])
})

test.each(['javascript:alert(1)', 'http://example.org/', 'file:///etc/passwd', 'data:text/html,x', 'https://bank.example@evil.example/', 'bread'])('%s is not opened', text => {
  expect(openableUrl(text)).toBeNull()
})
