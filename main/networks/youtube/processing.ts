import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import { fail, ok, type Result } from '../../../preload/contract/result.ts'
import type { VideoEntity } from './entities.ts'
import type { UploadTools } from './upload.ts'

/** Beyond this the delivery waits and comes back to the same upload: long films are worked on for hours. */
const patienceMs = 10 * 60_000

/** `missing`: the video is not there any more. */
export async function untilProcessed(video: string, { client, session, wait }: UploadTools): Promise<Result<void, NetworkFailure>> {
  const deadline = session.now() + patienceMs
  let delayMs = 500
  for (;;) {
    const read = await client.video(video, 'status,processingDetails')
    if (!read.ok) return read
    if (read.value === null) return fail({ kind: 'missing', detail: `the video ${video} is not there` })
    const verdict = stateOf(read.value)
    if (verdict === 'ready') return ok(undefined)
    if (verdict !== 'processing') return fail(verdict)
    if (session.now() >= deadline) return fail({ kind: 'server-trouble', detail: 'the video is still being processed' })
    await wait(delayMs)
    delayMs = Math.min(delayMs * 2, 30_000)
  }
}

function stateOf({ status, processingDetails }: VideoEntity): 'ready' | 'processing' | NetworkFailure {
  switch (status?.uploadStatus) {
    case 'processed': return 'ready'
    case 'failed': return { kind: 'refused', reason: 'media', detail: `the upload failed: ${status.failureReason ?? processingDetails?.processingFailureReason ?? 'no reason given'}` }
    case 'rejected': {
      const why = status.rejectionReason ?? 'no reason given'
      const isSuspended = why === 'uploaderAccountSuspended' || why === 'uploaderAccountClosed'
      return { kind: 'refused', reason: isSuspended ? 'account-suspended' : why === 'duplicate' ? 'duplicate' : 'media', detail: `the video was rejected: ${why}` }
    }
    case 'deleted': return { kind: 'missing', detail: 'the upload was deleted' }
    default: return processingDetails?.processingStatus === 'failed' ? { kind: 'refused', reason: 'media', detail: `the video could not be processed: ${processingDetails.processingFailureReason ?? 'no reason given'}` } : 'processing'
  }
}
