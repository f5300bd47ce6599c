import type { Session } from '../../../main/networks/network.ts'
import { hostsOf } from '../../../main/networks/hosts.ts'
import { notWritten } from './not-written.ts'

/** Where its servers stand; doubles stand elsewhere. */
export const samplerHosts = () => hostsOf('sampler', { api: 'https://api.sampler.invalid' })

/** The network's HTTP calls for one account, with its token, parsed by zod; no word of Comptoir's. Its answers are judged by failures.ts only. */
export type Client = { readonly origin: string }

export const createClient = (session: Pick<Session, 'http' | 'secret' | 'now'>): Client => notWritten(`client.ts, createClient (${samplerHosts().api}, ${session.now()})`)
