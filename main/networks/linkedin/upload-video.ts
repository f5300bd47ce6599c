import { z } from 'zod'
import type { MediaUse } from '../../../preload/contract/drafts.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import { described, isSuccess } from '../judge-answer.ts'
import type { Notes } from '../network.ts'
import { videoUpload } from './entities.ts'
import { mayUploadTo } from './servers.ts'
import { initialize, unreadable, untilReady, type PrepareFailure, type UploadTools } from './upload.ts'

/** An upload under way: which parts LinkedIn has, by the tags it gave for them. */
const begunShape = z.object({ ...videoUpload.shape.value.shape, uploadToken: z.string(), tags: z.array(z.string()), untilUtc: z.number() })
type Begun = z.infer<typeof begunShape>
/** The addresses of the parts do not live for ever; LinkedIn's answer says 24 hours or less, so a shorter time is taken. */
const usableMs = 2 * 3_600_000

/** In parts, each kept by its tag, then finished and waited for. https://learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/videos-api */
export async function uploadVideo(use: MediaUse, notes: Notes, tools: UploadTools): Promise<Result<string, PrepareFailure>> {
  const done = notes.get(`video:${use.hash}`)
  if (done !== null) {
    const ready = await untilReady('videos', done, tools)
    if (ready.ok || ready.failure.kind !== 'refused') return ready
  }
  const { client, session, author } = tools
  const file = await session.media.original(use)
  if (!file.ok) return fail(unreadable(file.failure))
  const { bytes } = file.value
  const name = `parts:${use.hash}`
  let begun = readBegun(notes.get(name), session.now())
  if (begun === null) {
    const answer = await client.ask(initialize('videos', { owner: author, fileSizeBytes: bytes.byteLength, uploadCaptions: false, uploadThumbnail: false }), videoUpload)
    if (!answer.ok) return answer
    begun = { ...answer.value.value, tags: [], untilUtc: session.now() + usableMs }
  }
  for (const { uploadUrl, firstByte, lastByte } of begun.uploadInstructions.slice(begun.tags.length)) {
    if (!mayUploadTo(uploadUrl, client.servers)) return fail({ kind: 'server-trouble', detail: 'LinkedIn named a strange place for the video' })
    const put = await client.put({ url: uploadUrl, bytes: bytes.slice(firstByte, lastByte + 1), mime: 'application/octet-stream' })
    const tag = put.kind === 'answered' ? put.headers.get('etag') : null
    if (!isSuccess(put) || tag === null) return fail(isSuccess(put) ? { kind: 'server-trouble', detail: `a part without its tag: ${described(put)}` } : client.failureOfRead(put, 'media'))
    begun = { ...begun, tags: [...begun.tags, tag.replace(/^W\/|"/gu, '')] }
    // After a broken line the next try goes on with the part that is missing.
    notes.set(name, JSON.stringify(begun))
  }
  const { video, uploadToken, tags } = begun
  const finished = await client.send({ method: 'POST', path: '/rest/videos?action=finalizeUpload', json: { finalizeUploadRequest: { video, uploadToken, uploadedPartIds: tags } }, suspect: 'media' })
  if (!isSuccess(finished)) {
    const failure = client.failureOfRead(finished, 'media')
    // Its own no: these parts are worth nothing any more.
    if (failure.kind === 'refused' || failure.kind === 'missing') notes.set(name, '')
    return fail(failure)
  }
  notes.set(`video:${use.hash}`, video)
  notes.set(name, '')
  const ready = await untilReady('videos', video, tools)
  return ready.ok ? ok(video) : ready
}

function readBegun(text: string | null, now: number): Begun | null {
  if (text === null || text === '') return null
  const begun = begunShape.safeParse(JSON.parse(text))
  return begun.success && begun.data.untilUtc > now ? begun.data : null
}
