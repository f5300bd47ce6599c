import path from 'node:path'
import { abilityGroups, capabilityOf, type CapabilityKind } from '../preload/contract/capabilities.ts'
import type { Ability, NetworkDescription } from '../preload/contract/networks.ts'
import { abilities } from '../renderer/text/en/abilities.ts'
import { accounts } from '../renderer/text/en/accounts.ts'

export const capabilitiesFile = path.join(import.meta.dirname, '../main/networks/CAPABILITIES.md')

const words: Readonly<Record<CapabilityKind, string>> = { works: 'yes', 'own-app': 'own app', review: 'review', costs: 'costs', 'by-hand': 'by hand', impossible: '–' }

/** The table of networks as a page of Markdown: the same facts and words as the app's own. */
export function capabilitiesPage(networks: readonly NetworkDescription[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const line = (ability: Ability): string => row([abilities[ability], ...networks.map(({ offers }) => capabilityOf(offers[ability]).map(kind => words[kind]).join(', '))])
  const groups = abilityGroups.flatMap(({ name, abilities: listed }) => [row([`**${accounts.matrix.group[name]}**`, ...networks.map(() => '')]), ...listed.map(line)])
  const versions = networks.map(({ name, apiVersion }) => row([name, apiVersion?.name ?? '–', apiVersion ? apiVersion.ends ?? 'not announced' : '–', apiVersion?.source ?? '–']))
  return [
    '# What each network can do',
    '',
    'Made by `npm run capabilities` from what the adapters declare; not to be edited.',
    '',
    'yes: with a sign-in alone · own app: through the owner’s own app at the network · review: the network has to approve that app · costs: the network charges for it · by hand: no program may, Comptoir reminds · –: it does not exist there',
    '',
    row(['', ...networks.map(({ name }) => name)]),
    row(['---', ...networks.map(() => '---')]),
    ...groups,
    '',
    '## The interfaces spoken',
    '',
    row(['Network', 'Version', 'Ends', 'Source']),
    row(['---', '---', '---', '---']),
    ...versions,
    '',
  ].join('\n')
}
