import { expect, it } from 'vitest'
import { accountId, mediaHash } from '../../../preload/contract/ids.ts'
import type { MediaUse } from '../../../preload/contract/drafts.ts'
import { ok } from '../../../preload/contract/result.ts'
import type { Http, HttpOutcome, HttpRequest } from '../../http/http.ts'
import type { Session } from '../network.ts'
import { createClient } from './client.ts'
import { limitsOn } from './limits.ts'
import { publicPlaces } from './places.ts'
import { uploadVideo } from './video.ts'

const film: MediaUse = { hash: mediaHash.parse('b'.repeat(64)), kind: 'video', mime: 'video/mp4', name: 'four.mp4', sizeBytes: 3, width: 1920, height: 1080, durationMs: 9000, alt: 'Le four' }
const blob = { $type: 'blob', ref: { $link: 'bafkreibjfgx2gprinfvicegelk5kosd6y2frmqpqzwqkg7usac74l3t2v4' }, mimeType: 'video/mp4', size: 3 }
const answer = (json: unknown, status = 200): HttpOutcome => ({ kind: 'answered', status, headers: new Headers(), text: '', bytes: new Uint8Array(), json, retryAtUtc: null })

/** A double of the video service, written from docs.bsky.app (Video, 21 Apr 2026): answers in the order given. */
function upload(serverUrl: string, jobs: readonly HttpOutcome[]) {
  const asked: string[] = []
  const waiting = [...jobs]
  const notes = new Map<string, string>()
  const http: Http = {
    fetch: globalThis.fetch,
    async send({ method, url }: HttpRequest) {
      asked.push(`${method} ${new URL(url).host}${new URL(url).pathname}`)
      return waiting.shift() ?? answer({}, 500)
    },
  }
  const client = createClient({
    revoke: async () => ok(undefined),
    async send({ path }) {
      asked.push(`PDS ${path.split('?')[0]}`)
      return answer(path.includes('getServiceAuth') ? { token: 'for-the-service' } : { blob })
    },
  }, () => 0)
  const session: Session = {
    accountId: accountId.parse('a'), remoteId: 'did:plc:nous', handle: 'a.example', serverUrl, limits: limitsOn(true), http, now: () => 0,
    secret: { read: async () => ok(''), replace: async () => ok(undefined) },
    media: { original: async () => ok({ bytes: new Uint8Array([1, 2, 3]), mime: 'video/mp4' }), rendition: async () => { throw new Error('videos are not made smaller') } },
  }
  const go = () => uploadVideo(film, { get: name => notes.get(name) ?? null, set: (name, value) => void notes.set(name, value) }, { client, session, places: publicPlaces, pauseMs: 0 })
  return { asked, go }
}
const done = { ok: true, value: { $type: 'app.bsky.embed.video', video: blob, alt: 'Le four', aspectRatio: { width: 1920, height: 1080 } } }

it('goes through the video service where Bluesky hosts the account, and waits until it has been worked on', async () => {
  const { asked, go } = upload('https://morel.us-east.host.bsky.network', [
    answer({ jobId: 'j', did: 'd', state: 'JOB_STATE_CREATED' }), answer({ jobStatus: { jobId: 'j', state: 'JOB_STATE_ENCODING' } }), answer({ jobStatus: { jobId: 'j', state: 'JOB_STATE_COMPLETED', blob } }),
  ])
  expect(await go()).toEqual(done)
  expect(asked).toEqual(['PDS /xrpc/com.atproto.server.getServiceAuth', 'POST video.bsky.app/xrpc/app.bsky.video.uploadVideo', ...Array.from({ length: 2 }, () => 'GET video.bsky.app/xrpc/app.bsky.video.getJobStatus')])
  // A second attempt has it in its notes.
  expect(await go()).toEqual(done)
  expect(asked).toHaveLength(4)
})

it('does not send a video again that is there already, or still being worked on', async () => {
  expect(await upload('https://bsky.social', [answer({ error: 'already_exists', jobId: 'j', state: 'JOB_STATE_COMPLETED', blob }, 409)]).go()).toEqual(done)
  const { asked, go } = upload('https://bsky.social', [answer({ jobId: 'j' }), { kind: 'no-answer', detail: 'time-out' }, answer({ jobStatus: { jobId: 'j', blob } })])
  expect(await go()).toMatchObject({ ok: false, failure: { kind: 'server-trouble' } })
  expect(await go()).toEqual(done)
  expect(asked.filter(line => line.includes('uploadVideo'))).toHaveLength(1)
})

it('says when the service will not have it', async () => {
  expect(await upload('https://bsky.social', [answer({ jobId: 'j', state: 'JOB_STATE_FAILED', error: 'VideoTooLong', message: 'too long' }), answer({ jobStatus: { jobId: 'j', state: 'JOB_STATE_FAILED', error: 'VideoTooLong' } })]).go()).toMatchObject({ ok: false, failure: { kind: 'refused', reason: 'media' } })
})

it('leaves the file on a server of one’s own as it is', async () => {
  const { asked, go } = upload('https://pds.fournil.example', [])
  expect(await go()).toEqual(done)
  expect(asked).toEqual(['PDS /xrpc/com.atproto.repo.uploadBlob'])
})
