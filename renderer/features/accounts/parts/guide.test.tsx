import { MantineProvider } from '@mantine/core'
import { renderToStaticMarkup } from 'react-dom/server'
import { beforeAll, expect, test, vi } from 'vitest'
import { speak, startTexts } from '../../../text/index.ts'
import { Guide } from './guide.tsx'

beforeAll(async () => {
  vi.stubGlobal('document', { documentElement: { lang: '' } })
  await startTexts('en')
})

const guide = {
  en: [{ title: 'Make an app', text: 'Press “Create app”.', url: 'https://www.developers.example/apps' }, { title: 'Copy its number', text: 'Paste it below.' }],
  fr: [{ title: 'Créez une application', text: 'Cliquez sur « Créer ».', url: 'https://www.developers.example/apps' }, { title: 'Copiez son numéro', text: 'Collez-le ci-dessous.' }],
}
const drawn = (startsOpen: boolean): string => renderToStaticMarkup(<MantineProvider><Guide guide={guide} startsOpen={startsOpen} /></MantineProvider>)

test.each([['en', 'Make an app', 'Créez', 'First, 2 steps'], ['fr', 'Créez une application', 'Make', 'D’abord, 2 étapes']] as const)('pain 25: what has to be prepared at a network is told step by step, in the window’s language (%s)', async (language, said, unsaid, title) => {
  await speak(language)
  const page = drawn(true)
  expect(page).toContain(said)
  expect(page).toContain('developers.example')
  expect(page).not.toContain(unsaid)
  expect(page, 'no line breaks inside « »').not.toMatch(/« | »/u)
  expect(page.replaceAll('\u00a0', ' ')).toContain(title)
})

test('it can be folded away, and starts so for who has been through it', () => {
  expect(drawn(true)).toContain('aria-expanded="true"')
  expect(drawn(false)).toContain('aria-expanded="false"')
})
