import { expect, it } from 'vitest'
import { hostsOf, hostsVariable } from './hosts.ts'

const published = { api: 'https://api.example.com', upload: 'https://upload.example.com' }
const moved = (value: unknown): Readonly<Record<string, string>> => hostsOf('paper', published, { [hostsVariable]: JSON.stringify(value) })

it('speaks to the published servers unless told otherwise', () => {
  expect(hostsOf('paper', published, {})).toEqual(published)
  expect(moved({ other: { api: 'http://127.0.0.1:1' } })).toEqual(published)
  expect(moved({ paper: { api: 'http://127.0.0.1:1' } })).toEqual({ ...published, api: 'http://127.0.0.1:1' })
})

it('sends tokens to no other computer, whoever sets the variable', () => {
  expect(() => moved({ paper: { api: 'https://evil.example' } })).toThrow('only a server on this computer')
})
