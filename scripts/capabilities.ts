// Writes what each network can do, as its adapter declares it, into main/networks/CAPABILITIES.md: `npm run capabilities`.
import { writeFileSync } from 'node:fs'
import { networks } from '../main/networks/registry.ts'
import { capabilitiesFile, capabilitiesPage } from './capabilities-page.ts'

writeFileSync(capabilitiesFile, capabilitiesPage(networks.map(({ description }) => description)))
