import { hostsOf } from '../hosts.ts'

/** Spoken version; the network keeps each for two years after the next one came (limits.ts says until when). */
export const version = 'v26.0'

/** Where the network's servers stand (https://developers.facebook.com/documentation/video-api/guides/, read 27 Nov 2026). */
export const places = () => hostsOf('facebook', {
  www: 'https://www.facebook.com',
  graph: 'https://graph.facebook.com',
  video: 'https://graph-video.facebook.com',
  upload: 'https://rupload.facebook.com',
})
export type Places = ReturnType<typeof places>
