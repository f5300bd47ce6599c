import { expect, test } from 'vitest'
import { networkId } from '../../../preload/contract/ids.ts'
import type { NetworkDescription } from '../../../preload/contract/networks.ts'
import { bakery, offersOf } from '../../test-support/made.ts'
import { missingField, orderOf } from './connect-state.ts'

const password = { id: 'app-password', fields: [{ name: 'handle', secret: false, example: '', optional: false }, { name: 'app-password', secret: true, example: '', optional: false }, { name: 'server', secret: false, example: '', optional: true }] } as const
const browser = { id: 'browser', fields: [{ name: 'handle', secret: false, example: '', optional: false }] } as const
const network: NetworkDescription = { id: networkId.parse('bluesky'), name: 'Bluesky', colour: '#1185fe', ways: [browser, password], offers: offersOf('works'), composePage: null }

test('asks for what is missing, not for what is optional', () => {
  expect(missingField(password, {})).toBe('handle')
  expect(missingField(password, { handle: 'shop', 'app-password': '  ' })).toBe('app-password')
  expect(missingField(password, { handle: 'shop', 'app-password': 'x' })).toBeNull()
})

test('sends only the fields of the chosen way, and forgives the @', () => {
  const typed = { handle: ' @shop.bsky.social ', 'app-password': 'abcd', server: 'pds.example' }
  expect(orderOf(network, browser, typed, null)).toEqual({ network: 'bluesky', way: 'browser', server: '', handle: 'shop.bsky.social', appPassword: '', clientId: '', clientSecret: '', configuration: '', token: '', chosen: null, again: null })
  expect(orderOf(network, password, typed, bakery)).toMatchObject({ server: 'pds.example', appPassword: 'abcd', again: 'bakery' })
})
