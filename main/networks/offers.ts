import { ability, type Ability, type Offer } from '../../preload/contract/networks.ts'

/** What a network declares, by what it takes; what is named nowhere is impossible there. */
export type OfferList = {
  /** With a sign-in alone. */
  readonly works?: readonly Ability[]
  readonly needs?: readonly { readonly needs: readonly ('own-app' | 'review' | 'costs')[]; readonly abilities: readonly Ability[] }[]
  readonly byHand?: readonly Ability[]
}

export function offersFrom({ works = [], needs = [], byHand = [] }: OfferList): Readonly<Record<Ability, Offer>> {
  const offers = new Map<Ability, Offer>(ability.options.map(one => [one, { how: 'impossible' }]))
  for (const one of byHand) offers.set(one, { how: 'by-hand' })
  for (const one of works) offers.set(one, { how: 'works', needs: [] })
  for (const group of needs) for (const one of group.abilities) offers.set(one, { how: 'works', needs: group.needs })
  return Object.fromEntries(offers) as Record<Ability, Offer> // the cast: every ability was set above
}
