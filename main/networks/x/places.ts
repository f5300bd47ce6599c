import { hostsOf } from '../hosts.ts'

/** Where X stands: its interface, and the pages people see. */
export const places = (): { readonly api: string; readonly web: string } => hostsOf('x', { api: 'https://api.x.com', web: 'https://x.com' })
