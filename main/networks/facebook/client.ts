import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import { createGraphClient, type GraphClient } from '../graph-api/client.ts'
import type { Session } from '../network.ts'
import { places, version, type Places } from './places.ts'
import { readSecret, type PageSecret } from './secret.ts'

/** Calls for one Page, with its token. */
export type Client = GraphClient & {
  readonly hosts: Places
  secret(): Promise<Result<PageSecret, NetworkFailure>>
}

export function createClient({ http, now, secret }: Pick<Session, 'http' | 'now' | 'secret'>): Client {
  const hosts = places()
  const read = () => readSecret(secret)
  const graph = createGraphClient({
    origin: hosts.graph, version, http, now,
    voice: async () => {
      const held = await read()
      return held.ok ? ok({ token: held.value.token, appSecret: held.value.appSecret === '' ? null : held.value.appSecret }) : held
    },
  })
  return { ...graph, hosts, secret: read }
}
