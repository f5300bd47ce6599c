import { googleHosts } from '../google-api/hosts.ts'
import { hostsOf } from '../hosts.ts'

/** Posts and reviews still live in version 4; what came after it is spread over interfaces of their own. */
const published = {
  ...googleHosts, v4: 'https://mybusiness.googleapis.com', accountList: 'https://mybusinessaccountmanagement.googleapis.com',
  information: 'https://mybusinessbusinessinformation.googleapis.com', performance: 'https://businessprofileperformance.googleapis.com',
} as const
export type BusinessHosts = Readonly<Record<keyof typeof published, string>>
export const businessHosts = (): BusinessHosts => hostsOf('google-business', published)
