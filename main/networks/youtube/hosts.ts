import { googleHosts } from '../google-api/hosts.ts'
import { hostsOf } from '../hosts.ts'

const published = { ...googleHosts, api: 'https://www.googleapis.com', analytics: 'https://youtubeanalytics.googleapis.com' } as const
export type YoutubeHosts = Readonly<Record<keyof typeof published, string>>
export const youtubeHosts = (): YoutubeHosts => hostsOf('youtube', published)
