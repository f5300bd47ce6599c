import type { z } from 'zod'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import type { Result } from '../../../preload/contract/result.ts'
import { createGoogleClient, type GoogleCall, type GoogleClient, type GoogleOutcome } from '../google-api/client.ts'
import type { Session } from '../network.ts'
import { refusalByBusiness } from './failures.ts'
import type { BusinessHosts } from './hosts.ts'

export type Call = Omit<GoogleCall, 'url'> & {
  readonly host?: 'v4' | 'accountList' | 'information' | 'performance'
  /** A resource's name, with what is asked of it; behind the version. */
  readonly path: string
}

/** The interfaces' calls for one sign-in. */
export type Client = {
  readonly google: GoogleClient
  send(call: Call): Promise<GoogleOutcome>
  ask<S extends z.ZodType>(call: Call, shape: S): Promise<Result<z.output<S>, NetworkFailure>>
}

export function createClient(session: Pick<Session, 'http' | 'secret' | 'now'>, hosts: BusinessHosts): Client {
  const google = createGoogleClient(session, hosts, refusalByBusiness)
  const whole = ({ host = 'v4', path, ...call }: Call): GoogleCall => ({ ...call, url: `${hosts[host]}/${host === 'v4' ? 'v4' : 'v1'}/${path}` })
  return { google, send: call => google.send(whole(call)), ask: (call, shape) => google.ask(whole(call), shape) }
}
