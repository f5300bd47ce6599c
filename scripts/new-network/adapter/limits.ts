import type { Abilities, Limits } from '../../../preload/contract/networks.ts'
import type { OfferList } from '../../../main/networks/offers.ts'
import { notWritten } from './not-written.ts'

/** What the network offers programs, with the address where it says so and the day that was read. What is named nowhere is impossible there. */
export const samplerOffers: OfferList = {}

/** What an account may send. Each figure has its source; what the server tells goes before what stands here. */
export const limits = (): Limits => notWritten('limits.ts, limits')

/** Every ability of an account: it works, or why it does not. */
export const abilities = (): Abilities => notWritten('limits.ts, abilities')
