import { hostsOf } from '../hosts.ts'

/** Spoken version, the same at both of the network's interfaces; limits.ts says until when. */
export const version = 'v26.0'

/** Where the network's servers stand (https://developers.facebook.com/documentation/instagram-platform/overview, seen 27 Nov 2026). */
export const places = () => hostsOf('instagram', {
  instagram: 'https://graph.instagram.com',
  graph: 'https://graph.facebook.com',
  upload: 'https://rupload.facebook.com',
  www: 'https://www.facebook.com',
})
export type Places = ReturnType<typeof places>
