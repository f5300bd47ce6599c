import { z } from 'zod'
import type { MediaUse } from '../../../preload/contract/drafts.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import { graphId, type GraphCall } from '../graph-api/client.ts'
import type { Created } from '../graph-api/containers.ts'
import { asPrepareFailure, type PrepareFailure } from '../graph-api/public-media.ts'
import { described, isSuccess } from '../judge-answer.ts'
import type { Session } from '../network.ts'
import type { InstagramClient } from './client.ts'

const done = z.object({ success: z.literal(true) })
const progress = z.object({ video_status: z.object({ uploading_phase: z.object({ bytes_transferred: z.number().int().nonnegative() }) }) })
const refusal = z.object({ debug_info: z.object({ retriable: z.boolean(), type: z.string().catch(''), message: z.string().catch('') }) })
const mostTries = 4

/**
 * Sends a video's bytes to the container made for it, from where the network has them already (…/content-publishing/resumable-uploads, 15 Mar 2026).
 * Nothing is visible by it. Only Facebook's sign-in has this.
 */
export async function sendVideo(use: MediaUse, made: Created, { client, session }: { readonly client: InstagramClient; readonly session: Pick<Session, 'media'> }): Promise<Result<void, PrepareFailure>> {
  const file = await session.media.original(use)
  if (!file.ok) return fail(asPrepareFailure(file.failure))
  const { bytes } = file.value
  let last: PrepareFailure = { kind: 'server-trouble', detail: 'the upload came to no end' }
  let offset = 0
  for (let count = 0; count < mostTries; count++) {
    const call: GraphCall = {
      method: 'POST', origin: client.places.upload, isWholePath: true, path: `/ig-api-upload/${client.version}/${graphId(made.id)}`, scheme: 'OAuth',
      headers: { offset: String(offset), file_size: String(bytes.byteLength), 'content-type': 'application/octet-stream' }, body: bytes.slice(offset), suspect: 'media',
      // A shop's line may be slow upward: a minute, and one second more for each 32 kB.
      timeoutMs: Math.round(60_000 + ((bytes.byteLength - offset) / 32_000) * 1000),
    }
    const outcome = await client.send(call)
    if (isSuccess(outcome) && done.safeParse(outcome.json).success) return ok(undefined)
    const said = outcome.kind === 'answered' ? refusal.safeParse(outcome.json) : null
    if (said?.success && !said.data.debug_info.retriable && outcome.kind === 'answered') return fail({ kind: 'refused', reason: 'media', detail: described(outcome) })
    last = isSuccess(outcome) || said?.success ? { kind: 'server-trouble', detail: outcome.kind === 'answered' ? described(outcome) : '' } : await client.failureOfRead(outcome, call)
    if (last.kind !== 'server-trouble') return fail(last)
    // Cut off on the way: the network says how far it came.
    const known = await client.ask({ path: `/${graphId(made.id)}`, query: { fields: 'id,video_status' } }, progress)
    if (!known.ok) return known
    offset = Math.min(known.value.video_status.uploading_phase.bytes_transferred, bytes.byteLength)
    if (offset === bytes.byteLength) return ok(undefined)
  }
  return fail(last)
}
