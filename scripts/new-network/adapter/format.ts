import { networkId } from '../../../preload/contract/ids.ts'

export const samplerId = networkId.parse('sampler')

/** A post's address as the network writes it; pure, as all that is in this file. */
export const postUrl = (handle: string, id: string): string => `https://sampler.invalid/${encodeURIComponent(handle)}/${encodeURIComponent(id)}`
