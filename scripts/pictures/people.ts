import type { Person } from '../../preload/contract/publishing.ts'
import type { Look } from './drawings.ts'

export type Customer = { readonly name: string; readonly user: string; readonly look: Look }

/** Who writes to the bakery; the same in both languages, as in a town with visitors. */
export const customers = [
  { name: 'Julie Marchand', user: 'julie', look: { skin: '#e8b796', hair: '#4a2e1f', shirt: '#3f6d8c', ground: '#dfe8df', style: 'long' } },
  { name: 'Karim Belhadj', user: 'karim.b', look: { skin: '#c98f66', hair: '#1f1713', shirt: '#7a4a58', ground: '#efe2cf', style: 'short' } },
  { name: 'Hannah Priestley', user: 'hannah', look: { skin: '#f2c9ac', hair: '#c98a3c', shirt: '#4b7a5c', ground: '#e3e2ef', style: 'bun' } },
  { name: 'Fatou Diallo', user: 'fatou', look: { skin: '#7d4e35', hair: '#17100d', shirt: '#d08a3a', ground: '#f2e6da', style: 'bun' } },
  { name: 'Marc Duvallon', user: 'marc.d', look: { skin: '#edbf9f', hair: '#a59c92', shirt: '#55606d', ground: '#dbe4ea', style: 'bald' } },
  { name: 'Chloé Fontaine', user: 'chloe', look: { skin: '#f0c5a3', hair: '#7b3a22', shirt: '#a14c4c', ground: '#e9ecd9', style: 'long' } },
  { name: 'Ben Okafor', user: 'ben.o', look: { skin: '#8f5c3e', hair: '#201612', shirt: '#35607a', ground: '#eadfd2', style: 'short' } },
  { name: 'Inès Garrigue', user: 'ines.g', look: { skin: '#d9a27b', hair: '#2b1c14', shirt: '#6a8f5a', ground: '#f1e0dc', style: 'long' } },
] as const satisfies readonly Customer[]

export const portraitUrl = (user: string): string => `https://pictures.example/${user}.webp`

/** `network` decides how a name is written there. */
export function personOf({ name, user }: Customer, network: string): Person {
  const handle = network === 'bluesky' ? `@${user}.example` : `@${user.replaceAll('.', '_')}@town.example`
  return { remoteId: `${network}-${user}`, handle, displayName: name, profileUrl: null, avatarUrl: portraitUrl(user) }
}
