import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { networks } from '../main/networks/registry.ts'
import { capabilitiesFile, capabilitiesPage } from './capabilities-page.ts'

test('main/networks/CAPABILITIES.md says what the adapters declare (else: npm run capabilities)', () => {
  expect(readFileSync(capabilitiesFile, 'utf8')).toBe(capabilitiesPage(networks.map(({ description }) => description)))
})
