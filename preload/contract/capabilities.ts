import type { Ability, Offer } from './networks.ts'

/** The abilities as the table of networks tells them, in its order. */
export const abilityGroups = [
  { name: 'publish', abilities: ['text', 'images', 'video', 'documents', 'short-video', 'story', 'thread', 'first-comment', 'poll', 'quote', 'content-warning', 'visibility', 'language', 'schedule'] },
  { name: 'afterwards', abilities: ['edit', 'delete', 'hide'] },
  { name: 'talk', abilities: ['reply', 'messages', 'reviews', 'like', 'boost', 'follow', 'mute', 'block', 'report'] },
  { name: 'watch', abilities: ['search', 'account-figures', 'post-figures', 'reach'] },
] as const satisfies readonly { readonly name: string; readonly abilities: readonly Ability[] }[]

export const capabilityKinds = ['works', 'own-app', 'review', 'costs', 'by-hand', 'impossible'] as const
export type CapabilityKind = typeof capabilityKinds[number]

/** What an ability takes on a network, in as many words as it has conditions. */
export const capabilityOf = (offer: Offer): readonly CapabilityKind[] => offer.how !== 'works' ? [offer.how] : offer.needs.length === 0 ? ['works'] : capabilityKinds.filter(kind => offer.needs.some(need => need === kind))
