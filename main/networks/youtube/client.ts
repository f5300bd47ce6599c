import type { z } from 'zod'
import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { ok, type Result } from '../../../preload/contract/result.ts'
import { createGoogleClient, type GoogleCall, type GoogleClient, type GoogleOutcome } from '../google-api/client.ts'
import type { Session } from '../network.ts'
import { videoList, type VideoEntity } from './entities.ts'
import { refusalByYoutube } from './failures.ts'
import type { YoutubeHosts } from './hosts.ts'

export type Call = Omit<GoogleCall, 'url'> & {
  /** Behind `/youtube/v3/`. */
  readonly path: string
}

/** The Data API's calls for one channel. */
export type Client = {
  readonly google: GoogleClient
  readonly hosts: YoutubeHosts
  send(call: Call): Promise<GoogleOutcome>
  ask<S extends z.ZodType>(call: Call, shape: S): Promise<Result<z.output<S>, NetworkFailure>>
  /** One video; null: it is not there, or not this channel's to see. */
  video(id: string, part: string): Promise<Result<VideoEntity | null, NetworkFailure>>
}

export function createClient(session: Pick<Session, 'http' | 'secret' | 'now'>, hosts: YoutubeHosts): Client {
  const google = createGoogleClient(session, hosts, refusalByYoutube)
  const whole = ({ path, ...call }: Call): GoogleCall => ({ ...call, url: `${hosts.api}/youtube/v3/${path}` })
  const ask: Client['ask'] = (call, shape) => google.ask(whole(call), shape)
  return {
    google, hosts, ask,
    send: call => google.send(whole(call)),
    async video(id, part) {
      const read = await ask({ path: 'videos', query: { part, id } }, videoList)
      return read.ok ? ok(read.value.items.find(one => one.id === id) ?? null) : read
    },
  }
}
