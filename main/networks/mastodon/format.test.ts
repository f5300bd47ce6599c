import { describe, expect, it } from 'vitest'
import { languageCode, withMention } from './format.ts'

describe('a mention in an answer', () => {
  it.each([
    ['Oui', 'julie@ailleurs.example', '@julie@ailleurs.example Oui'],
    ['Oui', '@julie@ailleurs.example', '@julie@ailleurs.example Oui'],
    ['@julie@ailleurs.example Oui', 'julie@ailleurs.example', '@julie@ailleurs.example Oui'],
    ['Oui @JULIE@Ailleurs.example !', 'julie@ailleurs.example', 'Oui @JULIE@Ailleurs.example !'],
    ['Oui', 'julie@ici.example', '@julie Oui'],
    ['Oui @julie.', 'julie@ici.example', 'Oui @julie.'],
    ['@julie_m non', 'julie@ici.example', '@julie @julie_m non'],
    ['@julie oui', 'julie@ailleurs.example', '@julie@ailleurs.example @julie oui'],
    ['Écrivez à moi@julie', 'julie@ici.example', '@julie Écrivez à moi@julie'],
    ['', 'julie@ici.example', '@julie'],
  ])('%s to %s becomes %s', (text, handle, expected) => {
    expect(withMention(text, handle, 'ici.example')).toBe(expected)
  })
})

it('names languages as the network does', () => {
  expect(['fr-FR', 'EN', 'zh-Hant-TW', 'zh', 'x-klingon', '12', null].map(languageCode)).toEqual(['fr', 'en', 'zh-TW', 'zh', null, null, null])
})
